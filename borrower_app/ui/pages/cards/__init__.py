"""C-1: the page."""
