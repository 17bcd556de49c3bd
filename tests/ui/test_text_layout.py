"""Text that is laid out once a width says the same as text laid out anew each time."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt

from borrower_app.ui.theme.look import Look
from borrower_app.ui.widgets.text_layout import LaidText, Run, height_of, lay_out, natural_width

PIECES = st.text(alphabet="扣款失败，请在 11 月前存钱。 Pay-by é\n\u3000\t&<b>（）“”", max_size=60)
WIDTHS = st.lists(st.floats(min_value=1, max_value=900), min_size=1, max_size=12)
ALIGNS = st.sampled_from([Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignHCenter])


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(plain=PIECES, strong=PIECES, widths=WIDTHS, align=ALIGNS, factor=st.sampled_from([0.92, 1.0, 1.04]))
def test_what_is_kept_is_what_a_new_layout_gives(
    look: Look, plain: str, strong: str, widths: list[float], align: Qt.AlignmentFlag, factor: float
) -> None:
    runs = (Run(plain), Run(strong, strong=True))
    font = look.font("body")
    laid = LaidText(runs, font, align, factor)
    alone = lay_out(runs, font, None, line_factor=factor)
    assert laid.width == natural_width(alone)
    assert laid.height == height_of(alone, factor)
    # The natural width as a size hint leaves it, and one pixel less: where wrapping begins.
    for width in [*widths, int(laid.width) + 1, max(1, int(laid.width) - 1), *widths]:
        anew = lay_out(runs, font, width, align, factor)
        assert laid.height_at(width) == height_of(anew, factor)
        kept = laid.at(width)
        assert kept.lineCount() == anew.lineCount()
        for index in range(anew.lineCount()):
            assert kept.lineAt(index).textStart() == anew.lineAt(index).textStart()
            assert kept.lineAt(index).naturalTextRect() == anew.lineAt(index).naturalTextRect()


def test_a_fonts_owner_may_change_it(look: Look) -> None:
    first = look.font("caption")
    size = first.pixelSize()
    first.setPixelSize(77)
    assert look.font("caption").pixelSize() == size
