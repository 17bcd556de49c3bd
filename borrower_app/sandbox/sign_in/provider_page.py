"""The frame of the pages that a person sees at the sign-in provider: plain HTML, two languages, no scripts."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from borrower_app.sandbox.exchange import HttpRequest, Reply

_PAGE = """<!doctype html>
<html lang="{lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><title>{title}</title><style>
body{{font:18px/1.6 sans-serif;max-width:32rem;margin:3rem auto;padding:0 1rem}}
input{{font:inherit;width:100%;box-sizing:border-box;padding:.5rem}}
input.code{{letter-spacing:.15em;text-transform:uppercase}}
button{{font:inherit;padding:.5rem 1rem;margin:.5rem .5rem 0 0}}
</style></head><body><h1>{title}</h1>{content}<p><small>{note}</small></p></body></html>
"""
_NOTE = {"zh": "练习用的贷款机构：这里的数据都是编造的。", "en": "A lender for practice: all data here are made up."}


def language_of(request: HttpRequest) -> str:
    """`en` where the browser wants English, else `zh`."""
    return "en" if request.headers.get("accept-language", "zh").strip().lower().startswith("en") else "zh"


def words_of(request: HttpRequest, words: Mapping[str, Mapping[str, str]]) -> Mapping[str, str]:
    """The words of a page in the browser's language."""
    return words[language_of(request)]


def provider_page(
    request: HttpRequest, title: str, content: str, status: int = 200, form_targets: tuple[str, ...] = ("'self'",)
) -> Reply:
    """A page; `content` is HTML whose values are escaped already.

    `form_targets`: where a form may lead, redirects included, because browsers check those, too; empty: anywhere.
    """
    lang = language_of(request)
    text = _PAGE.format(lang=lang, title=escape(title), content=content, note=escape(_NOTE[lang]))
    policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'"
    if form_targets:
        policy += "; form-action " + " ".join(form_targets)
    headers = (
        ("Cache-Control", "no-store"),
        ("Content-Security-Policy", policy),
        ("X-Frame-Options", "DENY"),
        ("Referrer-Policy", "no-referrer"),
    )
    return Reply(status, text.encode(), "text/html; charset=utf-8", headers)
