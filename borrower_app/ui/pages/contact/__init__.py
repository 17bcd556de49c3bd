"""P-1: the page."""
