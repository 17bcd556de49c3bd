"""What the browser shows at the end: that it can be closed. In both languages, without scripts, links or pictures.

It never says that the sign-in has worked: at that moment the code is not redeemed yet.
"""

from __future__ import annotations

from html import escape

from borrower_app.language import CODES, Language

_PAGE = """<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><title>{title}</title><style>
body{{font:18px/1.6 sans-serif;max-width:34rem;margin:15vh auto 0;padding:0 1.5rem}}h1{{font-size:1.5rem}}
section+section{{margin-top:3rem;opacity:.8}}
</style></head><body>{sections}</body></html>
"""
_HTML_LANGUAGE = {"zh": "zh-CN", "en": "en"}


def closing_page(error: str) -> bytes:
    """The page after an answer; `error` is empty, or the protocol's name of what went wrong (never shown)."""
    told = [(_HTML_LANGUAGE[code], *_words(Language(code), error)) for code in CODES]
    sections = "".join(
        f'<section lang="{lang}"><h1>{escape(title)}</h1><p>{escape(text)}</p></section>' for lang, title, text in told
    )
    return _PAGE.format(title=escape(" · ".join(title for _, title, _ in told)), sections=sections).encode()


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
