"""D-2 One attempt: what to do now, what comes next, what it means, on what it rests, and the way the debit went."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from borrower_app.presentation.debits.views import AttemptView
from borrower_app.ui.page_context import PageContext
from borrower_app.ui.pages.debits.attempt_parts import hop_card, meaning_card, step_card
from borrower_app.ui.pages.parts.finding import add_findings
from borrower_app.ui.pages.parts.page_parts import PageBody, columns, heading, hotline_card, section
from borrower_app.ui.pages.parts.view_parts import buttons, findings, pill, spans
from borrower_app.ui.widgets.card import Card
from borrower_app.ui.widgets.hop_diagram import Station
from borrower_app.ui.widgets.safe_text import label


def attempt_page(view: AttemptView, context: PageContext) -> QWidget:
    """The page."""
    look = context.look
    page = PageBody(look)
    page.add(label(look, view.crumbs, ink="ink_soft"))
    page.add(heading(look, view.title, at_right=[pill(context, view.pill)]))
    if view.hops_first and view.hops:
        page.add(_way(view, context))
    step = step_card(
        context,
        view.step_title,
        lead=spans(context, view.lead),
        steps=[spans(context, step) for step in view.steps],
        told=[spans(context, told) for told in view.told],
        buttons=buttons(context, view.actions, first_is_primary=view.has_step),
        time_left=view.time_left,
        note=view.action_note,
        next_title=view.next_title,
        nexts=findings(context, view.nexts),
    )
    meaning = meaning_card(
        context,
        view.meaning_title,
        findings(context, view.meanings),
        evidence_title=view.evidence_title,
        evidence=[spans(context, words) for words in view.evidence],
    )
    page.add(columns(look, step, meaning, shares=(1.3, 1.0)))
    if view.others:
        others = section(look, view.other_title, gap=4)
        add_findings(others, look, findings(context, view.others))
        page.add(others)
    if view.hotline:
        page.add(hotline_card(context, spans(context, view.hotline)))
    if view.hops and not view.hops_first:
        page.add(_way(view, context))
    return page.end()


def _way(view: AttemptView, context: PageContext) -> Card:
    hops = [Station(hop.name, hop.told, hop.tone) for hop in view.hops]
    return hop_card(context, "" if view.hops_first else view.hops_title, hops)
