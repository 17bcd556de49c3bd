# ruff: noqa: E501 - patterns of two languages; Chinese characters count double there
"""Words that accuse the borrower: they are never repeated to them (DESIGN section 3)."""

from __future__ import annotations

import re
from typing import Final

from borrower_app.debits.reading_texts.normal_text import normal_text

_ACCUSES: Final = re.compile(
    r"作弊|欺诈|诈骗|套现|洗钱|盗用|盗刷|被盗|伪冒|伪造|没收|嫌疑|黑名单|fraud|stolen|counterfeit|launder|suspicious|pick ?up"
)


def accuses(text: str) -> bool:
    """Whether a text reads like an accusation."""
    return _ACCUSES.search(normal_text(text).dense) is not None
