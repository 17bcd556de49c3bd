"""What belongs to the desktop around the pages: keys, what each page is, the question before closing."""
