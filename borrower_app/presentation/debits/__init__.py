"""D-1 the debits, D-2 one attempt, D-3 a pasted message."""
