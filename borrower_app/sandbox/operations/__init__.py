"""Writes: checked, claimed, verified, decided."""
