"""Is it really the lender: asked while a page that tells it is open, believed for ten seconds, kept nowhere."""
