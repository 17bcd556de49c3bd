"""M-1 and F-4: the page."""
