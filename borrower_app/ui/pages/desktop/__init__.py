"""T-2 and F-8: the pages."""
