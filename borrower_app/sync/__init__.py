"""One round with the lender: send what is queued, then fetch what changed. Works through any lane."""
