"""F-5 storage fault."""
