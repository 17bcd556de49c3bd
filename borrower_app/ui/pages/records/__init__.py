"""E-1 and E-2: the page."""
