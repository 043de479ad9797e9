"""Scripts that make what is checked in from what it is made of. They are not in the wheel."""
