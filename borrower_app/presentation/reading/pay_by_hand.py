"""The lender's own ways to pay by hand, in one sentence."""

from __future__ import annotations

from borrower_app.presentation.reading.records import Reading


def pay_by_hand_words(reading: Reading) -> str:
    """Each way with the hour until which it counts for that day, as the lender states it; empty where it names none."""
    language = reading.language
    discovery = reading.snapshot.discovery
    if discovery is None or not discovery.pay_by_hand:
        return ""
    ways = [
        language.say("{way} (until {time})", way=way.name, time=way.available_until)
        if way.available_until
        else way.name
        for way in discovery.pay_by_hand
    ]
    return language.say(
        "You can also pay it yourself, as {lender} says: {ways}.",
        lender=reading.lender_name,
        ways=language.list_of(ways),
    )
