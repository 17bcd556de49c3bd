"""F-3: the page."""
