"""A bank's table as a file: bytes in, a candidate table out. No disk, no store, no Qt; nothing is ever evaluated."""
