"""A PageSource over made-up contents, and the pages that need no lender's records, for the tests of the window."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from borrower_app.application.window.opening_source import BELONGS_TO, rail_places
from borrower_app.application.window.pages import PAGE_OF
from borrower_app.language import Language
from borrower_app.presentation.faults.views import StorageFaultView
from borrower_app.presentation.first_start.views import FetchProgress, FirstStartView
from borrower_app.presentation.frame.views import BannerView, InsteadView, StatusWords, WaitingView
from borrower_app.presentation.intents import Address, SyncNow
from borrower_app.presentation.lock.views import LockView
from borrower_app.presentation.messages.conflict_view import ConflictView
from borrower_app.presentation.settings.views import SettingsView
from borrower_app.presentation.sign_in.views import SignInView
from borrower_app.presentation.words.parts import Action
from borrower_app.settings import Settings
from borrower_app.ui.page_source import Chrome, PageContent, Shown

ADDRESS = "https://login.example.test/device"
WAITING_SIGN_IN = SignInView(
    "示例银行", "login.example.test", "waiting", "WDJB-MJHT", ADDRESS, f"{ADDRESS}?user_code=WDJB-MJHT", 9
)


def own_views() -> dict[str, tuple[Address, object]]:
    """Every page that stands without the lender's records, in every state, by a name for the test's report."""
    lender = "示例银行"
    first = Address("F-1")
    views: dict[str, tuple[Address, object]] = {
        "settings": (Address("T-1"), SettingsView(Settings(), True, True, 2, "0.1.0")),
        "settings-no-pin": (Address("T-1"), SettingsView(Settings(key_storage="memory"), False, False)),
        "settings-sign-out": (Address("T-1", "sign-out"), SettingsView(Settings(), True, True, 1, "", True)),
        "settings-sign-out-all": (
            Address("T-1", "sign-out-all"),
            SettingsView(
                Settings(lock_after_minutes=0), True, True, 1, asks_about_sign_out=True, asks_about_own_data=True
            ),
        ),
        "first-fetched": (first, FirstStartView("fetch", lender, WAITING_SIGN_IN, fetch=FetchProgress(900, 0, True))),
        "first-fetch-broken": (
            first,
            FirstStartView("fetch", lender, WAITING_SIGN_IN, fetch=FetchProgress(90, 100, False, "连不上。")),
        ),
        "first-no-keyring": (first, FirstStartView("safety", lender, WAITING_SIGN_IN, False, "钥匙库没有回答。")),
        "lock": (Address("F-3"), LockView(problem="PIN 不对。", tries_left=3, may_sign_in=True)),
        "lock-closed": (Address("F-3"), LockView(closed=True, closed_told="15 分钟后可以再试。", may_sign_in=True)),
        "passphrase": (Address("F-3"), LockView("passphrase")),
        "new-pin": (Address("F-3", "set-pin"), LockView("new_pin")),
        "storage": (
            Address("F-5"),
            StorageFaultView("文件有损坏。", "您写的都在。", "可以重新获取。", True, support_code="database_damaged"),
        ),
        "conflict": (
            Address("F-4"),
            ConflictView("o1", "电子邮箱", lender, (("邮箱", "a•@example.test"),), (("邮箱", "b•@example.test"),)),
        ),
    }
    for step in ("welcome", "safety", "pin", "sign_in", "fetch"):
        views[f"first-{step}"] = (first, FirstStartView(step, lender, WAITING_SIGN_IN, True))
    for state in ("idle", "preparing", "waiting", "ended", "declined", "failed"):
        browser = SignInView(lender, "login.example.test", state, way="browser", may_go_back=True)
        views[f"sign-in-browser-{state}"] = (Address("F-2"), browser)
        view = SignInView(lender, "login.example.test", state, "WDJB-MJHT", ADDRESS, ADDRESS, 2, unsent=1)
        views[f"sign-in-{state}"] = (Address("F-2"), view)
    return views


def drawn(code: str, view: object, banners: tuple[BannerView, ...] = ()) -> Shown:
    """A view as the declared page of that code shows it."""
    return Shown(view, PAGE_OF[code].drawn().build, banners=banners)


class MadeUpSource:
    """Answers each address from a table; anything else is "nothing here"."""

    def __init__(self, contents: dict[Address, PageContent | Callable[[Language], PageContent]] | None = None) -> None:
        self.contents = contents or {}
        self.badges = {"D-1": 1}
        self.bare = False
        self.freshness = ""

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

    def broken(self, _address: Address, error: Exception, _language: Language) -> PageContent:
        """No page of these tests may fail."""
        raise error


OFFLINE = BannerView("现在连不上网。显示的是 2 天前的数据。", "caution", "offline", Action("再试一次", SyncNow()))
