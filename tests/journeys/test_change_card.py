"""Another card pays the loan: the whole guide in the real window, over the real card host, ledger and files."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from tests.journeys.test_window import opened
from tests.support.command_line import CommandLine
from tests.support.guide_user import GuideUser
from tests.support.sandbox_process import SandboxProcess

NUMBER = "9999 0200 0000 0002"
LOAN = "loan-commercial"


def _ready(tmp_path: Path, sandbox: SandboxProcess) -> CommandLine:
    line = CommandLine(tmp_path, sandbox.base_url)
    line.sign_in_and_sync()
    return line


def _at_number(user: GuideUser) -> None:
    """From the start to the card number, in Chinese."""
    user.presses("换一张还款卡")
    user.presses("继续")
    user.presses("再登录一次")
    user.sees("填新卡的卡号")


def _code_of(sandbox: SandboxProcess, operation: str) -> str:
    codes = sandbox.verification_codes()
    assert len(codes) == 1, codes
    return next(iter(codes.values()))


def test_the_whole_way_to_proof(tmp_path: Path, qtbot: QtBot) -> None:
    with SandboxProcess("card_expired") as sandbox:
        line = _ready(tmp_path, sandbox)
        with opened(line.data, qtbot, sandbox.base_url, line.passphrase_file) as desk:
            desk.until(lambda: desk.state.round.finished > 0)
            desk.settled()
            user = GuideUser(desk.window, qtbot)
            user.open("C-1")
            user.presses("换一张还款卡")
            user.sees("让另一张卡还")
            _at_number(user)
            user.types("卡号", NUMBER)
            user.sees("已填 16 位")
            user.presses("核对这张卡")
            user.sees("招商银行 •••• 0002")
            user.sees("10,000.00 元")
            user.presses("是，继续")
            user.chooses("还没还的钱: 要，从新卡再扣一次")
            user.presses("继续")
            user.presses("提交，收验证码")
            user.sees("填验证码")
            assert sandbox.ledger() == []
            user.types("验证码", _code_of(sandbox, "replace_instrument"))
            user.presses("用这个验证码确认")
            user.sees("给这张卡签扣款授权")
            assert [effect["operation"] for effect in sandbox.ledger()] == ["replace_instrument"]
            user.presses("继续")
            user.presses("签署，收验证码")
            user.sees("填验证码")
            user.types("验证码", _code_of(sandbox, "sign_mandate"))
            user.presses("用这个验证码确认")
            user.sees("这是您的回执")
            desk.settled()
            assert [effect["operation"] for effect in sandbox.ledger()] == ["replace_instrument", "sign_mandate"]
            user.presses("完成")
            user.sees("招商银行 •••• 0002")
            assert "草稿" not in user.words
        assert line.json("outbox") == {"operations": []}
        loan = sandbox.records()["loan"][LOAN]
        mandate = sandbox.records()["mandate"][loan["mandate_id"]]
        assert mandate["instrument_id"] == loan["instrument_id"]
        assert line.json("dump")["records"] == sandbox.records()
