"""The Home page kept for the next start: drawn before anything heavy is imported (DESIGN section 5, first paint)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import msgspec
from msgspec import Meta, Struct

from borrower_app import clock
from borrower_app.presentation.home.views import HomeView

if TYPE_CHECKING:
    from borrower_app.contract.snapshot import Snapshot
    from borrower_app.language import LanguageCode

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


def home_maker(
    language: Callable[[], LanguageCode], told: Callable[[Exception], object]
) -> Callable[[Snapshot], bytes | None]:
    """What `Store.prepare_home` wants: the bytes of Home for a snapshot, in the language of that moment.

    A bug on the way is told and there is no prepared Home: no computation of a view stands between the user and a pull.
    """

    def make(snapshot: Snapshot) -> bytes | None:
        try:
            return made(snapshot)
        except Exception as error:  # noqa: BLE001 - a view, inside a pull: it must not take the pull with it
            told(error)
            return None

    def made(snapshot: Snapshot) -> bytes:
        from borrower_app.language import Language
        from borrower_app.presentation.home.home import home_view
        from borrower_app.presentation.reading.records import read_at
        from borrower_app.reason_catalogue import reason_catalogue

        chosen = Language(language())
        now = clock.now()
        reading = read_at(snapshot, now, snapshot.freshness.business_date, chosen, reason_catalogue())
        return encode_prepared(chosen.code, home_view(reading))

    return make
