"""S-5 own loans and S-6 the bank's table; their backup on T-1."""
