"""One honest reading of a text about a debit: text in, what it says out. A file is one idea; `reading` puts them together."""
