"""What the user of a device has asked for and been told, as the judge remembers it; the outbox is measured by it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from borrower_app.contract import operation_values as values_of
from borrower_app.contract.operation_values import Values
from borrower_app.contract.operations import VERBS

WHAT: Final[dict[str, tuple[str, Callable[[str], Values]]]] = {
    "email": ("change_contact", lambda text: values_of.ChangeContact(field="email", value=f"{text}@example.com")),
    "address": ("change_contact", lambda text: values_of.ChangeContact(field="address", value=f"示例路 {text} 号")),
    "phone": (
        "change_contact",
        lambda text: values_of.ChangeContact(field="phone", value=f"1900000{ord(text[0]):04d}"),
    ),
    "complaint": ("complaint", lambda text: values_of.Complaint(subject="one", text=text)),
    "statement": (
        "document_request",
        lambda text: values_of.DocumentRequest(
            loan_id="loan-1", document="statement", period=f"2026-0{ord(text[0]) % 9 + 1}"
        ),
    ),
    "message read": ("mark_message_read", lambda _text: values_of.MarkMessageRead(message_id="message-1")),
}
"""What the users of the simulation ask for, by the name that the printed history uses."""


@dataclass
class Wish:
    """One operation as the user knows it."""

    operation: str
    values: Values
    bases: set[int | None] = field(default_factory=set)
    """The versions of the changed record on which the user may have decided."""
    closed: bool = False
    """The user closed it, or replaced it by a later one: it need not be shown any more."""
    never_sent: bool = False
    """It was closed while the app said that nothing of it had left: it must never happen."""

    @property
    def subject(self) -> str:
        """Two operations of one subject exclude each other."""
        return VERBS[self.operation].subject_of(self.values)
