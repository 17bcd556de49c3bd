"""T-1: the page."""
