"""What the tour is to draw, and the album in which the pictures are kept with every text on them."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from msgspec.structs import replace

from borrower_app.failures import FailureCode, StorageFault

if TYPE_CHECKING:
    from borrower_app.application.practice.practice_window import PracticeWindow


@dataclass(frozen=True, slots=True)
class TourPlan:
    """What to draw. `scenarios` None: all; `screen` None: every screen."""

    folder: Path
    scenarios: tuple[str, ...] | None
    languages: tuple[Literal["zh", "en"], ...]
    themes: tuple[Literal["light", "dark"], ...]
    scales: tuple[int, ...]
    screen: str | None = None
    at: dt.datetime | None = None
    """The instant at which all clocks stand, made-up lenders' too, and from which the names of things are drawn: two
    tours of the same instant are equal pixel by pixel. None: as the clock runs."""


class Album:
    """Writes pictures in every wanted language, theme and text size, and remembers what is on them."""

    def __init__(self, plan: TourPlan) -> None:
        self._plan = plan
        self._entries: list[dict[str, Any]] = []

    def wants(self, code: str) -> bool:
        """Whether a screen is part of the plan."""
        return self._plan.screen is None or self._plan.screen == code

    def take(self, practice: PracticeWindow, scenario: str, state: str) -> None:
        """Pictures of the page that is shown, if it is wanted."""
        from borrower_app.language import Language
        from borrower_app.tour.pictures import paint, show_whole_page, visible_texts
        from borrower_app.tour.waiting import until

        code = practice.window.address.code
        if not self.wants(code):
            return
        for language in self._plan.languages:
            for theme in self._plan.themes:
                for scale in self._plan.scales:
                    # Who is on the line is asked again and again: with the answer of now, never while it is asked for.
                    until(lambda: practice.router.contact_watch.is_answered)
                    chosen = replace(practice.state.settings, language=language, theme=theme, text_scale=scale * 100)
                    practice.state.settings = chosen
                    practice.theme.choose(theme, chosen.text_scale, Language(language))
                    show_whole_page(practice.window)
                    name = f"{scenario}-{code}-{state}-{language}-{theme}-{scale}.png".replace(" ", "_")
                    try:
                        paint(practice.window, self._plan.folder / name)
                    except OSError as error:
                        raise StorageFault(FailureCode.STORAGE_IO, str(error)) from error
                    self._entries.append(
                        {
                            "file": name,
                            "code": code,
                            "state": state,
                            "scenario": scenario,
                            "lang": language,
                            "theme": theme,
                            "scale": scale,
                            "title": practice.window.windowTitle(),
                            "texts": visible_texts(practice.window),
                        }
                    )

    def write_index(self) -> int:
        """`index.json` beside the pictures; how many there are."""
        text = json.dumps(self._entries, ensure_ascii=False, indent=1)
        try:
            (self._plan.folder / "index.json").write_text(text + "\n", encoding="utf-8")
        except OSError as error:
            raise StorageFault(FailureCode.STORAGE_IO, str(error)) from error
        return len(self._entries)
