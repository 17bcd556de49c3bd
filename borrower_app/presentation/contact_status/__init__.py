"""Is it really the lender: the line over pages, and U-1."""
