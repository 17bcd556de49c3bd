"""F-1 First start in five short steps: what is kept and why, how it is kept safe, PIN, the loan, first fetch."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from PySide6.QtWidgets import QWidget

from borrower_app.presentation.first_start.views import FetchProgress, FirstStartView, StartStep
from borrower_app.presentation.intents import (
    Address,
    BeginFirstStart,
    BeginWith,
    ChooseKeyStorage,
    ChooseLook,
    FinishFirstStart,
    OpenPage,
    SyncNow,
)
from borrower_app.ui.page_context import PageContext
from borrower_app.ui.pages.first_start.beginnings import beginnings
from borrower_app.ui.pages.first_start.practice_card import practice_card
from borrower_app.ui.pages.lock.pin_form import pin_form
from borrower_app.ui.pages.parts.page_parts import PageBody, columns, heading
from borrower_app.ui.pages.sign_in.sign_in import sign_in_panel
from borrower_app.ui.theme.look import Look
from borrower_app.ui.widgets.buttons import WordButton, link_button, primary_button, row_of, secondary_button
from borrower_app.ui.widgets.card import Card
from borrower_app.ui.widgets.check_row import check_row
from borrower_app.ui.widgets.form_field import FormField
from borrower_app.ui.widgets.marked_text import Span
from borrower_app.ui.widgets.progress_bar import ShareBar
from borrower_app.ui.widgets.safe_text import label
from borrower_app.ui.widgets.steps import steps

# What to begin with and the sign-in that may follow are one step to the reader.
_PLACES: dict[StartStep, int] = {"welcome": 0, "safety": 1, "pin": 2, "choose": 3, "sign_in": 3, "fetch": 4}
_SHORTEST_PASSPHRASE = 8


def first_start_page(view: FirstStartView, context: PageContext) -> QWidget:
    """The page."""
    look = context.look
    say = look.language.say
    names = [say("Welcome"), say("Keep it safe"), say("PIN"), say("Your loan"), say("First fetch")]
    now = _PLACES[view.step]
    told = say("Step {number} of {count}: {name}", number=now + 1, count=len(names), name=names[now])
    page = PageBody(look)
    page.add(steps(look, names, now, told))
    part = {
        "welcome": _welcome,
        "safety": _safety,
        "pin": _pin,
        "choose": _choose,
        "sign_in": _sign_in,
        "fetch": _fetch,
    }[view.step]
    part(view, context, page)
    return page.end()


def _welcome(view: FirstStartView, context: PageContext, page: PageBody) -> None:
    look = context.look
    say = look.language.say
    page.add(heading(look, say("See what happens with your loan, at one glance"), at_right=[_other_language(context)]))
    kept = Card(look, gap=0)
    kept.add(label(look, say("What is kept on this computer"), "section"))
    kept.space(look.gap(6))
    for sentence in (
        say(
            "What {lender} has on record about your loans: schedule, debits, cards, authorisations.", lender=view.lender
        ),
        say("What you write here yourself, until it has been sent and confirmed."),
        say("A copy of every debit result, as your proof."),
    ):
        kept.add(check_row(look, "ok", "good", (Span(sentence),)))
    why = say("It is kept so that you can look things up without a network. All of it is encrypted.")
    sent = say("Nothing is sent to anybody but {lender}.", lender=view.lender)
    for sentence in (why, sent):
        kept.add(check_row(look, "lock", "accent", (Span(sentence),)))
    kept.room.addStretch(1)
    never = Card(look, "sunken", gap=0)
    never.add(label(look, say("What is never kept"), "section"))
    never.space(look.gap(6))
    for sentence in (say("Card numbers."), say("Passwords and verification codes.")):
        never.add(check_row(look, "stop", "plain", (Span(sentence),)))
    never.room.addStretch(1)
    page.add(columns(look, kept, never, shares=(1.3, 1.0)))
    paste = link_button(look, say("I got a message about a debit"), say("I got a message about a debit"))
    paste.clicked.connect(context.sends(OpenPage(Address("D-3"))))
    page.add(row_of([_on(context, say("Go on"), BeginFirstStart()), paste], look.gap(16)))
    page.add(practice_card(view.practice, context))


def _other_language(context: PageContext) -> QWidget:
    other: Literal["zh", "en"] = "en" if context.look.language.code == "zh" else "zh"
    words = "English" if other == "en" else "中文"
    button = secondary_button(context.look, words, words)
    button.clicked.connect(context.sends(ChooseLook(language=other)))
    return button


def _on(context: PageContext, words: str, intent: BeginFirstStart | FinishFirstStart) -> WordButton:
    button = primary_button(context.look, words, words)
    button.clicked.connect(context.sends(intent))
    return button


def _safety(view: FirstStartView, context: PageContext, page: PageBody) -> None:
    look = context.look
    say = look.language.say
    page.add(heading(look, say("How shall the key to your data be kept?")))
    page.add(label(look, say("The data are encrypted. Choose who can open them."), "lead", "ink_soft"))
    if view.problem:
        page.add(label(look, view.problem, ink="caution"))
    keyring = Card(look)
    keyring.add(label(look, say("With this computer account"), "section"))
    keyring.add(label(look, say("Opens by itself while you are logged in to this computer.")))
    if view.keyring_usable is True:
        choose = primary_button(look, say("Keep it with this account"), say("Keep it with this account"))
        choose.clicked.connect(context.sends(ChooseKeyStorage("keyring")))
        keyring.add(row_of([choose], look.gap(8)))
    else:
        told = (
            say("Looking for this computer's key store …")
            if view.keyring_usable is None
            else say("This computer has no key store that can be used now. Choose one of the others.")
        )
        keyring.add(label(look, told, ink="ink_soft"))
    keyring.room.addStretch(1)
    page.add(columns(look, keyring, _passphrase(context), _memory(context)))


def _passphrase(context: PageContext) -> Card:
    look = context.look
    say = look.language.say
    card = Card(look)
    card.add(label(look, say("With a passphrase"), "section"))
    card.add(label(look, say("Asked for at each start. Forgotten means: lost, also for your own notes.")))
    first = FormField(look, say("Passphrase"), say("At least 8 characters"), secret=True)
    again = FormField(look, say("The same once more"), secret=True)
    card.add(first, again)
    choose = secondary_button(look, say("Keep it behind this passphrase"), say("Keep it behind this passphrase"))
    submit = _passphrase_sender(first, again, context)
    choose.clicked.connect(submit)
    again.entered.connect(submit)
    card.add(row_of([choose], look.gap(8)))
    card.room.addStretch(1)
    return card


def _passphrase_sender(first: FormField, again: FormField, context: PageContext) -> Callable[[], None]:
    say = context.look.language.say

    def submit() -> None:
        first.show_error("")
        again.show_error("")
        if len(first.text) < _SHORTEST_PASSPHRASE:
            first.show_error(say("At least 8 characters, please."))
        elif first.text != again.text:
            again.show_error(say("The two are not the same."))
        else:
            context.emit(ChooseKeyStorage("passphrase", first.text))

    return submit


def _memory(context: PageContext) -> Card:
    look = context.look
    say = look.language.say
    card = Card(look)
    card.add(label(look, say("Keep nothing"), "section"))
    card.add(label(look, say("After closing, nothing is left. You sign in each time; changes not yet sent are lost.")))
    choose = secondary_button(look, say("Keep nothing on this computer"), say("Keep nothing on this computer"))
    choose.clicked.connect(context.sends(ChooseKeyStorage("memory")))
    card.add(row_of([choose], look.gap(8)))
    card.room.addStretch(1)
    return card


def _pin(view: FirstStartView, context: PageContext, page: PageBody) -> None:
    look = context.look
    say = look.language.say
    page.add(heading(look, say("A PIN against curious eyes")))
    why = say("It is asked for before anything hidden is shown. Without it, numbers and names stay hidden.")
    page.add(label(look, why, "lead", "ink_soft"))
    page.add(pin_form(context, may_put_off=True, needs_current=False, problem=view.problem))


def _choose(view: FirstStartView, context: PageContext, page: PageBody) -> None:
    page.add(*beginnings(view.lender, view.practice, context))


def _sign_in(view: FirstStartView, context: PageContext, page: PageBody) -> None:
    page.add(heading(context.look, context.look.language.say("Sign in to {lender}", lender=view.lender)))
    page.add(sign_in_panel(view.sign_in, context))
    say = context.look.language.say
    back = link_button(context.look, say("Begin with something else"), say("Begin with something else"))
    back.clicked.connect(context.sends(BeginWith("choices")))
    page.add(row_of([back], context.look.gap(8)))


def _fetch(view: FirstStartView, context: PageContext, page: PageBody) -> None:
    look = context.look
    say = look.language.say
    progress = view.fetch
    page.add(heading(look, say("Your records are here") if progress.done else say("Fetching your records")))
    card = Card(look, gap=12)
    card.add(label(look, _fetched(look, progress), "lead"))
    share = 1000 if progress.done else progress.thousandths
    card.add(ShareBar(look, share, say("Progress of the first fetch")))
    if progress.problem:
        card.add(label(look, progress.problem, ink="caution"))
        again = primary_button(look, say("Try again"), say("Try to fetch again"))
        again.clicked.connect(context.sends(SyncNow()))
        later = link_button(look, say("Go to Home without them"), say("Go to Home without them"))
        later.clicked.connect(context.sends(FinishFirstStart()))
        card.add(row_of([again, later], look.gap(16)))
    elif progress.done:
        card.add(row_of([_on(context, say("Go to Home"), FinishFirstStart())], look.gap(8)))
    else:
        card.add(label(look, say("You may close the app: it goes on where it stopped."), ink="ink_soft"))
    page.add(card)


def _fetched(look: Look, progress: FetchProgress) -> str:
    return look.language.say_count(
        "{count} record has come and is stored.", "{count} records have come and are stored.", progress.records
    )
