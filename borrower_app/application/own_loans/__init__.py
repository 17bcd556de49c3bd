"""Own loans: kept, changed, taken over from a bank's table, backed up."""
