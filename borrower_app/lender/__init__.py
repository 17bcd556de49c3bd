"""Talking to the lender: one transport, one client, sign-in. The only room that knows HTTP."""
