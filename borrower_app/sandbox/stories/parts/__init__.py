"""What stories are put together from."""
