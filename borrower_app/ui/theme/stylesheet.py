"""The one style sheet. Every colour and size in it comes from the tokens; nothing else sets colours by style sheet."""

from __future__ import annotations

from string import Template
from typing import Final

import msgspec

from borrower_app.ui.theme.look import Look
from borrower_app.ui.theme.tokens import tokens

_TEMPLATE: Final = Template("""
QMainWindow, QWidget[canvas="true"] { background: $canvas; }
QScrollArea, QScrollArea > QWidget > QWidget[canvas="true"] { background: $canvas; border: none; }
QLabel, QAbstractButton { background: transparent; }
QFrame[card="plain"] { background: $surface; border: 1px solid $line; border-radius: ${card}px; }
QFrame[card="sunken"] { background: $sunken; border: 1px solid $line; border-radius: ${card}px; }
QFrame[card="caution"] { background: $caution_soft; border: 1px solid $caution; border-radius: ${card}px; }
QFrame[card="accent"] { background: $surface; border: 2px solid $accent; border-radius: ${card}px; }
QFrame[card="bad"] { background: $bad_soft; border: 1px solid $bad; border-radius: ${card}px; }
QFrame[rule="true"] { background: $line; border: none; max-height: 1px; min-height: 1px; }
QWidget[rail="true"] { background: $surface; border-right: 1px solid $line; }
QWidget[status="true"] { background: $surface; border-top: 1px solid $line; }

QPushButton { border-radius: ${control}px; border: 1px solid $control_line; padding: 0 ${pad}px;
  min-height: ${button}px; background: $surface; color: $accent; font-weight: bold; }
QPushButton:focus { border: 2px solid $focus; padding: 0 ${pad_less}px; }
QPushButton:hover { background: $accent_soft; }
QPushButton[kind="primary"] { background: $accent; color: $accent_ink; border: 1px solid $accent; }
QPushButton[kind="primary"]:hover { border-color: $ink; }
QPushButton[kind="primary"]:focus { border: 2px solid $ink; }
QPushButton[kind="secondary"] { background: transparent; }
QPushButton[kind="secondary"]:hover { background: $accent_soft; }
QPushButton[kind="link"], QPushButton[kind="danger"] { background: transparent; border: 2px solid transparent;
  padding: 0 2px; min-height: 0; font-weight: normal; border-radius: 4px; text-align: left; }
QPushButton[kind="danger"] { color: $bad; }
QPushButton[kind="link"]:focus, QPushButton[kind="danger"]:focus { border: 2px solid $focus; padding: 0 2px; }
QPushButton[kind="choice"] { font-weight: normal; color: $ink; background: transparent; }
QPushButton[kind="choice"]:checked { background: $accent_soft; color: $accent; font-weight: bold;
  border-color: $accent; }
QPushButton:disabled { background: $sunken; color: $ink_faint; border: 1px solid $line; }

QPushButton[kind="nav"] { border: 2px solid transparent; background: transparent; min-height: 0; padding: 0; }
QPushButton[kind="nav"]:hover { background: $sunken; }
QPushButton[kind="nav"][current="true"] { background: $accent_soft; }
QPushButton[kind="nav"]:focus { border: 2px solid $focus; padding: 0; }
QPushButton[kind="row"] { border: 2px solid transparent; background: transparent; min-height: 0; padding: 0; }
QPushButton[kind="row"]:hover { background: $sunken; }
QPushButton[kind="row"]:focus { border: 2px solid $focus; padding: 0; }

QLineEdit, QPlainTextEdit { background: $surface; border: 1px solid $control_line; border-radius: ${control}px;
  padding: 1px ${inset}px; min-height: ${field}px; selection-background-color: $accent; selection-color: $accent_ink; }
QLineEdit:focus, QPlainTextEdit:focus { border: 2px solid $focus; padding: 0 ${inset_less}px; }
QLineEdit[wrong="true"] { border: 2px solid $bad; padding: 0 ${inset_less}px; }

QComboBox { background: $surface; color: $ink; border: 1px solid $control_line; border-radius: ${control}px;
  padding: 1px ${inset}px; min-height: ${field}px; }
QComboBox:focus { border: 2px solid $focus; padding: 0 ${inset_less}px; }
QComboBox::drop-down { border: none; width: ${pad}px; }
QComboBox QAbstractItemView { background: $surface; color: $ink; border: 1px solid $control_line;
  selection-background-color: $accent_soft; selection-color: $ink; outline: none; }
QRadioButton { spacing: 0; padding: 2px; border: 2px solid transparent; border-radius: ${control}px; }
QRadioButton:focus { border-color: $focus; }
QRadioButton::indicator { width: ${dot}px; height: ${dot}px; border-radius: ${dot_half}px; background: $surface;
  border: 2px solid $control_line; }
QRadioButton::indicator:checked { border: ${dot_ring}px solid $accent; width: ${dot_inner}px; height: ${dot_inner}px; }

QTableView { background: $surface; border: 2px solid transparent; gridline-color: transparent; outline: none;
  selection-background-color: $accent_soft; selection-color: $ink; }
QTableView:focus { border: 2px solid $focus; }
QHeaderView { background: $surface; border: none; }
QHeaderView::section { background: $surface; color: $ink_soft; border: none; border-bottom: 1px solid $line;
  padding: ${cell_top}px ${cell}px; font-size: ${caption}px; }
QTableCornerButton::section { background: $surface; border: none; }

QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: $control_line; border-radius: 4px; margin: 2px; min-height: 32px; min-width: 32px; }
QScrollBar::handle:hover { background: $ink_faint; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QToolTip { background: $surface; color: $ink; border: 1px solid $control_line; padding: 6px; }
QFrame[popover="true"] { background: $surface; border: 1px solid $control_line; border-radius: ${control}px; }
""")


def stylesheet_of(look: Look) -> str:
    """The style sheet for one look."""
    sizes = tokens()
    pad = look.gap(20)
    values = {
        **msgspec.structs.asdict(look.colours),
        "body": look.type_size("body"),
        "caption": look.type_size("caption"),
        "card": sizes.radius.card,
        "control": sizes.radius.control,
        "pad": pad,
        "pad_less": pad - 1,
        "inset": look.gap(12),
        "inset_less": look.gap(12) - 1,
        # Qt's min-height is the content's: the two pixels of the border come on top.
        "button": look.px(sizes.primary_button_height) - 2,
        "field": look.px(sizes.primary_button_height) - 4,
        "dot": look.px(14),
        "dot_half": (look.px(14) + 4) // 2,
        "dot_ring": look.px(5),
        "dot_inner": look.px(14) + 4 - 2 * look.px(5),
        "cell": look.gap(12),
        "cell_top": look.gap(8),
    }
    return _TEMPLATE.substitute(values)
