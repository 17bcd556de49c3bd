"""From view values to widgets: words, buttons, findings, empty places. An action's intent goes out as it is."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QWidget

from borrower_app.presentation.words.parts import Action, ChoiceView, EmptyView, Line, PillView, Words
from borrower_app.ui.page_context import PageContext
from borrower_app.ui.pages.parts.finding import FindingLine
from borrower_app.ui.pages.parts.page_parts import choices
from borrower_app.ui.widgets.buttons import WordButton, danger_button, link_button, primary_button, secondary_button
from borrower_app.ui.widgets.card import Card
from borrower_app.ui.widgets.check_row import check_row
from borrower_app.ui.widgets.empty_state import empty_state
from borrower_app.ui.widgets.marked_text import Span
from borrower_app.ui.widgets.pill import Pill


def spans(context: PageContext, words: Words) -> tuple[Span, ...]:
    """Words as spans: links emit their intent."""
    return tuple(
        Span(
            piece.text,
            piece.strong,
            piece.explanation or None,
            context.sends(piece.action.intent) if piece.action is not None else None,
            piece.copies,
        )
        for piece in words
    )


def link(context: PageContext, action: Action | None) -> WordButton | None:
    """An action as a link, or nothing."""
    if action is None:
        return None
    make = danger_button if action.danger else link_button
    button = make(context.look, action.text, action.accessible_name or action.text)
    button.clicked.connect(context.sends(action.intent))
    return button


def links(context: PageContext, *actions: Action | None) -> list[WordButton]:
    """Those of the actions that are there, as links."""
    made = [link(context, action) for action in actions]
    return [button for button in made if button is not None]


def buttons(context: PageContext, actions: Iterable[Action], first_is_primary: bool = True) -> list[WordButton]:
    """Actions as buttons: the first is the one next step, what takes away is quiet."""
    made: list[WordButton] = []
    for action in actions:
        if action.danger:
            make = danger_button(context.look, action.text, action.accessible_name or action.text)
        elif first_is_primary and not made:
            make = primary_button(context.look, action.text, action.accessible_name or action.text, action.icon or None)
        else:
            make = secondary_button(
                context.look, action.text, action.accessible_name or action.text, action.icon or None
            )
        make.clicked.connect(context.sends(action.intent))
        made.append(make)
    return made


def findings(context: PageContext, lines: Iterable[Line]) -> list[FindingLine]:
    """Lines as findings."""
    return [FindingLine(line.icon, line.tone, spans(context, line.words), link(context, line.action)) for line in lines]


def check_rows(context: PageContext, lines: Iterable[Line]) -> list[QWidget]:
    """Lines as rows of a card, each beside its mark."""
    return [check_row(context.look, line.icon, line.tone, spans(context, line.words)) for line in lines]


def choice(context: PageContext, view: ChoiceView) -> QWidget:
    """One of several, each with its intent."""
    options = [(str(number), action.text) for number, action in enumerate(view.options)]

    def choose(number: str) -> None:
        context.emit(view.options[int(number)].intent)

    return choices(context.look, view.name, options, str(view.chosen), choose)


def pill(context: PageContext, view: PillView) -> Pill:
    """A state as a pill."""
    return Pill(context.look, view.text, view.tone, view.icon or None)


def empty_card(context: PageContext, view: EmptyView) -> Card:
    """The designed nothing."""
    actions = buttons(context, [view.action]) if view.action is not None else []
    return empty_state(context.look, view.icon, view.title, view.told, actions=actions)
