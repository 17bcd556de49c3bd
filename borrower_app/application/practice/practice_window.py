"""A window over a made-up lender on this computer, for demo, practice and tour: nothing is kept, all of it is real.

The same client, store and window as always; only the key and the folder are missing: everything is in memory.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from borrower_app.application.running.state import AppState
from borrower_app.application.window.assembly import assemble
from borrower_app.application.window.opening_source import OpeningSource
from borrower_app.language import Language
from borrower_app.presentation.intents import Address
from borrower_app.settings import NOWHERE, Options, Settings
from borrower_app.ui.theme.theme import Theme
from borrower_app.ui.window import Window

if TYPE_CHECKING:
    from pathlib import Path

    from borrower_app.application.window.router import MakesPractice


class PracticeWindow:
    """The window and what runs behind it. `begin` opens it on the lender and signs in; `close` ends everything."""

    def __init__(
        self,
        base_url: str,
        settings: Settings,
        folder: Path | None = None,
        *,
        practice: MakesPractice | None = None,
    ) -> None:
        self.options = Options(data_dir=NOWHERE if folder is None else folder, base_url=base_url)
        self.state = AppState(settings, memory_only=folder is None)
        self.theme = Theme(Language(settings.language), settings.theme, settings.text_scale, settings.reduced_motion)
        self.window = Window(OpeningSource(None), self.theme)
        self.theme.setParent(self.window)
        self.router = assemble(self.window, self.options, self.state, folder, practice=practice)
        self.app = self.router.app

    def begin(self) -> None:
        """Open with a fresh key, sign in (the made-up lender says yes by itself), fetch, and show Home."""
        from borrower_app.application.data_keys import memory_key

        self.app.key = memory_key()
        self.router.opening.open_signed_in(self.router.signing_in)
        self.router.watch_the_clock()

    def begin_first_start(self) -> None:
        """Begin as on a computer that never ran the app."""
        self.router.opening.begin_first_start()

    @property
    def is_settled(self) -> bool:
        """Whether nothing runs in a lane."""
        return not self.app.background.is_busy

    def show(self, code: str, subject: str = "") -> None:
        """Show a page with nothing to go back to."""
        self.app.show(Address(code, subject))

    def close(self) -> None:
        """Close window, files and lanes."""
        self.window.hide()
        self.router.close()
        self.window.deleteLater()
