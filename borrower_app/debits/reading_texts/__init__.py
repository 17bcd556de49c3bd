"""One honest reading of a text about a debit: text in, what it says out. `reading` puts the parts together."""
