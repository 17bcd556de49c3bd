"""What the lender does by itself as time passes: debits, answers, switches."""
