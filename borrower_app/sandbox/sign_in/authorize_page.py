"""The page of the browser sign-in (RFC 6749, section 4.1): who is there (made up, no password), and yes or no."""

from __future__ import annotations

from html import escape
from urllib.parse import urlsplit

from borrower_app.sandbox.books.turn import Turn
from borrower_app.sandbox.exchange import HttpRequest, Reply
from borrower_app.sandbox.sign_in import authorization_codes
from borrower_app.sandbox.sign_in.authorization import AUTHORIZATION_PATH, form_of
from borrower_app.sandbox.sign_in.authorize_request import (
    AuthorizeRequest,
    NoRedirect,
    RefusedRequest,
    read_request,
    redirect,
    seal,
    unseal,
)
from borrower_app.sandbox.sign_in.browser_session import BrowserSession, session_of, start_session
from borrower_app.sandbox.sign_in.provider_page import provider_page, words_of

LONGEST_NAME = 40
_WORDS = {
    "zh": {
        "title": "登录「借款人」应用",
        "name": "用户名（练习用，随便填，不要填真实资料）：",
        "known": "您在这个浏览器里已经登录：{name}",
        "ask": "要让这台电脑上的「借款人」应用查看您的贷款吗？",
        "warn": "只在您自己刚刚点了登录时点「同意」。有人打电话或发消息让您这样做，请点「不同意」。",
        "yes": "同意登录",
        "no": "不同意",
        "who": "请先填用户名。",
        "broken": "这个登录链接不对，或者已经过期。什么都没有发生，请回到软件重新登录。",
    },
    "en": {
        "title": "Sign in to the borrower app",
        "name": "User name (for practice: anything, nothing real):",
        "known": "You are signed in in this browser: {name}",
        "ask": "May the borrower app on this computer look at your loans?",
        "warn": "Agree only if you have just asked to sign in yourself. If a caller or a message told you to, refuse.",
        "yes": "Agree and sign in",
        "no": "Refuse",
        "who": "Please fill in a user name first.",
        "broken": "This sign-in link is not right, or too old. Nothing happened; go back to the app and sign in again.",
    },
}
_FORM = """<p>{ask}</p><p role="status">{message}</p><form method="post" action="{action}">
<input type="hidden" name="request" value="{request}">{who}<p>{warn}</p>
<p><button name="decision" value="approve">{yes}</button><button name="decision" value="deny">{no}</button></p></form>
"""
_LOGIN = """<p><label for="login">{name}</label></p>
<p><input id="login" name="login" autocomplete="off" maxlength="{longest}"></p>"""


def show(turn: Turn, request: HttpRequest, approve: bool) -> Reply:
    """The page, or an answer at once: an error for the client, or with `approve` the yes of a person not asked."""
    try:
        wanted = read_request(turn, request)
    except NoRedirect:
        return _broken(request)
    except RefusedRequest as refused:
        return refused.reply(turn)
    if approve:
        return _approved(turn, wanted, BrowserSession("", turn.seconds()))
    return _form(turn, request, wanted)


def decide(turn: Turn, request: HttpRequest) -> Reply:
    """The person's answer."""
    form = form_of(request)
    wanted = unseal(turn, form.get("request", ""))
    if wanted is None:
        return _broken(request)
    if form.get("decision") != "approve":
        return redirect(turn, wanted.redirect_uri, wanted.state, error="access_denied")
    name = form.get("login", "").strip()[:LONGEST_NAME]
    if name:
        session, cookie = start_session(turn, name)
        return _approved(turn, wanted, session, cookie)
    known = _known(turn, request, wanted)
    if known is None:
        return _form(turn, request, wanted, words_of(request, _WORDS)["who"], 400)
    return _approved(turn, wanted, known)


def _known(turn: Turn, request: HttpRequest, wanted: AuthorizeRequest) -> BrowserSession | None:
    session = session_of(turn, request)
    return session if session is not None and wanted.allows(session.auth_time, turn.seconds()) else None


def _approved(turn: Turn, wanted: AuthorizeRequest, session: BrowserSession, cookie: str | None = None) -> Reply:
    code = authorization_codes.issue(
        turn,
        client_id=wanted.client_id,
        redirect_uri=wanted.redirect_uri,
        challenge=wanted.challenge,
        auth_time=session.auth_time,
    )
    return redirect(turn, wanted.redirect_uri, wanted.state, cookie, code=code)


def _form(turn: Turn, request: HttpRequest, wanted: AuthorizeRequest, message: str = "", status: int = 200) -> Reply:
    words = words_of(request, _WORDS)
    known = _known(turn, request, wanted)
    if known is not None:
        who = f"<p>{escape(words['known'].format(name=known.name))}</p>"
    else:
        who = _LOGIN.format(name=escape(words["name"]), longest=LONGEST_NAME)
    shown = {name: escape(words[name]) for name in ("ask", "warn", "yes", "no")}
    content = _FORM.format(
        message=escape(message), action=AUTHORIZATION_PATH, request=escape(seal(turn, wanted)), who=who, **shown
    )
    return provider_page(request, words["title"], content, status, _form_targets(wanted.redirect_uri))


def _form_targets(redirect_uri: str) -> tuple[str, ...]:
    """The form leads here, and by redirect to the waiting app; a policy can't name an address of IPv6."""
    netloc = urlsplit(redirect_uri).netloc
    return () if netloc.startswith("[") else ("'self'", f"http://{netloc}")


def _broken(request: HttpRequest) -> Reply:
    words = words_of(request, _WORDS)
    return provider_page(request, words["title"], f'<p role="status">{escape(words["broken"])}</p>', 400)
