"""The borrower app: what a borrower needs to look after a loan without calling anybody. Map: ARCHITECTURE.md."""

__version__ = "0.1.0"
