"""C-1 cards and authorisations."""
