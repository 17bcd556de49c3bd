"""S-2 what if I pay early."""
