"""One request and one reply of the sandbox, and how a refusal becomes a problem document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qs, unquote

import msgspec
from msgspec import Struct

from borrower_app.contract.problems import MEDIA_TYPE, CurrentRecord, Problem, ProblemType, problem

JSON = "application/json"
LARGEST_BODY = 256 * 1024


@dataclass(frozen=True, slots=True)
class HttpRequest:
    """What came in. Header names are lower case; a header that came twice is joined by a comma (RFC 9110, 5.3)."""

    method: str
    path: str
    query_string: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    @property
    def query(self) -> dict[str, list[str]]:
        """The decoded query parameters."""
        return parse_qs(self.query_string, keep_blank_values=True)

    @property
    def media_type(self) -> str:
        """The content type without its parameters."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


@dataclass(frozen=True, slots=True)
class Reply:
    """What goes out; length, date and request id are added to it by the application."""

    status: int
    body: bytes
    media_type: str = JSON
    headers: tuple[tuple[str, str], ...] = ()


class Refusal(Exception):
    """A request that is not carried out, with the problem document that says why."""

    def __init__(self, document: Problem, headers: tuple[tuple[str, str], ...] = ()) -> None:
        super().__init__(document.type)
        self.document = document
        self.headers = headers

    def reply(self) -> Reply:
        """The problem document as a reply."""
        return Reply(self.document.status, encode_problem(self.document), MEDIA_TYPE, self.headers)


def encode_problem(document: Problem) -> bytes:
    """A problem document without members that say nothing."""
    members = _told(document)
    if document.current is not None:
        members["current"] = _told(document.current)
    return msgspec.json.encode(members)


def _told(struct: Struct) -> dict[str, object]:
    members = msgspec.structs.asdict(struct)
    return {name: value for name, value in members.items() if value is not None and value != msgspec.Raw(b"")}


def refuse(
    type_: ProblemType,
    detail: str | None = None,
    member: str | None = None,
    current: CurrentRecord | None = None,
    headers: tuple[tuple[str, str], ...] = (),
) -> Refusal:
    """A refusal of a published type; `detail` is for a person."""
    return Refusal(problem(type_, TITLES[type_], detail, member, current), headers)


def json_reply(value: object, status: int = 200, headers: tuple[tuple[str, str], ...] = ()) -> Reply:
    """A JSON reply; members that are None are left to the caller."""
    return Reply(status, msgspec.json.encode(value), JSON, headers)


def path_segment(text: str) -> str:
    """One segment of a raw path, decoded; raises Refusal for what is no UTF-8."""
    try:
        return unquote(text, errors="strict")
    except UnicodeDecodeError:
        raise refuse(ProblemType.NOT_FOUND) from None


TITLES: dict[ProblemType, str] = {
    ProblemType.INVALID_REQUEST: "请求格式不正确",
    ProblemType.UNAUTHENTICATED: "请先登录",
    ProblemType.FRESH_SIGN_IN_NEEDED: "为了您的安全，请重新登录后再办理",
    ProblemType.FORBIDDEN: "没有权限",
    ProblemType.NOT_FOUND: "没有找到",
    ProblemType.METHOD_NOT_ALLOWED: "不支持这种方法",
    ProblemType.UNKNOWN_OPERATION: "没有这次修改的记录",
    ProblemType.STILL_RUNNING: "同一次修改还在处理",
    ProblemType.CURSOR_REFUSED: "游标无效，请全量获取",
    ProblemType.VERSION_CONFLICT: "这条资料已被更新",
    ProblemType.TOO_LARGE: "请求过大",
    ProblemType.UNSUPPORTED_MEDIA_TYPE: "不支持这种内容类型",
    ProblemType.KEY_REUSED: "幂等键已用于另一个请求",
    ProblemType.INVALID_VALUES: "填写的内容不正确",
    ProblemType.REFUSED: "不能办理",
    ProblemType.VERIFICATION_FAILED: "验证码不正确",
    ProblemType.VERIFICATION_EXPIRED: "验证码已失效",
    ProblemType.PRECONDITION_REQUIRED: "缺少 If-Match",
    ProblemType.TOO_MANY_REQUESTS: "请求过于频繁",
    ProblemType.INTERNAL: "系统出现问题",
    ProblemType.MAINTENANCE: "系统维护中",
}
