"""Words and the pieces that every view is made of; they know no records."""
