"""A PageSource over made-up contents, and the pages that need no lender's records, for the tests of the window."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any, Literal

import msgspec

from borrower_app.application.window.opening_source import BELONGS_TO, rail_places
from borrower_app.application.window.pages import PAGE_OF
from borrower_app.contract.operation_values import ChangeContact
from borrower_app.contract.snapshot import OutboxState, PendingOperation
from borrower_app.failures import FailureCode, KeysUnavailable, Offline, StorageFault
from borrower_app.language import Language
from borrower_app.presentation.contact_status.views import ContactLineView
from borrower_app.presentation.faults.storage_fault import storage_fault_view
from borrower_app.presentation.first_start.first_start import FetchFacts, FirstStartFacts, first_start_view
from borrower_app.presentation.frame.views import BannerView, InsteadView, StatusWords, WaitingView
from borrower_app.presentation.intents import Address, SyncNow
from borrower_app.presentation.lock.lock import LockFacts, lock_view
from borrower_app.presentation.lock.new_pin import NewPinFacts
from borrower_app.presentation.messages.conflict import conflict_view
from borrower_app.presentation.settings.settings import SettingsFacts, settings_view
from borrower_app.presentation.sign_in.sign_in import SignInFacts, SignInStage, sign_in_view
from borrower_app.presentation.words.parts import Action
from borrower_app.records.account import Contact
from borrower_app.records.enums import ContactField
from borrower_app.settings import Settings
from borrower_app.ui.page_source import Chrome, PageContent, Shown

SAVED = dt.datetime(2026, 11, 20, 1, 0, tzinfo=dt.UTC)
LENDER = "示例银行"
ADDRESS = "https://login.example.test/device"
SIGN_IN = SignInFacts(
    LENDER,
    "login.example.test",
    user_code="WDJB-MJHT",
    address=ADDRESS,
    scan_address=f"{ADDRESS}?user_code=WDJB-MJHT",
    minutes_left=2,
)
FIRST_START = FirstStartFacts("welcome", LENDER, SIGN_IN, keyring_usable=True)
CODE = "0123-4567-89AB-CDEF-GHJK-MNPQ"
STAGES: tuple[SignInStage, ...] = ("idle", "preparing", "waiting", "ended", "declined", "failed")
ViewOf = Callable[[Language], object]


def settings_of(**facts: Any) -> ViewOf:
    """T-1, signed in and with a PIN unless told otherwise."""
    made = SettingsFacts(**{"settings": Settings(), "version": "0.1.0", "has_pin": True, "signed_in": True, **facts})
    return lambda language: settings_view(made, language)


def lock_of(**facts: Any) -> ViewOf:
    """F-3."""
    return lambda language: lock_view(LockFacts(**facts), language)


def _first_start(**facts: Any) -> ViewOf:
    made = msgspec.structs.replace(FIRST_START, **facts)
    return lambda language: first_start_view(made, language)


def _sign_in(**facts: Any) -> ViewOf:
    made = msgspec.structs.replace(SIGN_IN, **facts)
    return lambda language: sign_in_view(made, language)


def _conflict(language: Language) -> object:
    theirs = Contact(id="c1", field=ContactField.EMAIL, value="b@example.test", updated_at=SAVED)
    mine = ChangeContact(field="email", value="a@example.test")
    asked = PendingOperation("o1", "change_contact", OutboxState.NEEDS_USER, mine, 1, SAVED, conflict=theirs)
    view = conflict_view([asked], "o1", LENDER, language)
    assert view is not None
    return view


def own_views() -> dict[str, tuple[Address, ViewOf]]:
    """Every page that stands without the lender's records, in every state, by a name for the test's report."""
    first, lock, sign_in = Address("F-1"), Address("F-3"), Address("F-2")
    offline, damaged = Offline(FailureCode.UNREACHABLE), StorageFault(FailureCode.DATABASE_DAMAGED)
    views: dict[str, tuple[Address, ViewOf]] = {
        "settings": (Address("T-1"), settings_of(unsent=2, practice="new")),
        "settings-no-pin": (
            Address("T-1"),
            settings_of(settings=Settings(key_storage="memory"), has_pin=False, signed_in=False, practice="starting"),
        ),
        "settings-sign-out": (Address("T-1", "sign-out"), settings_of(unsent=1, asks="sign-out")),
        "settings-sign-out-all": (Address("T-1", "sign-out-all"), settings_of(unsent=1, asks="sign-out-all")),
        "first-fetched": (first, _first_start(step="fetch", fetch=FetchFacts(900, is_done=True))),
        "first-fetch-broken": (first, _first_start(step="fetch", fetch=FetchFacts(90, failure=offline))),
        "first-no-keyring": (
            first,
            _first_start(
                step="safety", keyring_usable=False, keys_failure=KeysUnavailable(FailureCode.KEYRING_REFUSED)
            ),
        ),
        "lock": (lock, lock_of(is_locked=True, has_pin=True, was_wrong=True, tries_left=3)),
        "lock-closed": (lock, lock_of(is_locked=True, has_pin=True, tries_left=0)),
        "lock-recover": (Address("F-3", "recover"), lock_of(purpose="recover", is_locked=True, was_wrong_code=True)),
        "lock-begin-anew": (Address("F-3", "begin-anew"), lock_of(purpose="begin-anew", is_locked=True)),
        "lock-recovered": (lock, lock_of(is_locked=True, is_recovered=True)),
        "lock-sealed": (lock, lock_of(is_locked=True, sealed_in="sealed-20261201T100000-1")),
        "lock-code": (Address("F-3", "set-pin"), lock_of(purpose="set-pin", new=NewPinFacts(CODE))),
        "lock-code-back": (
            Address("F-3", "set-pin"),
            lock_of(purpose="set-pin", new=NewPinFacts(CODE, "old", is_asked_back=True, was_wrong=True)),
        ),
        "remove-pin": (Address("F-3", "remove-pin"), lock_of(purpose="remove-pin", has_pin=True)),
        "lock-export": (Address("F-3", "export"), lock_of(purpose="export", has_pin=True)),
        "passphrase": (
            lock,
            lock_of(purpose="passphrase", failure=KeysUnavailable(FailureCode.PASSPHRASE_WRONG)),
        ),
        "new-pin": (Address("F-3", "set-pin"), lock_of(purpose="set-pin", has_pin=True, was_wrong=True)),
        "first-new-pin": (Address("F-3", "set-pin"), lock_of(purpose="set-pin")),
        "storage": (Address("F-5"), lambda language: storage_fault_view(damaged, language)),
        "conflict": (Address("F-4"), _conflict),
    }
    for step in ("welcome", "safety", "pin", "choose", "sign_in", "fetch"):
        views[f"first-{step}"] = (first, _first_start(step=step))
    for stage in STAGES:
        views[f"sign-in-browser-{stage}"] = (sign_in, _sign_in(stage=stage, back_to=Address("C-2", "loan-1")))
        views[f"sign-in-{stage}"] = (sign_in, _sign_in(stage=stage, way="phone", unsent=1))
    return views


def drawn(code: str, view: object, banners: tuple[BannerView, ...] = ()) -> Shown:
    """A view as the declared page of that code shows it."""
    return Shown(view, PAGE_OF[code].drawn().build, banners=banners)


def drawn_in(code: str, view: ViewOf, banners: tuple[BannerView, ...] = ()) -> Callable[[Language], PageContent]:
    """The same in whatever language it is asked for."""
    return lambda language: drawn(code, view(language), banners)


class MadeUpSource:
    """Answers each address from a table; anything else is "nothing here"."""

    def __init__(self, contents: dict[Address, PageContent | Callable[[Language], PageContent]] | None = None) -> None:
        self.contents = contents or {}
        self.badges = {"D-1": 1}
        self.bare = False
        self.freshness = ""
        self.line: ContactLineView | None = None

    def page(self, address: Address, language: Language) -> PageContent:
        """From the table."""
        content = self.contents.get(address)
        if content is None:
            told = language.pick("这里还没有内容。", "Nothing is here yet.")
            title = language.pick(f"空 {address.code}", f"Empty {address.code}")
            return InsteadView("empty", title, told, choices=(Action(language.pick("更新", "Update"), SyncNow()),))
        return content if isinstance(content, Shown | WaitingView | InsteadView) else content(language)

    def chrome(self, language: Language) -> Chrome:
        """A connected lender."""
        status = StatusWords(
            language.pick("已连接 示例银行", "Connected to Example Bank"),
            "good",
            "ok",
            self.freshness or language.pick("2 分钟前更新", "Updated 2 minutes ago"),
            language.pick("改动都已发出", "All changes are sent"),
            language.pick("本页编号", "Screen"),
        )
        shell: Literal["full", "bare"] = "bare" if self.bare else "full"
        places = rail_places(language, self.badges)
        return Chrome(language.pick("我的房贷", "My loan"), status, places, BELONGS_TO, shell)

    def contact_line(self, _address: Address, _language: Language) -> ContactLineView | None:
        """Whatever a test puts here."""
        return self.line

    def broken(self, _address: Address, error: Exception, _language: Language) -> PageContent:
        """No page of these tests may fail."""
        raise error


OFFLINE = BannerView("现在连不上网。显示的是 2 天前的数据。", "caution", "offline", Action("再试一次", SyncNow()))
