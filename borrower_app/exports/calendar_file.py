"""Due dates as an iCalendar file (RFC 5545): whole-day entries with a reminder two days before.

An entry's id is made of lender, loan and number, and its sequence is the table's version: importing a newer file
updates what an older one brought.
"""

from __future__ import annotations

import datetime as dt
from typing import Final

from icalendar import Alarm, Calendar, Event

from borrower_app.foreign_text import one_line
from borrower_app.presentation.schedule.schedule_export import ScheduleExport

_REMINDER: Final = -dt.timedelta(days=2) + dt.timedelta(hours=9)
"""Nine in the morning, two days before."""


def calendar_bytes(export: ScheduleExport) -> bytes:
    """All installments that are still to be paid."""
    calendar = Calendar()
    calendar.add("prodid", "-//borrower-app//repayment schedule//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", one_line(export.title))
    for row in export.rows:
        if not row.is_open:
            continue
        event = Event()
        event.add("uid", f"{export.lender_id}.{export.loan_id}.{row.n}@borrower-app.invalid")
        event.add("dtstamp", export.as_of.astimezone(dt.UTC))
        event.add("sequence", export.version)
        event.add("dtstart", row.due)
        if row.due < dt.date.max:
            # Left out it means the same: the one day (RFC 5545, 3.6.1).
            event.add("dtend", row.due + dt.timedelta(days=1))
        event.add("summary", row.reminder)
        event.add("description", export.description)
        event.add("transp", "TRANSPARENT")
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", row.reminder)
        alarm.add("trigger", _REMINDER)
        event.add_component(alarm)
        calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return content
