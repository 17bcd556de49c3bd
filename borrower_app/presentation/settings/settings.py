"""T-1: how the app looks, reminders, PIN and lock, the key's place, sign-out, backup, practice."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, TypeVar

from msgspec import Struct

from borrower_app.debits.reading_texts.measured import MEASURED
from borrower_app.language import Language
from borrower_app.presentation.guides.practice_offer import PracticeOffer, practice_offer_view
from borrower_app.presentation.intents import (
    ActionIntent,
    ChooseLook,
    ChooseSignIn,
    LockNow,
    SetIdleLock,
    SetReminders,
    SetSystemProxy,
    SignOut,
    opens,
)
from borrower_app.presentation.own_loans.backup import BackupFacts, backup_view
from borrower_app.presentation.settings.views import SafetyView, SettingsView, SignOutView
from borrower_app.presentation.words.failure_text import clean
from borrower_app.presentation.words.parts import Action, ChoiceView
from borrower_app.settings import Settings

V = TypeVar("V")

TEXT_SCALES: Final = (100, 125, 150, 175, 200)
"""Per cent."""
LOCK_MINUTES: Final = (5, 15, 30, 0)
"""Minutes without input after which the window locks; 0 is never."""


class SettingsFacts(Struct, frozen=True):
    """The choices as they are. `asks`: `sign-out` for its question, `sign-out-all` for that about the user's own data.

    `unsent` is how many changes a sign-out would lose; `backup` is None before the files are open.
    """

    settings: Settings
    version: str
    has_pin: bool = False
    signed_in: bool = False
    unsent: int = 0
    asks: str = ""
    backup: BackupFacts | None = None
    practice: PracticeOffer = "none"
    lender: str = ""
    unreadable: int = 0
    """Records of the lender's that this version can't read or does not believe."""
    has_more_people: bool = False
    """Whether others have a folder of their own on this computer."""
    unknown_zone: str = ""
    """A zone that the lender named and nobody knows; another one is in force."""


def settings_view(facts: SettingsFacts, language: Language) -> SettingsView:
    """The page."""
    say = language.say
    return SettingsView(
        title=say("Settings"),
        choices=_choices(facts.settings, language),
        note=say("A reminder on the screen never shows names or amounts."),
        safety=_safety(facts, language),
        sign_out=_sign_out(facts, language),
        backup=backup_view(facts.backup, language) if facts.backup is not None else None,
        practice=practice_offer_view(facts.practice, language),
        people=Action(say("Another person's folder …"), opens("F-7")) if facts.has_more_people else None,
        help=Action(say("Help and keys"), opens("T-2")),
        version=say("Version {version}", version=facts.version),
        reading=_reading(language),
        oddities=_oddities(facts, language),
    )


def _reading(language: Language) -> str:
    """How well messages are read (D-3), with what it was measured on."""
    return language.say(
        "Reading of messages (D-3), measured on texts that we collected and set aside: of {debits} about debits {right}"
        " were read rightly and {misleading} in a way that could mislead; of {frauds} frauds {noticed} were noticed and"
        " {suspected} of {honest} honest texts were suspected. Your messages may be read worse.",
        debits=MEASURED.debits,
        right=MEASURED.right,
        misleading=MEASURED.misleading,
        frauds=MEASURED.frauds,
        noticed=MEASURED.noticed,
        suspected=MEASURED.suspected,
        honest=MEASURED.honest,
    )


def _oddities(facts: SettingsFacts, language: Language) -> tuple[str, ...]:
    """What the lender sent and this app does not show, for whoever looks into it."""
    told = []
    if facts.unreadable:
        told.append(
            language.say_count(
                "{count} entry of {lender} can't be read by this version. It is kept and not shown.",
                "{count} entries of {lender} can't be read by this version. They are kept and not shown.",
                facts.unreadable,
                lender=facts.lender,
            )
        )
    if facts.unknown_zone:
        told.append(
            language.say(
                "{lender} names a time zone that is not known (“{zone}”); the one it named before stays in force.",
                lender=facts.lender,
                zone=clean(facts.unknown_zone),
            )
        )
    return tuple(told)


def _choices(settings: Settings, language: Language) -> tuple[ChoiceView, ...]:
    say = language.say
    return (
        # The names of languages stand in their own language, so that each is found by those who read it.
        _choice(
            say("Language"),
            language.code,
            {"zh": ("中文", ChooseLook(language="zh")), "en": ("English", ChooseLook(language="en"))},
        ),
        _choice(
            say("Theme"),
            settings.theme,
            {
                "system": (say("Like the system"), ChooseLook(theme="system")),
                "light": (say("Light"), ChooseLook(theme="light")),
                "dark": (say("Dark"), ChooseLook(theme="dark")),
            },
        ),
        _choice(
            say("Text size"),
            settings.text_scale,
            {size: (f"{size}%", ChooseLook(text_scale=size)) for size in TEXT_SCALES},
        ),
        _choice(
            say("Motion"),
            settings.reduced_motion,
            {
                True: (say("Less motion"), ChooseLook(reduced_motion=True)),
                False: (say("Normal"), ChooseLook(reduced_motion=False)),
            },
        ),
        _choice(
            say("Reminders"),
            settings.reminders,
            {True: (say("On"), SetReminders(on=True)), False: (say("Off"), SetReminders(on=False))},
        ),
        _choice(
            say("Connection"),
            settings.proxy == "system",
            {
                False: (say("Direct"), SetSystemProxy(on=False)),
                True: (say("Through the system proxy"), SetSystemProxy(on=True)),
            },
        ),
    )


def _choice(name: str, value: V, options: Mapping[V, tuple[str, ActionIntent]]) -> ChoiceView:
    """Of the options by value, words and intent each, the one of this value is chosen."""
    actions = tuple(Action(words, intent) for words, intent in options.values())
    return ChoiceView(name, actions, list(options).index(value) if value in options else -1)


def _safety(facts: SettingsFacts, language: Language) -> SafetyView:
    say = language.say
    set_pin = Action(say("Change the PIN") if facts.has_pin else say("Set a PIN"), opens("F-3", "set-pin"))
    lock = Action(say("Lock now"), LockNow(), icon="lock")
    remove = Action(say("Remove the PIN …"), opens("F-3", "remove-pin"))
    return SafetyView(
        title=say("PIN and lock"),
        told=say("A PIN is set. It is asked for at each start, after a lock, and before anything hidden is shown.")
        if facts.has_pin
        else say("No PIN is set. Until there is one, nothing hidden can be shown."),
        actions=(set_pin, lock, remove) if facts.has_pin else (set_pin,),
        key_title=say("Where the key to your data is kept"),
        key_told=_key_told(facts, language),
        lock=_lock_choice(facts.settings, language) if facts.has_pin else None,
        lock_note=say("After so long without input, or after the computer has slept, the PIN is asked for.")
        if facts.has_pin
        else "",
    )


def _lock_choice(settings: Settings, language: Language) -> ChoiceView:
    def words(minutes: int) -> str:
        if not minutes:
            return language.say("Never")
        return language.say_count("{count} minute", "{count} minutes", minutes)

    options = {minutes: (words(minutes), SetIdleLock(minutes)) for minutes in LOCK_MINUTES}
    return _choice(language.say("Lock by itself"), settings.lock_after_minutes, options)


def _key_told(facts: SettingsFacts, language: Language) -> str:
    say = language.say
    if facts.has_pin and facts.settings.key_storage == "keyring":
        return say("One half in this computer's own key store, the other half is your PIN. Neither opens alone.")
    if facts.has_pin and facts.settings.key_storage == "passphrase":
        return say("Behind your passphrase and your PIN together. Neither opens alone.")
    return {
        "keyring": say("In this computer's own key store, opened with your computer account."),
        "passphrase": say("Behind your passphrase. Without it nobody can open the data."),
        "memory": say("Nowhere: after closing the app, nothing is left on this computer."),
        "undecided": say("Not chosen yet."),
    }[facts.settings.key_storage]


def _sign_out(facts: SettingsFacts, language: Language) -> SignOutView:
    say = language.say
    title = say("Sign out")
    if facts.asks == "sign-out-all":
        return _ask_about_own_data(title, facts, language)
    if facts.asks == "sign-out":
        return _ask_about_sign_out(title, facts, language)
    if not facts.signed_in and facts.lender:
        return SignOutView(
            say("Sign in"),
            kept=say(
                "You are not signed in at {lender}. Signing in brings what it has on record; what you wrote stays.",
                lender=facts.lender,
            ),
            further=Action(say("Sign in"), ChooseSignIn()),
        )
    return SignOutView(
        title,
        kept=say("The lender's records on this computer are wiped. Your own notes stay."),
        further=Action(say("Sign out …"), opens("T-1", "sign-out"), danger=True) if facts.signed_in else None,
    )


def _ask_about_sign_out(title: str, facts: SettingsFacts, language: Language) -> SignOutView:
    """What goes, what stays, what becomes of the unsent; nothing but the lender's records goes by this yes."""
    say = language.say
    unsent = language.say_count(
        "{count} change is not confirmed yet. What was never sent stays here as a draft.",
        "{count} changes are not confirmed yet. What was never sent stays here as a draft.",
        facts.unsent,
    )
    return SignOutView(
        title,
        gone=say("Wiped here: the lender's records, the sign-in, and changes already sent."),
        kept=say("Kept here: loans you entered yourself, your notes, and the proof of each debit."),
        warnings=(unsent,) if facts.unsent else (),
        answers=(
            Action(say("No, stay signed in"), opens("T-1")),
            Action(say("Yes, sign out and wipe"), SignOut(own_data=False), danger=True),
        ),
        further=Action(say("Wipe my own data, too …"), opens("T-1", "sign-out-all")),
    )


def _ask_about_own_data(title: str, facts: SettingsFacts, language: Language) -> SignOutView:
    """The separate question (DESIGN section 5): this cannot be fetched again from anybody."""
    say = language.say
    unsent = language.say_count(
        "{count} change is not sent yet and would be lost.",
        "{count} changes are not sent yet and would be lost.",
        facts.unsent,
    )
    return SignOutView(
        title,
        warnings=(
            say("Loans you entered yourself, notes, drafts, proof and the PIN are wiped, too."),
            say("Nobody can bring them back, not even the lender."),
            *((unsent,) if facts.unsent else ()),
        ),
        answers=(
            Action(say("No, keep them"), opens("T-1", "sign-out")),
            Action(say("Yes, sign out and wipe everything"), SignOut(own_data=True), danger=True),
        ),
    )
