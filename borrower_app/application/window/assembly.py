"""The running app behind a window, put together here and nowhere else: for the user's own, for practice, demo, tour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from borrower_app.application.faults.desk import FaultDesk
from borrower_app.application.running.running_app import RunningApp
from borrower_app.application.window.live_source import LiveSource
from borrower_app.application.window.pages import DeclaredPages
from borrower_app.application.window.router import Router

if TYPE_CHECKING:
    from pathlib import Path

    from borrower_app.application.lanes.lane import Lane
    from borrower_app.application.running.state import AppState
    from borrower_app.application.window.router import MakesPractice
    from borrower_app.settings import Options
    from borrower_app.ui.window import Window


def assemble(
    window: Window,
    options: Options,
    state: AppState,
    folder: Path | None,
    *,
    store_lane: Lane | None = None,
    practice: MakesPractice | None = None,
    faults: FaultDesk | None = None,
) -> Router:
    """Let the app answer a window's intents and fill its pages. Nothing is open yet: see `Router.opening`.

    `folder` None: nothing is kept. `store_lane` is one that already works; `practice` makes the desk for practice;
    `faults` is where the process's own bugs end already.
    """
    desk = faults or FaultDesk(folder, lambda: window.address.code, window)
    app = RunningApp(folder, state, DeclaredPages(), desk, store_lane)
    router = Router(app, options, practice)
    app.window = window
    window.intended.connect(router.answer)
    router.contact_watch.follow(window)
    window.may_close = router.desktop.may_close
    window.source = LiveSource(state, desk)
    return router
