"""H-1 and H-2: the page."""
