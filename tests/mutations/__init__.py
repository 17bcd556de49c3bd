"""A sample of small faults in presentation, application and ui: which of them does no test notice?

`python -m tests.mutations --help` says how; `make test-full` prints a sample of 200. It is a measure, not a gate.

Kept by hand because mutmut 3.8.1 leaves out every decorated function (each property and slot) and all code outside
functions and draws no sample, and cosmic-ray 8.7.0 changes the files of the checkout itself and runs one and the same
test command for every mutant, however few tests reach it.
"""
