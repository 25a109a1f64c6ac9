"""A scanner reads from the paper what the program understands: bars are found again in the picture of the page."""

from collections import Counter
from io import BytesIO
from itertools import groupby

import pypdfium2
import pytest
from reportlab.graphics.barcode.code128 import Code128

from reports import barcode, call_list
from reports.call_facts import Facts, Group, Line, Person, Phone, Reason
from reports.style import MM
from tests.reports.printed import DAY, SHOP

DPI = 300
SYMBOLS = {barcode.modules(chr(n))[6:12]: chr(n) for n in range(32, 127)}


def test_the_code_is_that_of_the_standard() -> None:
    # No two digits beside each other: another maker would pack those.
    for text in ("L1", "L1-7", "S-9", "".join(f"{chr(n)}x" for n in range(32, 127))):
        theirs = Code128(text)
        theirs.validate()
        theirs.encode()
        theirs.decompose()
        assert barcode.modules(text) == "".join(
            str("abcd".index(bar.lower()) + 1) for bar in theirs.decomposed
        )


def test_what_the_code_cannot_write_is_refused() -> None:
    with pytest.raises(ValueError, match="no barcode"):
        barcode.modules("L12-王")


def test_the_bars_are_wide_and_high_enough_for_any_scanner() -> None:
    assert barcode.MODULE >= 0.25 * MM
    assert barcode.HEIGHT >= 6 * MM
    assert barcode.width("L12-17") == pytest.approx(sum(map(int, barcode.modules("L12-17"))) * barcode.MODULE)


def test_every_line_and_the_list_are_read_from_the_printed_page() -> None:
    assert scanned(a_page(list_number=12)) == {"L12", "L12-1", "L12-2", "L12-17"}


@pytest.mark.parametrize("length", range(1, 24, 3))
def test_phones_beside_the_bars_leave_them_alone(length: int) -> None:
    phones = tuple(Phone("07700 900123", "H" * length) for _phone in range(3))
    line = Line(1, (Person("Ann", "Platinum", phones),))
    assert rows_read(the_list(12, line), every_mm=0.5)["L12-1"] >= 2 * barcode.HEIGHT / MM - 1


def test_a_list_that_was_not_made_has_no_bars() -> None:
    assert scanned(a_page(list_number=None)) == set()


def test_a_list_with_thousands_of_lines_is_read_too() -> None:
    line = Line(9876, (Person("A very long name that reaches as far as the bars do"),))
    assert scanned(the_list(1234, line)) == {"L1234", "L1234-9876"}


def a_page(list_number: int | None) -> bytes:
    """Three calls, with long words as near to the bars as words may come."""
    words = "so it goes on and on " * 20
    person = Person(words, "Platinum", (Phone("0" * 30, words),), words, (Reason(words),))
    return the_list(list_number, *(Line(n, (person,)) for n in (1, 2, 17)))


def the_list(number: int | None, *lines: Line) -> bytes:
    target = BytesIO()
    call_list.write(Facts(SHOP, "GBP", DAY, DAY, (Group("Due", lines),), list_number=number), target)
    return target.getvalue()


def scanned(pdf: bytes) -> set[str]:
    """Every code that a line of light across the first page finds, somewhere."""
    return set(rows_read(pdf, every_mm=3))


def rows_read(pdf: bytes, every_mm: float) -> Counter[str]:
    """In how many places each code of the first page is read by a line of light."""
    document = pypdfium2.PdfDocument(pdf)
    picture = document[0].render(scale=DPI / 72, grayscale=True).to_pil()
    document.close()
    found: Counter[str] = Counter()
    for y in range(0, picture.height, round(every_mm * MM * DPI / 72)):
        row = picture.crop((0, y, picture.width, y + 1)).tobytes()
        found.update(
            codes_in([(dark, len(list(run))) for dark, run in groupby(row, lambda light: light < 128)])
        )
    return found


def codes_in(runs: list[tuple[bool, int]]) -> set[str]:
    """The codes in a row of dark and light stretches: white, a whole code, white."""
    found = set()
    for start, (dark, white) in enumerate(runs):
        if dark or start + 32 > len(runs):
            continue
        module = sum(length for _dark, length in runs[start + 1 : start + 7]) / 11
        if white < 9 * module:
            continue
        widths = ""
        for _dark, length in runs[start + 1 :]:
            digit = round(length / module)
            if not 1 <= digit <= 4:
                break
            widths += str(digit)
        text = decoded(widths)
        if text:
            found.add(text)
    return found


def decoded(widths: str) -> str:
    """What bars and spaces of these widths say; empty if they are no code of ours."""
    symbols = [widths[place : place + 6] for place in range(0, len(widths) - 7, 6)]
    if len(symbols) < 3 or symbols[0] != barcode.modules("")[:6] or widths[-7:] != barcode.modules("")[-7:]:
        return ""
    text = "".join(SYMBOLS.get(symbol, "") for symbol in symbols[1:-1])
    return text if barcode.modules(text) == widths else ""
