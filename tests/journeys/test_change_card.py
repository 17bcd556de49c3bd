"""Another card pays the loan: the whole guide in the real window, over the real card host, ledger and files."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from borrower_app.contract.operations import spoken_reference_of
from borrower_app.presentation.words.attempt_words import spoken
from borrower_app.ui.save_dialog import ChosenPlace
from tests.support.command_line import CommandLine
from tests.support.sandbox_process import SandboxProcess
from tests.support.window_buttons import User
from tests.support.window_desk import CARDS, MESSAGES, Both, Desk, choose_language, fetched, opened

NUMBER = "9999 0200 0000 0002"
LOAN = "loan-commercial"


def _ready(tmp_path: Path, sandbox: SandboxProcess) -> CommandLine:
    line = CommandLine(tmp_path, sandbox.base_url)
    line.sign_in_and_sync()
    # The sign-in is too old for a sensitive change by the time the window opens.
    sandbox.move_clock(minutes=6)
    return line


def _to_the_guide(desk: Desk) -> User:
    """Cards, change the card. Everything was fetched before, so that the window knows the lender's clock."""
    fetched(desk)
    desk.goes(CARDS)
    desk.presses(Both("换一张还款卡", "Change the card"))
    assert desk.is_at("C-2", LOAN)
    return desk.user


def _at_number(user: User) -> None:
    """From the start to the card number, in Chinese."""
    user.presses("换一张还款卡")
    user.presses("继续")
    user.presses("再登录一次")
    user.presses("用手机扫码登录")
    user.sees("填新卡的卡号")


def _code_of(sandbox: SandboxProcess, operation: str) -> str:
    codes = sandbox.verification_codes()
    assert len(codes) == 1, codes
    return next(iter(codes.values()))


def _check_receipt(file: Path, operation_id: str) -> None:
    """A reader of PDF files finds what was changed, by whom it was confirmed, and the number to read out."""
    assert file.stat().st_mode & 0o777 == 0o600
    done = subprocess.run(["pdftotext", "-layout", str(file), "-"], capture_output=True, text=True, check=True)
    for words in ("尾号 0002", "示例银行", operation_id, spoken(spoken_reference_of(operation_id))):
        assert words in done.stdout
    assert NUMBER.replace(" ", "") not in done.stdout.replace(" ", "")


def test_the_whole_way_to_proof(tmp_path: Path, qtbot: QtBot) -> None:
    with SandboxProcess("card_expired") as sandbox:
        line = _ready(tmp_path, sandbox)
        with opened(line.data, qtbot, sandbox.base_url, line.passphrase_file) as desk:
            user = _to_the_guide(desk)
            user.sees("让另一张卡还")
            _at_number(user)
            user.types("卡号", NUMBER)
            user.sees("已填 16 位")
            user.presses("核对这张卡")
            user.sees("招商银行 •••• 0002")
            user.sees("10,000.00 元")
            user.presses("是，继续")
            user.presses("还没还的钱: 要，从新卡再扣一次")
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
            receipt = tmp_path / "receipt.pdf"
            desk.router.receipts.ask_for_place = lambda _parent, _wish, answer: answer(ChosenPlace(receipt))
            user.presses("保存回执：换还款卡")
            user.sees(f"回执已保存：{receipt}")
            _check_receipt(receipt, sandbox.ledger()[0]["operation_id"])
            user.presses("完成")
            user.sees("招商银行 •••• 0002")
            assert "草稿" not in user.words
            desk.goes(MESSAGES)
            user.sees("把还款卡换成尾号 0002 的卡")
        assert line.json("outbox") == {"operations": []}
        loan = sandbox.records()["loan"][LOAN]
        mandate = sandbox.records()["mandate"][loan["mandate_id"]]
        assert mandate["instrument_id"] == loan["instrument_id"]
        assert line.json("dump")["records"] == sandbox.records()


def _on_the_way_to_the_code(user: User) -> None:
    """Through all questions up to the submitted change."""
    _at_number(user)
    user.types("卡号", NUMBER)
    user.presses("核对这张卡")
    user.presses("是，继续")
    user.presses("还没还的钱: 不用，我自己另外还")
    user.presses("继续")
    user.presses("提交，收验证码")


def test_three_wrong_codes_change_nothing_and_a_new_one_comes(tmp_path: Path, qtbot: QtBot) -> None:
    with SandboxProcess("card_expired") as sandbox:
        line = _ready(tmp_path, sandbox)
        with opened(line.data, qtbot, sandbox.base_url, line.passphrase_file) as desk:
            user = _to_the_guide(desk)
            _on_the_way_to_the_code(user)
            for left in ("还可以试 3 次", "还可以试 2 次", "还可以试 1 次"):
                user.sees(left)
                user.types("验证码", f"{(int(_code_of(sandbox, 'replace_instrument')) + 1) % 1_000_000:06d}")
                user.presses("用这个验证码确认")
                desk.settled()
            user.sees("这次没有办成")
            assert sandbox.ledger() == []
            user.presses("修改填的内容")
            user.presses("继续")
            user.presses("核对这张卡")
            user.presses("是，继续")
            user.presses("继续")
            user.presses("提交，收验证码")
            user.sees("还可以试 3 次")
            user.types("验证码", _code_of(sandbox, "replace_instrument"))
            user.presses("用这个验证码确认")
            user.sees("给这张卡签扣款授权")
            assert len(sandbox.ledger()) == 1


def test_a_code_that_is_over_is_not_sent_and_a_new_one_comes(tmp_path: Path, qtbot: QtBot) -> None:
    with SandboxProcess("card_expired") as sandbox:
        line = _ready(tmp_path, sandbox)
        with opened(line.data, qtbot, sandbox.base_url, line.passphrase_file) as desk:
            user = _to_the_guide(desk)
            _on_the_way_to_the_code(user)
            user.sees("填验证码")
            old = _code_of(sandbox, "replace_instrument")
            sandbox.move_clock(minutes=11)
            user.types("验证码", old)
            user.presses("用这个验证码确认")
            user.sees("验证码失效了")
            assert sandbox.ledger() == []
            user.presses("看看填的内容，再提交")
            user.sees("提交这次换卡吗？")
            assert "招商银行 •••• 0002" in user.words


def test_what_was_answered_survives_closing_and_offline_says_so_before_asking(tmp_path: Path, qtbot: QtBot) -> None:
    with SandboxProcess("card_expired") as sandbox:
        line = _ready(tmp_path, sandbox)
        with opened(line.data, qtbot, sandbox.base_url, line.passphrase_file) as desk:
            user = _to_the_guide(desk)
            user.presses("换一张还款卡")
            user.presses("谁的卡: 共同借款人的")
            user.presses("继续")
            user.sees("先确认是您本人")
            desk.settled()
        base_url = sandbox.base_url
    with opened(line.data, qtbot, base_url, line.passphrase_file) as desk:
        desk.until(lambda: desk.state.round.finished > 0)
        user = desk.user
        desk.goes(CARDS)
        user.presses("接着换卡")
        user.sees("这一步要连网")
        user.presses("返回")
        user.sees("这张卡是谁的？")
        assert user.chosen("谁的卡") == "谁的卡: 共同借款人的"
        user.presses("不办了，删掉草稿")
        desk.settled()
        assert "接着换卡" not in user.words
    assert line.run("dump").returncode == 0


@pytest.mark.parametrize("number", ["6200 0000 0000 0005", "9999 0900 0000 0005"])
def test_a_card_that_can_pay_no_loan_is_refused_in_plain_words(tmp_path: Path, qtbot: QtBot, number: str) -> None:
    with SandboxProcess("all_well") as sandbox:
        line = _ready(tmp_path, sandbox)
        with opened(line.data, qtbot, sandbox.base_url, line.passphrase_file) as desk:
            user = _to_the_guide(desk)
            _at_number(user)
            user.types("卡号", number)
            user.presses("核对这张卡")
            user.sees("示例银行不能用这张卡")
            assert user.text_of("卡号") == number
            assert number.replace(" ", "") not in user.words


def test_a_sign_in_that_ends_in_the_middle_costs_one_more_sign_in(tmp_path: Path, qtbot: QtBot) -> None:
    with SandboxProcess("card_expired") as sandbox:
        line = _ready(tmp_path, sandbox)
        with opened(line.data, qtbot, sandbox.base_url, line.passphrase_file) as desk:
            choose_language(desk, "en")
            user = _to_the_guide(desk)
            user.presses("Change the card")
            user.presses("Go on")
            user.presses("Sign in once more")
            user.presses("Scan with your phone")
            user.sees("Type the number of the new card")
            user.types("Card number", NUMBER)
            user.presses("Check this card")
            user.presses("Yes, go on")
            user.presses("The open amount: No, I pay it another way")
            user.presses("Go on")
            sandbox.move_clock(minutes=6)
            user.presses("Submit and get the code")
            user.presses("Sign in once more")
            user.presses("Scan with your phone")
            user.presses("Submit now")
            user.sees("Type the verification code")
            assert sandbox.ledger() == []


def test_offline_in_the_middle_keeps_the_change_and_sends_it_once(tmp_path: Path, qtbot: QtBot) -> None:
    with SandboxProcess("card_expired") as sandbox:
        line = _ready(tmp_path, sandbox)
        with opened(line.data, qtbot, sandbox.base_url, line.passphrase_file) as desk:
            user = _to_the_guide(desk)
            _at_number(user)
            user.types("卡号", NUMBER)
            user.presses("核对这张卡")
            user.presses("是，继续")
            user.presses("还没还的钱: 不用，我自己另外还")
            user.presses("继续")
            path = f"/v1/loans/{LOAN}/instrument"
            sandbox.set_faults({"path": path, "method": "PUT", "times": 1, "fault": {"reset": "after_effect"}})
            user.presses("提交，收验证码")
            user.sees("结果未知，正在核对")
            assert "已确认" not in user.words
            user.presses("现在去问示例银行")
            user.sees("填验证码")
            user.types("验证码", _code_of(sandbox, "replace_instrument"))
            user.presses("用这个验证码确认")
            user.sees("给这张卡签扣款授权")
            assert len(sandbox.ledger()) == 1
