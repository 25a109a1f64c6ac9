"""What brings people back, on paper and in a file: the same figures, and no more than is known."""

import csv
from io import BytesIO, StringIO

import pytest

from model.book import Book
from reports.catalogue import CATALOGUE
from reports.report import Options
from tests.model.bringing_back.things_sold import a_product, customers_who, day
from tests.reports.printed import pages, text

TODAY = day(400)


def printed(book: Book, **options: object) -> str:
    target = BytesIO()
    CATALOGUE["products"].print(book, Options(today=TODAY, **options), target)  # type: ignore[arg-type]
    return " ".join(text(target.getvalue()).split())


@pytest.fixture
def shop(book: Book) -> Book:
    """Lenses bring people back, frames less; a pen was bought by two."""
    lens = a_product(book, "Lens", "Eyes", "Seeing")
    frame, pen = a_product(book, "Frame", "Eyes", "Wearing"), a_product(book, "Pen", "Paper")
    customers_who(book, 36, (0, lens), (25, None), (60, None))
    customers_who(book, 4, (0, lens))
    customers_who(book, 12, (0, frame), (25, None))
    customers_who(book, 28, (0, frame))
    customers_who(book, 2, (0, pen))
    return book


def test_it_says_what_is_counted_and_tells_categories_and_products_apart(shop: Book) -> None:
    paper = printed(shop)
    assert "What brings people back as known on 4 Feb 2025" in paper
    assert "Of 82 customers, 59% (between 48% and 69%) came back within 30 days" in paper
    assert "each customer’s first purchase of a thing" in paper
    for heading in (
        "How soon they are back",
        "By category",
        "By sub-category",
        "Products that bring back the most, beside others like them",
        "Products that bring back the fewest, beside others like them",
        "First purchases that make regulars",
    ):
        assert heading in paper
    most = paper[paper.index("the most, beside") : paper.index("the fewest, beside")]
    fewest = paper[paper.index("the fewest, beside") : paper.index("First purchases")]
    assert "Lens" in most
    assert "more (others 59%)" in most
    assert "Frame" in fewest
    assert "fewer (others 59%)" in fewest
    assert "2 of 2 stand out; by chance alone about 1 would seem to." in fewest


def test_two_buyers_are_counted_and_given_no_share(shop: Book) -> None:
    paper = printed(shop)
    row = paper[paper.index("Paper 2 ") :][:60]
    assert row.startswith("Paper 2 too few")
    assert "0 of 2" in row


def test_a_book_without_sales_says_so(book: Book) -> None:
    assert "Nobody has bought anything yet." in printed(book)


def test_a_book_without_categories_tells_of_products(book: Book) -> None:
    customers_who(book, 8, (0, a_product(book, "Tea")), (25, None))
    paper = printed(book)
    assert "By category" not in paper
    assert "How soon they are back" in paper
    assert "Tea" in paper


def test_it_fits_both_papers_and_goes_over_pages_with_its_heads(book: Book) -> None:
    for number in range(45):
        thing = a_product(book, f"Product {number:02}", f"Category {number:02}", f"Sub {number:02}")
        customers_who(book, 5, (0, thing), (30 + number, thing), name=f"Of {number}")
    for paper in ("a4", "letter"):
        target = BytesIO()
        CATALOGUE["products"].print(book, Options(today=TODAY, paper=paper), target)
        found = pages(target.getvalue())
        assert len(found) > 3
        assert all("Buyers" in page or "First buyers" in page for page in found)
        assert "the first 10 of 45" in " ".join(found)
    assert "the first 10 of 45" not in printed(book, limit=0)


def test_the_file_holds_every_thing_with_what_its_share_probably_lies_between(shop: Book) -> None:
    target = BytesIO()
    CATALOGUE["products"].save_list(shop, Options(today=TODAY), target)
    rows = list(csv.DictReader(StringIO(target.getvalue().decode("utf-8-sig"))))
    assert [row["Name"] for row in rows] == ["Eyes", "Paper", "Seeing", "Wearing", "Lens", "Frame", "Pen"]
    lens = next(row for row in rows if row["Name"] == "Lens")
    assert lens["Kind"] == "Product"
    assert lens["Buyers"] == "40"
    assert lens["Back within 30 days"] == "0.9"
    assert float(lens["Back within 30 days: at least"]) == pytest.approx(0.7695, abs=0.001)
    assert lens["Profit in the year after"] == "7.20"
    assert lens["Margin"] == "0.4"
    pen = next(row for row in rows if row["Name"] == "Pen")
    assert (pen["Buyers"], pen["Back within 30 days"], pen["Profit in the year after"]) == ("2", "", "")


def test_it_tells_of_an_earlier_day(shop: Book) -> None:
    assert "82 customers so far: too few, or too lately, to say how many come back" in printed(
        shop, on=day(20)
    )


def test_it_is_written_in_chinese_too(shop: Book) -> None:
    paper = printed(shop, language="zh_CN")
    assert "Lens" in paper
    assert "2025-02-04" in paper
