"""Several people on one computer: a folder each, offered by name at the start."""
