"""The nouns of the app: what a lender keeps on record about a borrower, as frozen values.

Each record is one JSON object on the wire (the `data` of a change). Money is minor units with its currency, a rate is
a decimal string in per cent a year, a due date is a calendar date in the lender's zone, an `_at` is an instant with
its zone. Unknown members of a newer server are ignored here and kept in the stored bytes.
"""
