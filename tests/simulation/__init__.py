"""Deterministic simulation: the real engine, outbox and encrypted files against a model lender, one seeded scheduler.

`python -m tests.simulation --help` says how; `make simulate SEEDS=1000` runs it. One seed makes one history: a list of
events that two devices of one borrower, the lender's staff, the network, the disk and the clocks go through. After
every event, and between any two requests of a round, the judge (`judge.py`) looks for broken promises. A history that
breaks one is shortened until nothing can be left out, and printed.

What is real: `sync/`, `store/` with its SQLCipher files, `LenderClient`, the contract's decoding. What is made here:
the network (`wire.py`), the disk's faults (`disk.py`), the clocks, and the lender (`model_lender.py`), written from the
integration guide and not from the sandbox.
"""
