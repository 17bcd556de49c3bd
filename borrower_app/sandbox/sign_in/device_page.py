"""The page on which a person types the code that their computer shows, and says yes or no (RFC 8628, section 3.3)."""

from __future__ import annotations

from html import escape
from urllib.parse import parse_qs

from borrower_app.sandbox.books.turn import Turn
from borrower_app.sandbox.exchange import HttpRequest, Reply
from borrower_app.sandbox.sign_in.authorization import decide_device, form_of
from borrower_app.sandbox.sign_in.provider_page import provider_page, words_of

_WORDS = {
    "zh": {
        "title": "登录「借款人」应用",
        "ask": "请输入您电脑上显示的代码：",
        "warn": "只在您自己正在电脑上登录时点「同意」。有人打电话或发消息让您这样做，请点「不同意」。",
        "yes": "同意登录",
        "no": "不同意",
        "done": "已同意。请回到您的电脑，这个页面可以关掉。",
        "denied": "已拒绝。您的电脑不会登录。",
        "unknown": "没有找到这个代码，或者它已过期。请核对后再试。",
    },
    "en": {
        "title": "Sign in to the borrower app",
        "ask": "Type the code that your computer shows:",
        "warn": "Agree only while you sign in on your own computer. If a caller or a message told you to, refuse.",
        "yes": "Agree and sign in",
        "no": "Refuse",
        "done": "Agreed. Please go back to your computer; this page can be closed.",
        "denied": "Refused. Your computer will not be signed in.",
        "unknown": "This code was not found or has expired. Please check it and try again.",
    },
}

_FORM = """<p role="status">{message}</p><form method="post" action="/device">
<p><label for="user_code">{ask}</label></p>
<p><input id="user_code" name="user_code" class="code" value="{code}" autocomplete="off" maxlength="20" required></p>
<p>{warn}</p><p><button name="decision" value="approve">{yes}</button>
<button name="decision" value="deny">{no}</button></p></form>
"""


def _page(request: HttpRequest, content: str, status: int = 200) -> Reply:
    return provider_page(request, words_of(request, _WORDS)["title"], content, status)


def _form(request: HttpRequest, code: str, message: str = "", status: int = 200) -> Reply:
    words = words_of(request, _WORDS)
    shown = {name: escape(words[name]) for name in ("ask", "warn", "yes", "no")}
    return _page(request, _FORM.format(code=escape(code), message=escape(message), **shown), status)


def show(request: HttpRequest) -> Reply:
    """The form, with the code filled in where the link carried it."""
    code = parse_qs(request.query_string).get("user_code", [""])[0]
    return _form(request, code[:20])


def decide(turn: Turn, request: HttpRequest) -> Reply:
    """The person's answer."""
    form = form_of(request)
    words = words_of(request, _WORDS)
    approve = form.get("decision") == "approve"
    if not decide_device(turn, form.get("user_code", ""), approve):
        return _form(request, form.get("user_code", "")[:20], words["unknown"], 400)
    return _page(request, f'<p role="status">{escape(words["done" if approve else "denied"])}</p>')
