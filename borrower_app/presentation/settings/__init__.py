"""T-1 settings."""
