"""The wire contract of a lender's API, written once and used by client and sandbox alike. Pure: no I/O, no clock."""
