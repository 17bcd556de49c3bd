"""E-1 the record that a sentence rests on, E-2 what to ask."""
