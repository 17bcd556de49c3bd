"""H-1 Home and H-2, all checks before a debit."""
