"""S-5 and S-6: the page."""
