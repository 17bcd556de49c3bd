"""What the browser shows of ours: the page that leads to the lender's, and at the end that it can be closed.

In both languages, without scripts or pictures. The last one never says that the sign-in has worked: at that moment the
code is not redeemed yet.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from borrower_app.language import CODES, Language, LanguageCode

_PAGE = """<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><meta name="referrer" content="no-referrer">{head}
<title>{title}</title><style>
body{{font:18px/1.6 sans-serif;max-width:34rem;margin:15vh auto 0;padding:0 1.5rem}}h1{{font-size:1.5rem}}
section+section{{margin-top:3rem;opacity:.8}}
</style></head><body>{sections}</body></html>
"""
_HTML_LANGUAGE = {"zh": "zh-CN", "en": "en"}


def closing_page(error: str) -> bytes:
    """The page after an answer; `error` is empty, or the protocol's name of what went wrong (never shown)."""
    return _page([(code, *_words(Language(code), error)) for code in CODES])


def opening_page(entrance: str) -> bytes:
    """The private page that leads to `entrance` by itself, or by a press where a browser does not follow."""
    told = [
        (
            code,
            Language(code).say("The lender's page opens"),
            Language(code).say("If it does not within a few seconds, press here."),
        )
        for code in CODES
    ]
    return _page(told, entrance)


def _page(told: Sequence[tuple[LanguageCode, str, str]], entrance: str = "") -> bytes:
    """Language, title and text of each section; with `entrance` the page leads there."""
    place = escape(entrance, quote=True)
    sections = "".join(
        f'<section lang="{_HTML_LANGUAGE[code]}"><h1>{escape(title)}</h1><p>'
        + (f'<a rel="noreferrer" href="{place}">{escape(text)}</a>' if entrance else escape(text))
        + "</p></section>"
        for code, title, text in told
    )
    head = f'<meta http-equiv="refresh" content="0;url={place}">' if entrance else ""
    return _PAGE.format(title=escape(" · ".join(title for _, title, _ in told)), sections=sections, head=head).encode()


def _words(language: Language, error: str) -> tuple[str, str]:
    say = language.say
    if error == "access_denied":
        return say("Not signed in"), say("You did not agree, so nothing was changed. You can close this page now.")
    if error:
        return (
            say("Not signed in"),
            say("This sign-in did not work. Go back to the app to try again; you can close this page now."),
        )
    return say("Please go back to the app"), say("There you see how the sign-in went. You can close this page now.")
