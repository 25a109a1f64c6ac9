"""The part Products of Figures: what brings people back, in a table, a curve and sentences."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from model.book import Book
from model.bringing_back.levels import Level
from tests.model.bringing_back.things_sold import a_product, customers_who
from ui.context import Context
from ui.figures.bringing_back import BringingBackPart
from ui.widgets.simple_table import SimpleTable


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


def looked(qtbot: QtBot, context: Context) -> BringingBackPart:
    """The part when it has looked."""
    part = BringingBackPart(context)
    qtbot.addWidget(part)
    part.resize(1200, 900)
    part.show()
    with qtbot.waitSignal(part.looked):
        part.refresh()
    return part


@pytest.fixture
def part(qtbot: QtBot, context: Context, shop: Book) -> Iterator[BringingBackPart]:
    return looked(qtbot, context)  # type: ignore[return-value]


def names(part: BringingBackPart) -> list[str]:
    return [line.thing.name for line in part.comes_back.table.rows()]


def cells(part: BringingBackPart, name: str) -> dict[str, str]:
    """What stands in the row of that name, by the title of each column."""
    model = part.comes_back.table.model()
    row = names(part).index(name)
    return {
        model.headerData(column, Qt.Orientation.Horizontal): model.index(row, column).data()
        for column in range(model.columnCount())
    }


def test_the_shop_is_told_under_the_title(part: BringingBackPart) -> None:
    assert part.sentence.startswith("Of 82 customers, 59% (between 48% and 69%) came back within 30 days")


def test_each_level_has_its_things_the_surest_first(part: BringingBackPart) -> None:
    assert names(part) == ["Eyes", "Paper"]
    part.levels[Level.SUB_CATEGORY].click()
    assert names(part) == ["Seeing", "Wearing"]
    part.levels[Level.PRODUCT].click()
    assert names(part) == ["Lens", "Frame", "Pen"]
    assert [chip.isChecked() for chip in part.levels.values()] == [False, False, True]


def test_a_row_has_shares_with_their_spans_and_what_others_do(part: BringingBackPart) -> None:
    part.choose_level(Level.PRODUCT)
    lens = cells(part, "Lens")
    assert lens["Buyers"] == "40"
    assert lens["In 30 days"] == "90% (77–96)"
    assert lens["Beside others"] == "more (others 59%)"
    assert lens["Half after"] == "25 days"
    assert lens["Profit in the year after"] == "€7.20 (of 40)"
    assert lens["Margin"] == "40%"
    assert cells(part, "Pen")["In 30 days"] == "too few (0 of 2)"


def test_a_category_belongs_to_nothing_so_nothing_stands_there(part: BringingBackPart) -> None:
    def belongs(table: SimpleTable) -> bool:
        model = table.model()
        titles = [model.headerData(n, Qt.Orientation.Horizontal) for n in range(model.columnCount())]
        return not table.isColumnHidden(titles.index("Belongs to"))

    tables = (part.comes_back.table, part.regulars.table)
    for table in tables:
        table.resize(2000, 400)
    assert not any(belongs(table) for table in tables)
    part.choose_level(Level.PRODUCT)
    for table in tables:
        table.resize(2001, 400)
    assert all(belongs(table) for table in tables)


def test_the_chosen_thing_is_drawn_and_told_in_sentences_at_once(part: BringingBackPart) -> None:
    part.choose_level(Level.PRODUCT)
    part.comes_back.table.select_near(1)
    assert part.curve.heading.text() == "Frame: how soon they are back"
    frame, others = part.curve.chart.curves()
    assert frame.value_at(30) == pytest.approx(0.3)
    assert others.value_at(30) == pytest.approx(0.585, abs=0.01)
    assert "within 30 days: 30% (between 18% and 47%), of others like them 59%" in (
        part.curve.chart.accessibleDescription()
    )
    assert any("fewer people back than usual" in sentence for sentence in part.curve.sentences())


def test_two_buyers_have_no_curve_and_the_reason_is_said(part: BringingBackPart) -> None:
    part.choose_level(Level.PRODUCT)
    part.comes_back.table.select_near(2)
    assert part.curve.chart.curves() == ()
    assert part.curve.sentences() == ["Bought by 2 customers: too few to say. 0 came back within 30 days."]


def test_typing_finds_and_the_curve_follows(qtbot: QtBot, part: BringingBackPart) -> None:
    part.choose_level(Level.PRODUCT)
    part.search.setText("wear")
    qtbot.waitUntil(lambda: names(part) == ["Frame"])
    assert part.curve.heading.text().startswith("Frame")
    part.search.setText("nothing like it")
    qtbot.waitUntil(lambda: names(part) == [])
    assert part.curve.heading.text().startswith("The whole shop")
    part.search.clear()
    qtbot.waitUntil(lambda: names(part) == ["Lens", "Frame", "Pen"])


def test_sorting_by_a_share_goes_by_what_is_sure(part: BringingBackPart) -> None:
    part.choose_level(Level.PRODUCT)
    part.comes_back.table.sorted.emit("buyers", False)
    assert names(part) == ["Pen", "Lens", "Frame"]
    part.comes_back.table.sorted.emit("back30", True)
    assert names(part) == ["Lens", "Frame", "Pen"]


def test_first_purchases_stand_beside_the_whole_shop(part: BringingBackPart) -> None:
    part.choose_level(Level.PRODUCT)
    table = part.regulars.table
    assert [line.thing.name for line in table.rows()] == ["Lens", "Frame"]
    assert [table.model().index(row, 4).data() for row in (0, 1)] == ["more", "fewer"]
    assert "44% (between 34% and 55%) become one" in part.regulars.shop.text()


def test_what_is_printed_is_the_report_of_it(part: BringingBackPart) -> None:
    assert part.report() == ("products", {})


def test_an_empty_book_says_what_is_missing(qtbot: QtBot, context: Context) -> None:
    empty = looked(qtbot, context)
    assert empty.sentence == "Nobody has bought anything yet"
    assert empty.nothing.isVisible()
    assert not empty.comes_back.isVisible()


def test_products_without_categories_are_shown_and_it_is_said_what_is_missing(
    qtbot: QtBot, context: Context, book: Book
) -> None:
    customers_who(book, 6, (0, a_product(book, "Tea")), (20, None))
    shown = looked(qtbot, context)
    assert names(shown) == ["Tea"]
    shown.levels[Level.CATEGORY].click()
    assert names(shown) == []


def test_a_sale_is_seen_after_a_moment(qtbot: QtBot, part: BringingBackPart, shop: Book) -> None:
    with qtbot.waitSignal(part.looked, timeout=10_000):
        customers_who(shop, 3, (10, None), name="New")
    assert part.sentence.startswith("Of 85 customers")
