"""What is kept on this computer: keys, two encrypted databases, the outbox, proof, and one frozen picture of it all.

Nothing is imported here, so that `store.first_paint` stays free of SQLAlchemy. Entry points: `store.Store` (the facade
of the store lane), `folder` (modes and lock), `keys`, `session`, `lender_binding`, `pin`, `first_paint`.
"""
