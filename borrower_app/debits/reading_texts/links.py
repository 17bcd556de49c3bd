# ruff: noqa: E501 - lists of endings and words
"""Links in a text, also those written so that a filter misses them: "点top", "[.]com", Chinese before and after.

A link to an origin of the lender file is the lender's own; every other one is strange. Nothing is ever opened.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from msgspec import Struct

_ENDINGS: Final = (
    "com|cn|net|org|gov|edu|top|xyz|icu|vip|cc|cfd|sbs|club|shop|site|online|click|quest|bond|cyou|xin|link|ltd|co|io|me|ly|info|"
    "app|work|win|bid|loan|loans|live|pro|life|world|today|fun|store|tech|tk|ml|ga|cf|gq|ru|us|uk|in|hk|tw|sg|my|au|de|fr|eu|br|"
    "id|ph|vn|th|za|ng|ke|mobi|asia|biz|wang|ren|host|website|space|buzz|rest|monster|lol|cam|mom|hair|beauty|money|cash|finance|"
    "bank|support|help|center|network|group|one|cloud|dev|page|pw|ws|la|tv|gd|gs|im|is|to|be|nl|es|it|pl|example|test|invalid"
)
# Endings that are sold for next to nothing: most links of fraud texts end so, hardly one of a bank.
_CHEAP: Final = frozenset(
    "top xyz icu vip cc cfd sbs club click quest bond cyou xin link ltd fun win bid loan loans live life today work online "
    "site tk ml ga cf gq buzz rest monster lol cam mom hair beauty pw ws shop store website space host pro ren wang cash".split()
)
_LABEL: Final = r"[a-z0-9][a-z0-9-]{0,62}"
_LINK: Final = re.compile(
    r"(?P<scheme>https?)://(?P<told>[^\s\u4e00-\u9fff,。;!\"'”’)）】<>]{1,200})"
    r"|(?<![a-z0-9@.])www\.(?P<www>[^\s\u4e00-\u9fff,。;!\"'”’)）】<>]{3,200})"
    r"|(?<![a-z0-9@./*])(?P<host>" + _LABEL + r"(?:\." + _LABEL + r"){0,5}\.(?:" + _ENDINGS + r"))(?![a-z0-9@*.-]|\s?@)(?P<path>/[^\s\u4e00-\u9fff,。;]{0,120})?"
    r"|(?<![a-z0-9@])(?P<broken>" + _LABEL + r"(?:(?:点|丶|·|\*|\[\.\]|\(\.\)|\{\.\}|。| ?\[?\(?dot\)?\]? | \. ?|\. )" + _LABEL + r"){0,4}(?:点|丶|·|\*|\[点\]|\(点\)|【点】|\[\.\]|\(\.\)|\{\.\}|。| ?[\[(]?dot[\])]? ?| \. ?)(?:" + _ENDINGS + r"))(?![a-z0-9])"
    r"|(?P<chinese>[\u4e00-\u9fff]{2,12}(?:\.|点)(?:com|cn|net|top|xyz|icu|vip|cc|club|shop|link|click|site))(?![a-z])"
    r"|(?<![a-z0-9@.])(?P<odd>(?=[a-z0-9.-]{0,60}[a-z])" + _LABEL + r"(?:\.[a-z0-9-]{2,40}){0,3}\.[a-z]{2,12}/[a-z0-9?=_-]{1,60}|[a-z0-9]{1,30}-[a-z0-9-]{1,40}\.[a-z]{2,12})(?![a-z0-9@])"
    r"|(?P<named>(?:点击?|戳|打开|进入|复制|访问|通过)(?:此|该|下方|下面|以下|如下|附件|短信|链接|网页|专属|官方|这个)*(?:链接|网址|网页链接)|下方链接|\b(?:tap|click|follow|use|open|visit) (?:on )?(?:the|this|our) (?:secure |attached |below )?link\b|\blink (?:below|attached)\b)"
    r"|(?P<short>\b(?:t\.cn|dwz\.cn|url\.cn|suo\.im|bit\.ly|tinyurl\.com)/[a-z0-9]{2,20})", re.ASCII
)  # fmt: skip
_ABBREVIATIONS: Final = re.compile(r"^(?:[0-9.]+|no\.[a-z]+|rs\.[a-z]+|a\.m|p\.m|e\.g|i\.e)$")


_BREAKS: Final = re.compile(r"【点】|[\[(]?(?:点|dot|\.)[\])]?|丶|·|\*|。|\s+", re.ASCII)


class Link(Struct, frozen=True):
    """A link where it stands in the dense text. `is_own`: it leads to an origin of the lender file."""

    host: str
    start: int
    end: int
    is_own: bool = False
    is_disguised: bool = False
    """Written so that it does not look like a link, or with letters that only look Latin."""
    is_plain_http: bool = False

    @property
    def has_cheap_ending(self) -> bool:
        """Whether its name ends like most of the names that are bought for one fraud."""
        return self.host.rsplit(".", 1)[-1] in _CHEAP

    @property
    def has_lure_in_its_name(self) -> bool:
        """Whether a name and a lure are joined by a hyphen: `bank-verify.com`."""
        return any("-" in label and _LURE.search(label) is not None for label in self.host.split(".")[:-1])

    @property
    def is_public(self) -> bool:
        """Whether its ending is given to states and schools only, or its name is nothing but a public hotline."""
        return _OF_STATES.search(self.host) is not None or _HOTLINE.search(self.host) is not None


_LURE: Final = re.compile(
    r"secur|verif|login|logon|signin|pay|fee|kyc|updat|rebate|refund|redeliver|deliver|bill|help|support|alert|renew|claim|hold|unlock|fix|toll|arrear|rebook|stop|acct|account|confirm|auth|reset|bonus|prize|gift|hk|jf|rz|jb|kf|dk|sq|js|xf|tk|jd"
)
_OF_STATES: Final = re.compile(r"(?:^|\.)(?:gov|edu|mil)(?:\.[a-z]{2})?$|(?:^|\.)(?:gob|gouv|govt)\.[a-z]{2}$")


_HOTLINE: Final = re.compile(r"^(?:www\.|wap\.|m\.)?(?:10[0-9]{3}|12[0-9]{3}|95[0-9]{3,4})\.(?:cn|com|com\.cn)$")


def links_in(dense: str, origins: Iterable[str] = (), *, is_disguised: bool = False) -> tuple[Link, ...]:
    """Every link; `origins` are those of the lender file (`https://host`), None but them is the lender's own."""
    own = {host for origin in origins if (host := _host(origin))}
    found = []
    for match in _LINK.finditer(dense):
        told = (
            match["told"] or match["www"] or match["host"] or match["short"] or match["chinese"] or match["odd"] or ""
        )
        broken = match["broken"]
        host = _host(told) if told else _BREAKS.sub(".", broken or "")
        if match["named"]:
            host = "link.named"
        if not host or "." not in host or _ABBREVIATIONS.match(host):
            continue
        found.append(
            Link(
                host=host,
                start=match.start(),
                end=match.end(),
                is_own=host in own and not broken and match["scheme"] != "http",
                is_disguised=is_disguised or broken is not None or match["chinese"] is not None,
                is_plain_http=match["scheme"] == "http",
            )
        )
    return tuple(found)


def _host(address: str) -> str:
    """The host of an address: what stands before user data, port and path plays no part in it."""
    bare = address.casefold().split("://", 1)[-1].split("/", 1)[0].split("?", 1)[0].split("#", 1)[0]
    return bare.rsplit("@", 1)[-1].split(":", 1)[0].strip(".")
