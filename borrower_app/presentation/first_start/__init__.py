"""F-1 first start."""
