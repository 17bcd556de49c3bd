"""`demo`: the app on a made-up lender on this computer; without a display the same as text and pictures."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from borrower_app import clock
from borrower_app.application.sandbox_child import SandboxChild
from borrower_app.failures import FailureCode, WrongUse
from borrower_app.language import Language
from borrower_app.settings import Settings

if TYPE_CHECKING:
    from borrower_app.presentation.debits.views import AttemptView
    from borrower_app.presentation.words.parts import Line, Words

PICTURES = Path("tour")
_NO_SCREEN = frozenset({"offscreen", "minimal", "minimalegl", "vnc"})


def scenarios(language: Language) -> tuple[tuple[str, str], ...]:
    """Name and title of every story of the made-up lender."""
    from borrower_app.sandbox.stories import build_story, story_names

    start = clock.now()
    stories = [build_story(name, start) for name in story_names()]
    return tuple((story.name, language.pick(story.title_zh, story.title_en)) for story in stories)


def has_display() -> bool:
    """Whether a window could be seen here."""
    if os.environ.get("QT_QPA_PLATFORM", "").partition(":")[0] in _NO_SCREEN:
        return False
    # A name, so that the type checker of one platform does not call the other's line unreachable.
    platform = str(sys.platform)
    if platform.startswith("linux"):
        return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    return True


def run(scenario: str, language: Language | None) -> int:
    """Open the window, or print and draw; raises WrongUse for an unknown scenario."""
    from borrower_app.sandbox.stories import story_names

    if scenario not in story_names():
        raise WrongUse(FailureCode.UNKNOWN_SCENARIO, scenario=scenario)
    if has_display():
        return _in_window(scenario, language or Language("zh"))
    return _as_text(scenario, language)


def _in_window(scenario: str, language: Language) -> int:
    from borrower_app.application.practice.practice_window import PracticeWindow
    from borrower_app.application.run_window import application_of_this_process

    application = application_of_this_process()
    with SandboxChild(scenario, control=True) as lender:
        practice = PracticeWindow(lender.base_url, Settings(language=language.code, key_storage="memory"))
        practice.window.show()
        practice.begin()
        try:
            return application.exec()
        finally:
            practice.close()


def _as_text(scenario: str, language: Language | None) -> int:
    from borrower_app.application.commands import memory_application
    from borrower_app.tour import stories as tour
    from borrower_app.tour.album import TourPlan

    codes: tuple[Literal["zh", "en"], ...] = (language.code,) if language is not None else ("zh", "en")
    with SandboxChild(scenario) as lender, memory_application(lender.base_url) as application:
        application.sign_in_with_device(_show_nothing)
        _report, failure = application.synchronise()
        if failure is not None:
            raise failure
        for code in codes:
            sys.stdout.write(explanation_text(application.latest_attempt_view(Language(code)), Language(code)) + "\n\n")
    sys.stdout.flush()
    plan = TourPlan(PICTURES, (scenario,), codes, ("light", "dark"), (1, 2))
    tour.run(plan)
    say = (language or Language("zh")).say
    sys.stdout.write(say("Pictures of every screen are in {folder}.", folder=f"{PICTURES}/") + "\n")
    return 0


def _show_nothing(_code: str, _address: str, _complete: str | None) -> None:
    """The made-up lender says yes by itself."""


def explanation_text(view: AttemptView | None, language: Language) -> str:
    """D-2 as plain text, in the order of its blocks."""
    if view is None:
        return language.say("No debit is on record yet.")
    lines = [view.crumbs, view.title, f"[{view.pill.text}]"]
    lines += ["", view.step_title, f"  {_plain(view.lead)}"]
    lines += [f"  {_plain(words)}" for words in (*view.steps, *view.told)]
    lines += [f"  ({view.time_left})"] if view.time_left else []
    for title, block in (
        (view.next_title, view.nexts),
        (view.meaning_title, view.meanings),
        (view.other_title, view.others),
    ):
        lines += _block(title, block)
    if view.evidence:
        lines += ["", view.evidence_title, *(f"  • {_plain(words)}" for words in view.evidence)]
    if view.hops:
        lines += ["", view.hops_title, *(f"  {hop.name}: {hop.told}" for hop in view.hops)]
    if view.hotline:
        lines += ["", _plain(view.hotline)]
    return "\n".join(lines)


def _block(title: str, block: tuple[Line, ...]) -> list[str]:
    return ["", title, *(f"  • {_plain(line.words)}" for line in block)] if block else []


def _plain(words: Words) -> str:
    return "".join(piece.text for piece in words)
