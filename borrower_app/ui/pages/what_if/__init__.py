"""S-2: the page."""
