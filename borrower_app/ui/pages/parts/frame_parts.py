"""Banners over a page and what stands in a page's place, from their views."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from borrower_app.presentation.frame.views import BannerView, InsteadView
from borrower_app.ui.page_context import PageContext
from borrower_app.ui.pages.parts.view_parts import buttons, link
from borrower_app.ui.widgets.banner import banner as banner_of
from borrower_app.ui.widgets.card import Card
from borrower_app.ui.widgets.check_row import check_row
from borrower_app.ui.widgets.empty_state import empty_state
from borrower_app.ui.widgets.marked_text import Span


def banner(context: PageContext, view: BannerView) -> QWidget:
    """One banner with its link."""
    return banner_of(context.look, view.text, view.tone, view.icon, link(context, view.action))


def help_row(context: PageContext, told: Sequence[Span]) -> QWidget:
    """Whom to ask, below a page that does not say it itself: quiet, for nothing has gone wrong there."""
    return check_row(context.look, "help", "plain", told, role="caption", ink="ink_soft")


def instead_card(context: PageContext, view: InsteadView) -> Card:
    """The card in a page's place; its first choice is the one next step."""
    made = buttons(context, view.choices)
    return empty_state(context.look, view.icon, view.title, view.told, actions=made, tone=view.tone)
