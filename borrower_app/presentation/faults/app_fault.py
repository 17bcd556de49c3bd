"""F-6: a fault of this app. What happened, what is safe, what to do, its number, and the report to copy."""

from __future__ import annotations

from msgspec import Struct

from borrower_app.language import Language
from borrower_app.presentation.faults.report import FaultReport
from borrower_app.presentation.intents import CopyFaultReport, ShowAgain, opens
from borrower_app.presentation.words.parts import Action


class AppFaultView(Struct, frozen=True):
    """Ready words; `report` is shown before it is copied, so that one sees what is given away."""

    title: str
    happened: str
    safe: str
    to_do: str
    number_name: str
    number: str
    report_name: str
    report: str
    actions: tuple[Action, ...]


def app_fault_view(report: FaultReport, language: Language, *, in_place_of_a_page: bool) -> AppFaultView:
    """The page; `in_place_of_a_page`: where another page could not be shown."""
    say = language.say
    again = Action(say("Try to show this page again"), ShowAgain())
    home = Action(say("Go to Home"), opens("H-1"))
    return AppFaultView(
        title=say("This page can't be shown") if in_place_of_a_page else say("Something in this app went wrong"),
        happened=say("This is a fault of this app, not of your bank and not of your lender."),
        safe=say("Your records, and what you wrote and saved, are untouched. No debit depends on this app."),
        to_do=say(
            "Go on with another page. If it happens again, close the app and open it once more;"
            " whoever helps you will ask for the number below."
        ),
        number_name=say("The number to read out"),
        number=report.spoken_number,
        report_name=say("What the report says: no name, no amount, no number of yours"),
        report=report.as_text(),
        actions=(
            *((again,) if in_place_of_a_page else ()),
            home,
            Action(say("Copy the report"), CopyFaultReport(report.number)),
        ),
    )
