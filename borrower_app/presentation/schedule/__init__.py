"""S-1 the schedule, S-3 the check of the lender's table, S-7 its export."""
