"""The tables of the lender's ledger. Instants are seconds since 1970 UTC of the virtual clock unless said otherwise."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Float, Index, Integer, LargeBinary, MetaData, String, Table

metadata = MetaData()

books = Table(
    "books",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("scenario", String, nullable=False),
    Column("discovery", LargeBinary, nullable=False),
    Column("secret", LargeBinary, nullable=False),
    Column("head", Integer, nullable=False),
    Column("clock_offset", Float, nullable=False),
)
"""One row. `head` is the sequence of the newest record; `clock_offset` is the virtual clock minus the real one."""

records = Table(
    "records",
    metadata,
    Column("sequence", Integer, primary_key=True, autoincrement=False),
    Column("kind", String, nullable=False),
    Column("identifier", String, nullable=False),
    Column("version", Integer, nullable=False),
    Column("deleted", Boolean, nullable=False),
    Column("hash", String, nullable=False),
    Column("data", LargeBinary, nullable=False),
    Column("loan_id", String),
    Index("records_by_key", "kind", "identifier", "sequence"),
    Index("records_by_loan", "loan_id", "kind"),
)
"""Append-only: every version of every record, in the order in which it came into the books.

`loan_id` repeats what stands in `data`, so that a loan's records are found among thousands.
"""

operations = Table(
    "operations",
    metadata,
    Column("operation_id", String, primary_key=True),
    Column("idempotency_key", String, nullable=False, unique=True),
    Column("key_until", Float, nullable=False),
    Column("operation", String, nullable=False),
    Column("request_hash", String, nullable=False),
    Column("state", String, nullable=False),
    Column("claimed_at", Float, nullable=False),
    Column("status", Integer),
    Column("answer", LargeBinary),
    Column("media_type", String),
    Column("outcome", LargeBinary),
    Column("values", LargeBinary, nullable=False),
    Column("base_version", Integer),
    Column("code", String),
    Column("code_expires", Float),
    Column("attempts_left", Integer),
    Column("code_sent_to", String),
    Column("right_code", String),
)
"""`answer` is the stored first reply, `outcome` what is said of the operation now; `claimed_at` is real time.

`code` is the code that is waited for, `right_code` the one that was right before it (a new phone needs two).
"""

effects = Table(
    "effects",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("operation_id", String, nullable=False),
    Column("operation", String, nullable=False),
    Column("subject", String, nullable=False),
    Column("at", Float, nullable=False),
)

kept_members = Table(
    "kept_members",
    metadata,
    Column("kind", String, primary_key=True),
    Column("identifier", String, primary_key=True),
    Column("member", String, primary_key=True),
    Column("value", LargeBinary, nullable=False),
)
"""What the borrower changed stays changed when the story later writes the same record again."""

card_tokens = Table(
    "card_tokens",
    metadata,
    Column("token", String, primary_key=True),
    Column("last4", String, nullable=False),
    Column("bank", String, nullable=False),
    Column("account_class", String, nullable=False),
    Column("same_bank", Boolean),
)
"""What the card host knows of the cards it gave tokens for; never their numbers."""

staff_contacts = Table(
    "staff_contacts",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("channel", String, nullable=False),
    Column("staff_number", String, nullable=False),
    Column("begun_by", String, nullable=False),
    Column("pass_phrase", String),
    Column("begun_at", Float, nullable=False),
    Column("ended_at", Float),
)
"""Contacts of the lender's staff with the borrower; a story may know when one will end. The newest one counts."""

happenings = Table(
    "happenings",
    metadata,
    Column("position", Integer, primary_key=True),
    Column("at", Float, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("applied", Boolean, nullable=False),
    Column("carries_out", String),
    Column("attempt", String),
)
"""What is planned; `carries_out` and `attempt` name the debit attempts that a story's happening is about."""

families = Table(
    "families",
    metadata,
    Column("family", String, primary_key=True),
    Column("client_id", String, nullable=False),
    Column("auth_time", Float, nullable=False),
    Column("revoked", Boolean, nullable=False),
)
"""One sign-in and all tokens that come from it."""

tokens = Table(
    "tokens",
    metadata,
    Column("hash", String, primary_key=True),
    Column("kind", String, nullable=False),
    Column("family", String, nullable=False, index=True),
    Column("pair", String, nullable=False, index=True),
    Column("parent_pair", String, index=True),
    Column("used", Boolean, nullable=False),
    Column("spent", Boolean, nullable=False),
    Column("expires_at", Float, nullable=False),
)
"""Access and refresh tokens by their SHA-256. A pair was issued together, with the refresh token of `parent_pair`."""

devices = Table(
    "devices",
    metadata,
    Column("device_hash", String, primary_key=True),
    Column("user_code", String, nullable=False, unique=True),
    Column("client_id", String, nullable=False),
    Column("state", String, nullable=False),
    Column("approved_at", Float),
    Column("expires_at", Float, nullable=False),
    Column("last_poll", Float, nullable=False),
    Column("interval", Integer, nullable=False),
)
"""RFC 8628 device codes; `last_poll` is real time, because polling is paced in real seconds."""

authorization_codes = Table(
    "authorization_codes",
    metadata,
    Column("code_hash", String, primary_key=True),
    Column("client_id", String, nullable=False),
    Column("redirect_uri", String, nullable=False),
    Column("challenge", String, nullable=False),
    Column("auth_time", Float, nullable=False),
    Column("expires_at", Float, nullable=False),
    Column("spent", Boolean, nullable=False),
    Column("family", String),
)
"""Codes of the browser sign-in by their SHA-256; `family` is the sign-in that came from one."""

browser_sessions = Table(
    "browser_sessions",
    metadata,
    Column("hash", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("auth_time", Float, nullable=False),
    Column("expires_at", Float, nullable=False),
)
"""Browsers that are remembered by a cookie, so that not every sign-in asks who is there."""

faults = Table(
    "faults",
    metadata,
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("rule", LargeBinary, nullable=False),
    Column("seen", Integer, nullable=False),
    Column("fired", Integer, nullable=False),
)
