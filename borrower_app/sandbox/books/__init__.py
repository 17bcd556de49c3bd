"""The lender's books."""
