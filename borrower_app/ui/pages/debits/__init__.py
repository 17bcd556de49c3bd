"""D-1, D-2 and D-3: the page."""
