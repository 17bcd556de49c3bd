"""One file a page; each turns one frozen view into widgets."""
