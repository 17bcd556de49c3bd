"""Pure: a Snapshot, the day and a Language become what a page says, masked; no Qt (DESIGN section 9)."""
