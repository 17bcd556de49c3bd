"""F-7: whose loans the window shall show."""
