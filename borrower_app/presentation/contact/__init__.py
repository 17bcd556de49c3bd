"""P-1 the borrower's details."""
