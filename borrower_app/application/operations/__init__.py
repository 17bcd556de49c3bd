"""What the user asks of the lender with one press."""
