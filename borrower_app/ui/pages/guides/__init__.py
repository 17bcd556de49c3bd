"""Every step of every guide."""
