"""Blank slips can be told apart by their numbers, and ask for everything that the forms ask for."""

from datetime import date
from io import BytesIO

import pytest

from model.book import Book
from model.slips import Slip, SlipKind
from reports import slips
from reports.page import A4, LETTER, Paper
from reports.slips import BlankSlip
from tests.reports.printed import DAY, SHOP, pages
from tests.reports.test_barcode import scanned


def printed(found: list[BlankSlip], paper: Paper = A4, language_code: str = "en") -> list[str]:
    return pages(pdf(found, paper, language_code))


def pdf(found: list[BlankSlip], paper: Paper = A4, language_code: str = "en") -> bytes:
    target = BytesIO()
    slips.write(SHOP, found, target, paper, language_code)
    return target.getvalue()


def numbers_on(page: str) -> list[int]:
    return [int(word[1:]) for word in page.split() if word[:1] == "S" and word[1:].isdigit()]


def test_a_scanner_reads_the_number_of_every_slip() -> None:
    assert scanned(pdf([BlankSlip(SlipKind.VISIT, DAY, number) for number in (17, 18, 4711)])) == {
        "S17",
        "S18",
        "S4711",
    }


def test_piles_of_a_cut_stack_laid_on_one_another_are_in_order() -> None:
    found = printed([BlankSlip(SlipKind.VISIT, DAY, number) for number in range(1, 9)])
    sheets = [numbers_on(page) for page in found]
    assert sheets == [[1, 4, 7], [2, 5, 8], [3, 6]]
    piles = [sheet[place] for place in range(3) for sheet in sheets if place < len(sheet)]
    assert piles == list(range(1, 9))


def test_each_kind_has_sheets_of_its_own() -> None:
    found = printed([BlankSlip(kind, DAY, number) for number, kind in enumerate(SlipKind, 1)])
    assert ["Contact slip" in page for page in found] == [True, False, False]
    assert ["Complaint slip" in page for page in found] == [False, True, False]
    assert ["New customer slip" in page for page in found] == [False, False, True]


@pytest.mark.parametrize("paper", [A4, LETTER])
@pytest.mark.parametrize(
    ("kind", "asked"),
    [
        (
            SlipKind.VISIT,
            [
                "Customer",
                "Phone",
                "Who of us",
                "In the shop",
                "do not call again",
                "Would you come back?",
                "In the customer’s own words",
                "What they suggest",
                "Next contact on",
                "Why",
            ],
        ),
        (
            SlipKind.COMPLAINT,
            [
                "What it is about",
                "Receipt number",
                "Urgent",
                "In the customer’s own words",
                "What we did",
                "Why it happened",
                "What it cost us",
                "Did the customer accept it?",
                "Closed on",
            ],
        ),
        (
            SlipKind.CUSTOMER,
            [
                "Name",
                "Business",
                "Mobile",
                "E-mail",
                "How we greet them",
                "Postal code",
                "Birthday",
                "Household",
                "Likes",
                "Sizes",
                "Best time to call, from",
                "May we use",
                "Does not want to be contacted at all",
                "Introduced by",
                "Card number",
                "Note",
            ],
        ),
    ],
)
def test_a_slip_asks_for_all_that_its_form_asks_for(kind: SlipKind, asked: list[str], paper: Paper) -> None:
    [page] = printed([BlankSlip(kind, DAY, 1)], paper)
    for words in [*asked, "Corner Optics", "destroy it", "Printed 21 Nov 2026"]:
        assert words in page


def test_slips_speak_chinese() -> None:
    [page] = printed([BlankSlip(SlipKind.CUSTOMER, DAY, 1)], language_code="zh_CN")
    assert "不希望以任何方式联系" in page


def test_a_slip_to_be_copied_has_room_for_a_number_and_no_bars() -> None:
    found = pdf([BlankSlip(SlipKind.VISIT, DAY)])
    assert "Number" in pages(found)[0]
    assert scanned(found) == set()


def test_the_slips_of_a_book_are_printed_as_the_shop_prints(book: Book) -> None:
    with book.edit("Printed slips"):
        made = [
            book.slips.insert(Slip(number=number, kind=SlipKind.COMPLAINT, printed_on=date(2026, 11, 21)))
            for number in (7, 8)
        ]
    target, again = BytesIO(), BytesIO()
    assert slips.write_slips(book, made, target) == 1
    [page] = pages(target.getvalue())
    assert numbers_on(page) == [7, 8]
    assert "Tea & Leaf" in page
    slips.write_slips(book, made, again)
    assert again.getvalue() == target.getvalue()
