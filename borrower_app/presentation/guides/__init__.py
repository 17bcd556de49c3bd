"""Guides: declared lists of steps over one engine. Pure: records, answers and a moment in, words out; no Qt."""
