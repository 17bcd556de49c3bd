"""Files that commands and the window read and write."""
