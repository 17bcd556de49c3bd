"""F-7: the choice at the start."""
