"""Chinese names as an English reader can tell them apart: a bank's own name in English, a clause by number."""

from __future__ import annotations

import re
from typing import Final

_BANKS: Final = {
    "工商银行": "ICBC",
    "农业银行": "ABC",
    "中国银行": "Bank of China",
    "建设银行": "CCB",
    "交通银行": "Bank of Communications",
    "邮储银行": "PSBC",
    "邮政储蓄银行": "PSBC",
    "招商银行": "CMB",
    "中信银行": "China CITIC Bank",
    "光大银行": "China Everbright Bank",
    "民生银行": "China Minsheng Bank",
    "兴业银行": "Industrial Bank",
    "浦发银行": "SPD Bank",
    "平安银行": "Ping An Bank",
    "华夏银行": "Hua Xia Bank",
    "广发银行": "China Guangfa Bank",
}
"""As the banks call themselves in English; none is guessed for any other name."""
_CLAUSE: Final = re.compile(r"\s*合同第\s*([0-9]{1,4})\s*条\s*")


def english_bank(name: str) -> str:
    """`ICBC (工商银行)`; a name that is not known stays as it is."""
    told = _BANKS.get(name.removeprefix("中国") if name != "中国银行" else name)
    return f"{told} ({name})" if told is not None else name


def english_clause(clause: str) -> str:
    """`contract, clause 12`; other words stay as they are."""
    found = _CLAUSE.fullmatch(clause)
    return f"contract, clause {found[1]}" if found is not None else clause
