"""Which request goes where: a path of the contract, its method, and the function that answers."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from borrower_app.contract.borrower import ME_PATH, Me
from borrower_app.contract.card_tokens import CARD_TOKENS_PATH
from borrower_app.contract.contact_status import CONTACT_STATUS_PATH
from borrower_app.contract.discovery import DISCOVERY_PATH
from borrower_app.contract.operations import CHANGES_PATH, OPERATION_PATH, VERBS, VERIFICATION_PATH, Verb
from borrower_app.contract.problems import ProblemType
from borrower_app.sandbox.books.turn import Turn
from borrower_app.sandbox.exchange import HttpRequest, Reply, json_reply, path_segment, refuse
from borrower_app.sandbox.http import change_pages
from borrower_app.sandbox.http.contact_status import contact_status
from borrower_app.sandbox.operations import card_tokens, operations, verification
from borrower_app.sandbox.sign_in import authorization, authorize_page, device_page

Answer = Callable[[Turn, HttpRequest, dict[str, str]], Reply]


@dataclass(frozen=True, slots=True)
class Found:
    """Where a request goes: a verb of the contract, or a function that answers at once."""

    members: dict[str, str]
    verb: Verb | None = None
    answer: Answer | None = None


def _discovery(turn: Turn, _request: HttpRequest, _members: dict[str, str]) -> Reply:
    return json_reply(turn.discovery)


def _changes(turn: Turn, request: HttpRequest, _members: dict[str, str]) -> Reply:
    authorization.authenticate(turn, request)
    return change_pages.changes_page(turn, request)


def _me(turn: Turn, request: HttpRequest, _members: dict[str, str]) -> Reply:
    authorization.authenticate(turn, request)
    return json_reply(Me(borrower_id=change_pages.BORROWER))


def _contact_status(turn: Turn, request: HttpRequest, _members: dict[str, str]) -> Reply:
    authorization.authenticate(turn, request)
    return contact_status(turn, request)


def _operation(turn: Turn, request: HttpRequest, members: dict[str, str]) -> Reply:
    authorization.authenticate(turn, request)
    return operations.outcome(turn, members["operation_id"])


def _verification(turn: Turn, request: HttpRequest, members: dict[str, str]) -> Reply:
    authorization.authenticate(turn, request)
    return verification.answer(turn, request, members["operation_id"])


def _card_token(turn: Turn, request: HttpRequest, _members: dict[str, str]) -> Reply:
    authorization.authenticate(turn, request)
    return card_tokens.exchange_card(turn, request)


class Routes:
    """All paths of the lender. `approve_devices` says yes to every sign-in at once."""

    def __init__(self, approve_devices: bool) -> None:
        answers: list[tuple[str, str, Answer]] = [
            ("GET", DISCOVERY_PATH, _discovery),
            ("GET", authorization.METADATA_PATH, lambda turn, _request, _members: authorization.metadata(turn)),
            (
                "POST",
                authorization.DEVICE_AUTHORIZATION_PATH,
                lambda turn, request, _members: authorization.start_device(turn, request, approve_devices),
            ),
            (
                "GET",
                authorization.AUTHORIZATION_PATH,
                lambda turn, request, _members: authorize_page.show(turn, request, approve_devices),
            ),
            (
                "POST",
                authorization.AUTHORIZATION_PATH,
                lambda turn, request, _members: authorize_page.decide(turn, request),
            ),
            ("POST", authorization.TOKEN_PATH, lambda turn, request, _members: authorization.token(turn, request)),
            (
                "POST",
                authorization.REVOCATION_PATH,
                lambda turn, request, _members: authorization.revocation(turn, request),
            ),
            ("GET", authorization.DEVICE_PAGE_PATH, lambda _turn, request, _members: device_page.show(request)),
            ("POST", authorization.DEVICE_PAGE_PATH, lambda turn, request, _members: device_page.decide(turn, request)),
            ("GET", ME_PATH, _me),
            ("GET", CONTACT_STATUS_PATH, _contact_status),
            ("GET", CHANGES_PATH, _changes),
            ("POST", CARD_TOKENS_PATH, _card_token),
            ("GET", OPERATION_PATH, _operation),
            ("POST", VERIFICATION_PATH, _verification),
        ]
        self._table: list[tuple[re.Pattern[str], str, Verb | None, Answer | None]] = [
            (_pattern(path), method, None, answer) for method, path, answer in answers
        ] + [(_pattern(verb.path), verb.method, verb, None) for verb in VERBS.values()]

    def find(self, request: HttpRequest) -> Found:
        """Where the request goes; raises Refusal (not-found, method-not-allowed with the methods there are)."""
        allowed = []
        for pattern, method, verb, answer in self._table:
            match = pattern.fullmatch(request.path)
            if match is None:
                continue
            if method == request.method:
                members = {name: path_segment(text) for name, text in match.groupdict().items()}
                return Found(members, verb, answer)
            allowed.append(method)
        if allowed:
            raise refuse(ProblemType.METHOD_NOT_ALLOWED, headers=(("Allow", ", ".join(sorted(allowed))),))
        raise refuse(ProblemType.NOT_FOUND)


def _pattern(path: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\\\{([a-z_]+)\\\}", r"(?P<\1>[^/]+)", re.escape(path)))
