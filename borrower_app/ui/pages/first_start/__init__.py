"""F-1: the page."""
