"""The reference lender: a real HTTP server that keeps the wire contract, with a ledger, a clock of its own and faults.

Imported by the `sandbox` command only. Everything it knows is in one database, so that several processes can serve it.
"""
