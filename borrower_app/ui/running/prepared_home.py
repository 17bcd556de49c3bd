"""The Home page kept for the next start: drawn before anything heavy is imported (DESIGN section 5, first paint)."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from borrower_app.presentation.views import HomeView

FORM = 2
"""Raised whenever HomeView changes its shape: an older page is then made the slow way."""


class PreparedHome(Struct, frozen=True):
    """A view in one language."""

    form: Annotated[int, Meta(ge=FORM, le=FORM)]
    language: str
    view: HomeView


def encode_prepared(language: str, view: HomeView) -> bytes:
    """Bytes to keep."""
    return msgspec.msgpack.encode(PreparedHome(FORM, language, view))


def decode_prepared(kept: bytes | None) -> tuple[str, HomeView] | None:
    """Language and view, or None where nothing usable was kept."""
    if kept is None:
        return None
    try:
        prepared = msgspec.msgpack.decode(kept, type=PreparedHome)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
    return prepared.language, prepared.view
