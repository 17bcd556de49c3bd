"""The one window: rail, page area, status line. It shows what its PageSource answers and lets intents out.

The window and its pages never call store or network. A switch of language, theme or text size builds the views again.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from borrower_app.language import Language, LanguageCode
from borrower_app.presentation.frame.views import WaitingView
from borrower_app.presentation.intents import Address, ChooseLook, GoBack, Intent, OpenPage, Quit, ShowAgain
from borrower_app.settings import ThemeChoice
from borrower_app.ui import kept_state
from borrower_app.ui.find_bar import FindBar
from borrower_app.ui.first_stop import first_field, focus_beginning
from borrower_app.ui.history import History, Visited
from borrower_app.ui.key_answers import answers_of
from borrower_app.ui.page_area import PageArea
from borrower_app.ui.page_context import PageContext
from borrower_app.ui.page_source import Chrome, PageContent, PageSource, Shown
from borrower_app.ui.pages.contact_status.contact_line import ContactSlot
from borrower_app.ui.pages.parts.frame_parts import banner, help_row, instead_card
from borrower_app.ui.pages.parts.view_parts import spans
from borrower_app.ui.rail import NavigationRail
from borrower_app.ui.shortcuts import bind
from borrower_app.ui.status_line import StatusLine
from borrower_app.ui.theme.look import Look
from borrower_app.ui.theme.theme import Theme
from borrower_app.ui.widgets.announcing import announce_new, told_sentences
from borrower_app.ui.widgets.empty_state import skeleton
from borrower_app.ui.widgets.reveal import HoldToReveal
from borrower_app.ui.widgets.safe_text import set_window_title
from borrower_app.ui.window_place import put_in_place

HOME: Final = Address("H-1")
_COMPACT_BELOW: Final = 860
_COMPACT_ABOVE_SCALE: Final = 140


class Window(QMainWindow):
    """Rail, page and status line over one PageSource."""

    may_close: Callable[[], bool] = staticmethod(lambda: True)
    """Asked before the window closes; False: something else is shown instead, e.g. what would be lost."""

    intended = Signal(Intent)
    """Everything a page asks for, also what the window follows by itself."""
    went = Signal()
    """Another page is shown."""

    def __init__(self, source: PageSource, theme: Theme, first: Address = HOME) -> None:
        super().__init__()
        self.source = source
        """Where pages come from; the running app puts its own here once it stands."""
        self._theme = theme
        self._address = first
        self._history = History()
        self._content: PageContent | None = None
        self._chrome: Chrome | None = None
        self._compact: bool | None = None
        self._rail: NavigationRail | None = None
        self._rail_shown: object = None
        self._status: StatusLine | None = None
        self._status_shown: object = None
        self.area = PageArea()
        central = QWidget()
        self._down = QVBoxLayout(central)
        self._down.setContentsMargins(0, 0, 0, 0)
        self._down.setSpacing(0)
        self._header: QWidget | None = None
        self._contact_slot: ContactSlot | None = None
        self._across = QHBoxLayout()
        self._across.setSpacing(0)
        self._across.addWidget(self.area, 1)
        self._down.addLayout(self._across, 1)
        self.setCentralWidget(central)
        put_in_place(self, "")
        self._find: FindBar | None = None
        bind(self, answers_of(self), lambda: self.is_bare)
        theme.changed.connect(self._on_look_changed)
        self._rebuild()
        focus_beginning(self.area)

    @property
    def address(self) -> Address:
        """The page that is shown."""
        return self._address

    @property
    def shown_code(self) -> str:
        """The screen code that stands below: a page that could not be built has its own."""
        content = self._content
        return content.code if isinstance(content, Shown) and content.code else self._address.code

    @property
    def look(self) -> Look:
        """The look of this moment."""
        return self._theme.look

    @property
    def is_bare(self) -> bool:
        """Whether nothing but this one page can be reached: first start, lock, sign-in, fault."""
        return self._chrome is None or self._chrome.shell == "bare"

    @property
    def find_bar(self) -> FindBar | None:
        """The bar in which one looks for words, while it is there."""
        return self._find

    def ask(self, intent: Intent) -> None:
        """As if it had been pressed on the page."""
        self._on_intent(intent)

    def open_place(self, number: int) -> None:
        """A place of the rail, counted from 0."""
        if self._chrome is not None and number < len(self._chrome.places):
            self._on_intent(OpenPage(Address(self._chrome.places[number].code)))

    @property
    def page(self) -> QWidget:
        """The page's own widget with its margins."""
        return self.area.widget() or self.area

    def open(self, address: Address) -> None:
        """Show a page and remember the one before."""
        if address == self._address:
            return
        self._history.leave(self._here())
        self._go(address)

    def replace(self, address: Address) -> None:
        """Show a page in place of this one, e.g. Home after the lock; nothing to go back to remains."""
        self._history.clear()
        self._go(address)

    def back(self) -> bool:
        """Show the page before, where one was on it; False where there is none."""
        return self._return_to(self._history.back(self._here()))

    def forward(self) -> bool:
        """Show the page one went back from; False where there is none."""
        return self._return_to(self._history.forward(self._here()))

    def _return_to(self, visited: Visited | None) -> bool:
        if visited is not None:
            self._go(visited.address)
            kept_state.go_to(self.area, visited.place)
        return visited is not None

    def _here(self) -> Visited:
        return Visited(self._address, kept_state.place_of(self.area))

    def begin_page(self) -> None:
        """Show the beginning of the page and put the focus there, as when it was opened."""
        self.area.verticalScrollBar().setValue(0)
        focus_beginning(self.area)

    def set_header(self, header: QWidget | None) -> None:
        """Put something over everything else, e.g. the bar of practice; None takes it away."""
        old, self._header = self._header, header
        _take_out(old)
        if header is not None:
            self._down.insertWidget(0, header)
            # Now, not in the next turn of the event loop: only what is visible can take the focus.
            header.show()
            QWidget.setTabOrder(header, self.area)

    def take_look(self, language: LanguageCode, theme: ThemeChoice, text_scale: int, reduced_motion: bool) -> None:
        """Appear from now on as was chosen elsewhere."""
        self._theme.choose(theme, text_scale, Language(language), reduced_motion)

    def refresh(self) -> None:
        """The data changed: build again only what differs, keeping typed text, focus and place."""
        language = self.look.language
        chrome = self.source.chrome(language)
        content = self.source.page(self._address, language)
        if chrome != self._chrome:
            self._show_chrome(chrome)
        if content != self._content:
            told = told_sentences(self.page) if QAccessible.isActive() else ()
            # A form's next step may come by itself, e.g. the field for a code once the code was sent.
            waits = self.focusWidget() is self.page and self.area.is_at_top and first_field(self.area) is None
            state = kept_state.keep(self.area)
            self._show_content(content)
            kept_state.restore(self.area, state)
            if waits:
                focus_beginning(self.area)
            if QAccessible.isActive():
                announce_new(self.page, told)
        else:
            self.renew_contact_line()

    def answer_reveal(self, subject: str, field: str, value: str) -> None:
        """Show a revealed value while its button is still held; it is kept nowhere else."""
        for hidden in self.page.findChildren(HoldToReveal):
            if hidden.key == (subject, field):
                hidden.reveal(value)

    def typed_text(self) -> dict[str, str]:
        """What stands typed in the page's fields, by accessible name; no secrets."""
        return kept_state.plain_text(self.area)

    def put_typed_text(self, fields: dict[str, str]) -> None:
        """Put it back into the page, as it was typed."""
        kept_state.put_text(self.area, fields)

    def come_to_front(self) -> None:
        """A second start asked for this window."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow window has the compact rail."""
        super().resizeEvent(event)
        if self._chrome is not None and self._wants_compact() != self._compact:
            self._show_chrome(self._chrome)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing is an intent: the composition root joins the lanes."""
        if not self.may_close():
            event.ignore()
            return
        self.intended.emit(Quit())
        super().closeEvent(event)

    def _go(self, address: Address) -> None:
        self._address = address
        self._show_chrome(self.source.chrome(self.look.language))
        if self._find is not None:
            self.put_away_find()
        self._show_content(self.source.page(address, self.look.language))
        focus_beginning(self.area)
        self.went.emit()

    def _rebuild(self) -> None:
        state = kept_state.keep(self.area)
        language = self.look.language
        self._show_chrome(self.source.chrome(language))
        self._show_content(self.source.page(self._address, language))
        kept_state.restore(self.area, state)

    def _wants_compact(self) -> bool:
        scale = self.look.text_scale
        return scale > _COMPACT_ABOVE_SCALE or self.width() < self.look.px(_COMPACT_BELOW)

    def _show_chrome(self, chrome: Chrome) -> None:
        self._chrome = chrome
        self._compact = self._wants_compact()
        set_window_title(self, chrome.title)
        self._show_rail(chrome)
        self._show_status()

    def _show_status(self) -> None:
        chrome = self._chrome
        if chrome is None:
            return
        status = (self.look, chrome.status, self.shown_code)
        if status != self._status_shown:
            _take_out(self._status)
            self._status_shown = status
            self._status = StatusLine(*status)
            self._down.addWidget(self._status)

    def _show_rail(self, chrome: Chrome) -> None:
        """The rail is built again only where it looks different: whoever walks through it with Tab stays there."""
        wanted = (self.look, chrome.title, chrome.places, self._compact, chrome.shell)
        if wanted != self._rail_shown:
            _take_out(self._rail)
            self._rail_shown, self._rail = wanted, None
            if chrome.shell == "full":
                self._rail = NavigationRail(self.look, chrome.title, chrome.places, self._wants_compact())
                self._rail.chosen.connect(self.open)
                self._across.insertWidget(0, self._rail)
                QWidget.setTabOrder(self._rail, self.area)
        if self._rail is not None:
            self._rail.mark(chrome.belongs_to.get(self._address.code, ""))

    def _show_content(self, content: PageContent) -> None:
        """Build a page and put it in; one that can't be built takes away only itself."""
        self._content = content
        try:
            self._arrange(content)
        except Exception as error:  # noqa: BLE001 - a page's builder: what it raises is told in the page's place
            self._content = self.source.broken(self._address, error, self.look.language)
            self._arrange(self._content)
        self.renew_contact_line()
        self._show_status()

    def renew_contact_line(self) -> None:
        """Show what is known now of whether the lender is in contact; the page stays as it is."""
        if self._contact_slot is not None:
            self._contact_slot.show_line(self.source.contact_line(self._address, self.look.language))

    def _arrange(self, content: PageContent) -> None:
        look = self.look
        context = PageContext(look, self._on_intent)
        banners: list[QWidget] = []
        below: QWidget | None = None
        name = ""
        self._contact_slot = None
        if isinstance(content, Shown):
            name = content.name
            page = content.build(content.view, context)
            self._contact_slot = ContactSlot(context)
            if content.help_line:
                below = help_row(context, spans(context, content.help_line))
            banners = [*(banner(context, view) for view in content.banners), self._contact_slot]
        elif isinstance(content, WaitingView):
            page = _at_top(skeleton(look, content.told))
        else:
            page = _at_top(instead_card(context, content))
        bare = self._chrome is not None and self._chrome.shell == "bare"
        self.area.show_page(look, page, banners, name or self.windowTitle(), centred=bare, below=below)

    def _on_intent(self, intent: Intent) -> None:
        if isinstance(intent, OpenPage):
            self.open(intent.address)
        elif isinstance(intent, GoBack):
            self.back()
        elif isinstance(intent, ShowAgain):
            self._rebuild()
        elif isinstance(intent, ChooseLook):
            language = Language(intent.language) if intent.language else None
            self._theme.choose(intent.theme, intent.text_scale, language, intent.reduced_motion)
        self.intended.emit(intent)

    def _on_look_changed(self) -> None:
        if self._find is not None:
            self.put_away_find()
        self._rebuild()

    def show_find(self) -> None:
        """Show the bar in which one looks for words on the page."""
        if self._find is None:
            self._find = FindBar(self.look, self.area)
            self._find.closed.connect(self.put_away_find)
            self._down.insertWidget(self._down.indexOf(self._status) if self._status else -1, self._find)
            self._find.show()
        self._find.begin()

    def put_away_find(self) -> None:
        """Put the bar away; the focus goes back to the page."""
        bar, self._find = self._find, None
        _take_out(bar)
        self.page.setFocus(Qt.FocusReason.OtherFocusReason)


def _take_out(widget: QWidget | None) -> None:
    if widget is not None:
        widget.hide()
        widget.setParent(None)
        widget.deleteLater()


def _at_top(card: QWidget) -> QWidget:
    holder = QWidget()
    layout = QVBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(card)
    layout.addStretch(1)
    return holder
