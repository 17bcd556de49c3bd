"""Pure judgement about debits: states, reason codes, cause and certainty, what to do. No clock, disk or network."""
