"""What was made is printed again from the window just as it was."""

import dataclasses
from io import BytesIO
from pathlib import Path

import pytest

from model.book import Book
from model.call_list_making import make_list
from model.errors import BookError
from model.follow_ups import FollowUp
from model.slip_making import make_slips
from model.slips import SlipKind
from reports import round_trip_papers
from reports.report import Options, Report
from tests.makers import add_customer
from tests.reports.printed import DAY, text
from tests.reports.test_barcode import scanned

OPTIONS = Options(today=DAY)


def printed(report: Report, book: Book, language: str = "en") -> bytes:
    target = BytesIO()
    report.print(book, dataclasses.replace(OPTIONS, language=language), target)
    return target.getvalue()


def test_a_list_goes_from_who_is_due_to_paper_that_a_scanner_reads(book: Book) -> None:
    for name in ("Anna Novak", "王小明"):
        with book.edit("Planned"):
            book.follow_ups.insert(
                FollowUp(customer_id=add_customer(book, name), planned_on=DAY, reason="The new harvest")
            )
    made = make_list(book, DAY, DAY)
    report = round_trip_papers.call_list(made)
    assert report.about == "1 of 21 Nov 2026"
    pdf = printed(report, book)
    assert scanned(pdf) == {"L1", "L1-1", "L1-2"}
    for words in ("Anna Novak", "王小明", "The new harvest", "Destroy by 5 Dec 2026"):
        assert words in text(pdf)
    assert printed(report, book) == pdf
    assert "2026年11月21日" in text(printed(report, book, "zh_CN"))


def test_slips_that_were_made_are_printed_with_their_numbers(book: Book) -> None:
    make_slips(book, SlipKind.VISIT, 4, DAY)
    made = make_slips(book, SlipKind.COMPLAINT, 2, DAY)
    report = round_trip_papers.slips(made)
    assert report.about == "5–6"
    assert scanned(printed(report, book)) == {"S5", "S6"}


def test_a_place_that_cannot_be_written_is_named(book: Book, tmp_path: Path) -> None:
    report = round_trip_papers.slips(make_slips(book, SlipKind.VISIT, 1, DAY))
    assert report.about == "1"
    with pytest.raises(BookError, match="could not be written"):
        report.print(book, OPTIONS, tmp_path / "nowhere" / "slips.pdf")
