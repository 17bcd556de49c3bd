"""The pieces pages are made of, one idea a file."""
