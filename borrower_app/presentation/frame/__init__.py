"""What stands around and over pages: title, rail, status line, banners, and what takes a page's place."""
