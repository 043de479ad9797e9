"""Files other than Python modules: which kinds there are, the Python inside of them, and their commands."""
