"""One module a story; `build(start)` returns it."""
