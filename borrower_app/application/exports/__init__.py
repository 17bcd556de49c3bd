"""Files that the user asks for from the window."""
