"""F-2 sign-in."""
