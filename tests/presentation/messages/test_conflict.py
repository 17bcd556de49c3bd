"""F-4: what the user wrote beside what stands at the lender now, and the two decisions."""

from __future__ import annotations

import datetime as dt

from borrower_app.contract.operation_values import ChangeContact
from borrower_app.contract.snapshot import OutboxState, PendingOperation
from borrower_app.presentation.intents import DecideOperation
from borrower_app.presentation.messages.conflict import conflict_view
from borrower_app.records.account import Contact
from borrower_app.records.enums import ContactField
from tests.support.present import present
from tests.support.view_words import EN, ZH, actions_of, words_of

AT = dt.datetime(2026, 11, 20, 1, 0, tzinfo=dt.UTC)
THEIRS = Contact(id="c1", field=ContactField.EMAIL, value="bank@example.test", updated_at=AT)
MINE = ChangeContact(field="email", value="mine@example.test")
WAITING = PendingOperation("o1", "change_contact", OutboxState.NEEDS_USER, MINE, 1, AT, conflict=THEIRS)
SENT = PendingOperation("o2", "change_contact", OutboxState.QUEUED, MINE, 0, AT)


def test_both_sides_in_both_languages() -> None:
    zh = present(conflict_view([SENT, WAITING], "o1", "示例银行", ZH))
    en = present(conflict_view([SENT, WAITING], "o1", "示例银行", EN))
    assert (zh.title, en.title) == ("哪一个是对的？", "Which one is right?")
    assert "您写好以后，示例银行那边又改过。您决定之前，哪一个都不会被覆盖。" in zh.told
    assert en.told.endswith("Nothing is overwritten until you decide.")
    assert (zh.mine.title, zh.theirs.title) == ("您写的", "示例银行现在的记录")
    assert (en.mine.title, en.theirs.title) == ("What you wrote", "What stands at 示例银行 now")


def test_the_values_are_masked() -> None:
    told = "\n".join(words_of(present(conflict_view([WAITING], "o1", "示例银行", EN))))
    assert "mine@example.test" not in told
    assert "bank@example.test" not in told
    assert "m••••@example.test" in told.replace("m•••@", "m••••@")


def test_each_side_has_its_decision() -> None:
    view = present(conflict_view([WAITING], "o1", "示例银行", ZH))
    assert actions_of(view) == {
        "再发一次我写的": DecideOperation("o1", "send_again"),
        "保留贷款机构的": DecideOperation("o1", "cancel"),
    }


def test_what_no_longer_waits_has_no_page() -> None:
    assert conflict_view([WAITING, SENT], "o2", "示例银行", EN) is None
    assert conflict_view([], "o1", "示例银行", EN) is None
