"""What a page is built with: the look, and a way to say what the user asks for."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from borrower_app.presentation.intents import Address, Intent, OpenPage
from borrower_app.ui.theme.look import Look


class PageContext(Struct, frozen=True):
    """The look of this moment and the way out for intents."""

    look: Look
    emit: Callable[[Intent], None]

    def sends(self, intent: Intent) -> Callable[[], None]:
        """A slot that emits this intent; for buttons and links."""

        def send() -> None:
            self.emit(intent)

        return send

    def opens(self, code: str, subject: str = "") -> Callable[[], None]:
        """A slot that opens a page."""
        return self.sends(OpenPage(Address(code, subject)))

    def opener(self, code: str) -> Callable[[str], None]:
        """A slot that opens a page about the thing it is called with."""

        def open_page(subject: str) -> None:
            self.emit(OpenPage(Address(code, subject)))

        return open_page
