"""Pieces that several pages are composed of."""
