"""Files: which there are, which of them are read together, and in how many processes."""
