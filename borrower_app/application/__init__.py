"""Composition root and use cases: what answers the window's intents and the commands. Nothing is imported early."""
