"""R-1: the page."""
