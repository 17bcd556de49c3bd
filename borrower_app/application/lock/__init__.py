"""The PIN and the lock: asked for, tried, and locked again after a while without input."""
