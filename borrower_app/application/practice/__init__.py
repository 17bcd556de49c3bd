"""Practice on a made-up loan, in a window of its own."""
