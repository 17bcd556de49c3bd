"""S-1, S-3 and S-7: the page."""
