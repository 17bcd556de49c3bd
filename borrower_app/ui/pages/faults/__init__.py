"""F-5: the page."""
