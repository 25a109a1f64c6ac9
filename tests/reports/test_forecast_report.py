"""The paper of the forecast: what the book is worth, whether to believe it, and what earlier forecasts were worth."""

import csv
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO, StringIO

import pytest

from model.book import Book
from reports.catalogue import CATALOGUE
from reports.report import Options
from tests.makers import add_customer, add_sale, make_book
from tests.model.back_test import simulated_shop
from tests.reports.printed import pages

TODAY = simulated_shop.LAST_DAY


@pytest.fixture(scope="module")
def years(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    """A shop with four years of customers; nobody writes to it here."""
    with make_book(tmp_path_factory.mktemp("years")) as made:
        simulated_shop.fill(made, 150)
        yield made


def sheets(book: Book, **options: object) -> list[str]:
    target = BytesIO()
    CATALOGUE["forecast"].print(book, Options(**{"today": TODAY, **options}), target)  # type: ignore[arg-type]
    return [" ".join(page.split()) for page in pages(target.getvalue())]


@pytest.fixture(scope="module")
def paper(years: Book) -> list[str]:
    """Its pages."""
    return sheets(years)


def test_it_begins_with_what_comes_and_whether_to_believe_it(paper: list[str]) -> None:
    first = paper[0]
    order = [
        "In the coming 12 months your customers will probably bring",
        "In three years",
        "forecast",
        "The coming year",
        "All until then",
    ]
    places = [first.index(words) for words in order]
    assert places == sorted(places)
    year, three = re.findall(r"In (?:12 months|three years) €([\d,]+) €[\d,]+ to €[\d,]+", first)
    assert int(year.replace(",", "")) < int(three.replace(",", ""))


def test_each_forecast_of_the_past_stands_beside_what_came(paper: list[str]) -> None:
    whole = " ".join(paper)
    for months in (12, 6, 3):
        assert f"What it said {months} months ago" in whole
    for words in (
        "it would have expected",
        "Class on that day",
        "This forecast",
        "The forecast was",
        "Platinum",
    ):
        assert words in whole
    assert "times wha..." not in whole


def test_nothing_on_paper_speaks_of_keys(paper: list[str]) -> None:
    assert "Enter" not in " ".join(paper)


def test_the_file_holds_every_month_and_class_to_reckon_with(years: Book) -> None:
    target = BytesIO()
    CATALOGUE["forecast"].save_list(years, Options(today=TODAY), target)
    rows = list(csv.DictReader(StringIO(target.getvalue().decode("utf-8-sig"))))
    year_ago = [row for row in rows if row["Foretold"] == "12 months ago"]
    months, classes, (everybody,) = year_ago[:12], year_ago[12:-1], year_ago[-1:]
    assert {row["Customers"] for row in months} == {""}
    for rows_of in (months, classes):
        for column in ("Expected", "Came"):
            assert sum(float(row[column]) for row in rows_of) == pytest.approx(
                float(everybody[column]), abs=0.1
            )
    coming = [row for row in rows if row["Foretold"] == "now"]
    assert len(coming) == 12
    assert all(float(row["At least"]) <= float(row["Expected"]) <= float(row["At most"]) for row in coming)
    assert not any(row["Came"] for row in coming)


def test_a_young_book_says_that_it_cannot_be_tried_yet(book: Book) -> None:
    add_sale(book, add_customer(book, "Anna"), date(2026, 3, 1))
    (only,) = sheets(book, today=date(2026, 3, 12))
    assert "Do not rely on this forecast." in only
    assert "never tried yet" in only
    assert "The book is too young." in only


def test_an_empty_book_says_so(book: Book) -> None:
    (only,) = sheets(book, today=date(2026, 3, 12))
    assert "Nobody has bought yet, so nothing can be foretold." in only


def test_it_tells_of_an_earlier_day_in_chinese_on_other_paper(years: Book) -> None:
    earlier = TODAY.replace(year=TODAY.year - 1)
    chinese = sheets(years, on=earlier, language="zh_CN", paper="letter")
    assert earlier.isoformat() in chinese[0]
    assert "Platinum" not in " ".join(chinese)


def test_names_without_end_keep_to_their_column(book: Book) -> None:
    simulated_shop.fill(book, 40)
    with book.edit("Renamed them"):
        for customer in book.customers.all():
            book.customers.update(replace(customer, name="Wolfeschlegelsteinhausenbergerdorff " * 6))
    whole = " ".join(sheets(book))
    assert "..." in whole  # as the ellipsis reads back
    assert "Still a customer" in whole
