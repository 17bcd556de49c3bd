"""F-2: the page."""
