"""What belongs to the desktop around the window: its input method, its language, the question before closing."""
