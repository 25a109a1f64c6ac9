"""New and lost customers on paper: up and down from one line, told apart on a grey printer, labels that never touch."""

from datetime import date
from io import BytesIO

import pypdfium2

from reports.coming_months import ComingMonth, ComingMonths
from reports.page import A4, Block, Frame, body_width, write_document
from tests.reports.printed import DAY, SHOP, text

MONTHS = [ComingMonth(date(2026, month, 1), 4 + month, 13 - month) for month in range(1, 13)]


def drawn(*blocks: Block) -> bytes:
    target = BytesIO()
    write_document(target, blocks, Frame(SHOP, "Months", "2026", DAY), A4)
    return target.getvalue()


def rows_like(pdf: bytes, colour: tuple[int, int, int]) -> list[int]:
    """In which rows of pixels there is a bar of that colour, long enough to be no sample of the legend."""
    document = pypdfium2.PdfDocument(pdf)
    image = document[0].render(scale=1).to_pil().convert("RGB")
    document.close()
    found = []
    for y in range(image.height):
        close = sum(
            all(abs(one - other) < 12 for one, other in zip(image.getpixel((x, y)), colour, strict=True))
            for x in range(0, image.width, 3)
        )
        if close > 12:
            found.append(y)
    return found


LIGHT, DARK = (158, 204, 204), (13, 84, 97)


def test_the_lost_hang_below_those_who_came() -> None:
    pdf = drawn(ComingMonths(MONTHS, body_width(A4)))
    # The rule under the title is dark too, but far above.
    came = rows_like(pdf, LIGHT)
    lost = [row for row in rows_like(pdf, DARK) if row > came[0]]
    assert len(came) > 10
    assert len(lost) > 10
    assert max(came) <= min(lost)


def test_the_months_and_both_words_can_be_read() -> None:
    words = text(drawn(ComingMonths(MONTHS, body_width(A4))))
    assert "New or back again" in words
    assert "Lost" in words
    assert "Jan 2026" in words
    assert "Feb" in words
    assert "Dec" in words
    assert "-10" not in words  # below the line stand people, not numbers below zero


def test_narrow_labels_give_way() -> None:
    words = text(drawn(ComingMonths(MONTHS, body_width(A4) / 4)))
    assert "Jan 2026" in words
    assert "Feb" not in words


def test_months_in_which_nothing_happened_are_drawn_too() -> None:
    assert text(drawn(ComingMonths([ComingMonth(date(2026, 1, 1), 0, 0)], 200)))
    assert text(drawn(ComingMonths([], 200)))
