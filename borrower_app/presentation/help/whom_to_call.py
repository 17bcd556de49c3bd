"""Whom to call: the lender, each card's bank, and who hears a complaint. No number but those the lender published."""

from __future__ import annotations

from typing import Final

from borrower_app.debits.quoting import quoted
from borrower_app.presentation.reading.records import Reading
from borrower_app.presentation.words.parts import Line, Piece

_LONGEST: Final = 200


def whom_to_call(reading: Reading) -> tuple[Line, ...]:
    """In the order in which one asks: the lender, the bank of the card, then the complaint."""
    say = reading.language.say
    return (
        *_lender(reading),
        *_banks(reading),
        *_complaints(reading),
        _line(
            "warn",
            say(
                "Dial the number yourself. Nobody real asks for a password, a verification code"
                " or your whole card number."
            ),
        ),
    )


def _lender(reading: Reading) -> list[Line]:
    say = reading.language.say
    discovery = reading.snapshot.discovery
    if discovery is None:
        told = say("The lender's number stands in your contract and on its official website, not in a message you got.")
        return [_line("phone", told)]
    about = say("About the loan, a debit or your details: {lender}", lender=reading.lender_name)
    pieces = [Piece(about + reading.language.pick("，", ", ")), Piece(discovery.hotline, strong=True)]
    if discovery.hotline_hours:
        hours = reading.language.in_brackets(discovery.hotline_hours)
        pieces.append(Piece(hours))
    return [Line("phone", "plain", tuple(pieces))]


def _banks(reading: Reading) -> list[Line]:
    """One line a bank, however many cards of it there are."""
    banks = dict.fromkeys(held.record.bank for held in reading.snapshot.instruments)
    say = reading.language.say
    return [
        _line("card", say("About the card itself: {bank}, the number on the back of your card", bank=bank))
        for bank in banks
    ]


def _complaints(reading: Reading) -> list[Line]:
    discovery = reading.snapshot.discovery
    say, count = reading.language.say, reading.language.say_count
    routes = discovery.complaint_routes if discovery is not None else ()
    lines: list[Line] = []
    for number, route in enumerate(routes):
        days = route.answer_days
        until = count("an answer within {count} day", "an answer within {count} days", days) if days else ""
        begin = say("Nobody helps? Complain, in this order:") + reading.language.pick("", " ") if number == 0 else ""
        lines.append(
            Line(
                "mail",
                "plain",
                (
                    Piece(begin),
                    Piece(quoted(route.name), strong=True),
                    Piece(reading.language.pick("：", ": ") + quoted(route.contact, _LONGEST)),
                    Piece(reading.language.in_brackets(until)),
                ),
            )
        )
    return lines


def _line(icon: str, words: str) -> Line:
    return Line(icon, "caution" if icon == "warn" else "plain", (Piece(words),))
