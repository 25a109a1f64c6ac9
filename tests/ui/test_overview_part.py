"""The overview of the figures: one sentence, tiles, charts with their tables, and plain words where little is known."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from model.book import Book
from reports.catalogue import CATALOGUE
from tests.makers import A_DAY, add_customer, add_sale
from tests.ui.test_accessibility import nameless
from ui.context import Context
from ui.figures.overview import OverviewPart
from ui.figures.page import FiguresPage
from ui.widgets.figure_tile import FigureTile
from ui.widgets.label import PlainLabel

DAY = timedelta(days=1)
Shown = Callable[[], OverviewPart]


@pytest.fixture
def shown(qtbot: QtBot, context: Context) -> Iterator[Shown]:
    kept = []  # or it would be collected while it is still on the screen, perhaps in the middle of being painted

    def make() -> OverviewPart:
        part = OverviewPart(context)
        kept.append(part)
        qtbot.addWidget(part)
        part.resize(1100, 900)
        part.show()
        with qtbot.waitSignal(part.looked, timeout=20_000):
            part.refresh()
        return part

    yield make
    kept[0].close()


def words_of(part: OverviewPart) -> str:
    """Everything that can be read on it."""
    return "\n".join(label.text() for label in part.findChildren(PlainLabel) if label.isVisible())


def a_shop_of_many(book: Book) -> None:
    """Forty customers of a year and a half: the first ten come every month, the others came once or twice."""
    with book.edit("Many"):
        for number in range(40):
            one = add_customer(book, f"Customer {number}")
            regular = number < 10
            for visit in range(18 if regular else 1 + number % 2):
                day = A_DAY - (30 * visit + number) * DAY - (0 if regular else 420) * DAY
                add_sale(book, one, day, 20_000 if number == 0 else 1_000, cost=500)


def test_a_book_without_sales_says_what_would_be_here(shown: Shown, book: Book) -> None:
    add_customer(book)
    part = shown()
    assert part.nothing.isVisible()
    assert part.sentence == "Nothing was sold yet."
    assert not part.worth.isVisible()
    assert not part.concentration.isVisible()


def test_with_three_customers_nothing_is_made_of_them(shown: Shown, book: Book) -> None:
    for name in ("Anna", "Bob", "Carl"):
        add_sale(book, add_customer(book, name), A_DAY - 3 * DAY, 1000, cost=600)
    part = shown()
    assert not part.nothing.isVisible()
    assert not part.concentration.isVisible()
    assert not part.beginners.isVisible()
    assert "told from five customers on" in part.missing.lines.text()
    assert "after somebody came twice" in part.missing.lines.text()
    assert part.tiles.again.accessibleName() == "Come again: 0 of 3"
    assert "%" not in part.tiles.again.accessibleName()
    assert "only roughly known" in part.worth.reckoned.text()


def test_the_first_line_says_what_the_customers_are_worth_and_how_sure_it_is(
    shown: Shown, book: Book
) -> None:
    a_shop_of_many(book)
    part = shown()
    assert part.worth.worth.text().startswith("In the coming 12 months your customers will probably bring €")
    assert "four times in five between €" in part.worth.worth.text()
    assert "three years" not in part.worth.worth.text(), "the rest does not shout"
    assert "In the coming three years together: about €" in part.worth.further.text()
    assert "40 customers who have not left bought so far" in part.worth.reckoned.text()


def test_where_no_cost_is_known_nobody_speaks_of_profit_as_if_it_were(shown: Shown, book: Book) -> None:
    for number in range(6):
        add_sale(book, add_customer(book, f"Customer {number}"), A_DAY - 3 * DAY, 1000)
    part = shown()
    assert part.worth.worth.text().startswith(
        "In the coming 12 months your customers will probably buy for €"
    )
    assert "All money here is revenue: no cost is known." in part.worth.reckoned.text()
    assert "All money here is revenue" in part.earning.note.text()


def test_the_tiles_count_people(shown: Shown, book: Book) -> None:
    a_shop_of_many(book)
    add_sale(book, add_customer(book, "Newcomer"), A_DAY, 1000, cost=500)
    tiles = shown().tiles
    assert tiles.active.accessibleName() == "Active customers: 11"
    assert tiles.active.accessibleDescription() == "of 41 customers who ever bought"
    assert tiles.new.accessibleName() == "New this month: 1"
    assert tiles.again.accessibleName() == "Come again: 10 of 11"
    assert tiles.between.accessibleName() == "Days between visits: 30"
    assert tiles.top.accessibleName().startswith("The best 20% bring: 8")
    assert not tiles.share.isVisible()


@pytest.mark.parametrize("width", [500, 760, 1000, 1400])
def test_the_tiles_fill_every_line(shown: Shown, book: Book, width: int) -> None:
    anna = add_customer(book, "Anna", need_cents=40_000)
    add_sale(book, anna, A_DAY, 10_000)
    part = shown()
    part.resize(width, 700)
    tiles = part.tiles
    assert tiles.share.isVisible()
    lines: dict[int, list[FigureTile]] = {}
    for tile in tiles.findChildren(FigureTile):
        lines.setdefault(tile.y(), []).append(tile)
    for line in lines.values():
        assert min(tile.x() for tile in line) == 0
        assert abs(max(tile.geometry().right() for tile in line) - (tiles.width() - 1)) <= 1
        assert max(tile.width() for tile in line) - min(tile.width() for tile in line) <= 1


def test_the_share_of_the_need_is_told_where_needs_are_known(shown: Shown, book: Book) -> None:
    add_sale(book, add_customer(book, "Anna", need_cents=4_000), A_DAY, 1_000)
    tiles = shown().tiles
    assert tiles.share.isVisible()
    assert tiles.share.accessibleName() == "Share of their need: 25%"


def test_each_chart_is_told_in_words_and_has_its_numbers(shown: Shown, book: Book) -> None:
    a_shop_of_many(book)
    part = shown()
    concentration = part.concentration.curve.accessibleDescription()
    assert concentration.startswith("Half of the profit comes from 1 customer of 10.")
    assert "best 20%: " in concentration
    months = part.coming.bars.accessibleDescription()
    assert "Mar 2025: " in months
    assert "bought, 0 of them new and 0 back; " in months
    assert "of revenue" in part.earning.bars.accessibleDescription()
    for card in (part.concentration, part.coming, part.earning, part.classes):
        assert not card.table.isVisible()
        card.numbers.setFocus()
        QTest.keyClick(card.numbers, Qt.Key.Key_Space)
        assert card.table.isVisible()
    assert len(part.coming.numbers_of_months.rows()) == 13
    newest = part.coming.numbers_of_months.model().index(0, 0).data()
    assert newest == "March 2026, so far"
    assert len(part.classes.numbers_of_classes.rows()) == 6
    assert sum(row.line.customers for row in part.classes.numbers_of_classes.rows()) == 40


def test_customers_that_cost_money_are_explained(shown: Shown, book: Book) -> None:
    for number, cost in enumerate((100, 100, 100, 100, 1_500)):
        add_sale(book, add_customer(book, f"Customer {number}"), A_DAY, 1000, cost=cost)
    card = shown().concentration
    assert "1 customer cost more than they brought, €5.00 together." in card.note.text()
    assert "the curve rises to 116%" in card.note.text()


def test_a_longer_period_is_chosen_by_keyboard(shown: Shown, book: Book, qtbot: QtBot) -> None:
    a_shop_of_many(book)
    part = shown()
    short = part.coming.bars.accessibleDescription().count(";")
    part.focus_first()
    assert part.years.inner.hasFocus()
    with qtbot.waitSignal(part.looked, timeout=20_000):
        QTest.keyClick(part.years.inner, Qt.Key.Key_Down)
    assert part.years.value() == 2
    assert part.coming.bars.accessibleDescription().count(";") > short
    assert "of 40 (" in part.concentration.sentence.text()


def test_beginners_by_quarter_or_by_month(shown: Shown, book: Book) -> None:
    a_shop_of_many(book)
    card = shown().beginners
    quarters = card.table.model().columnCount()
    assert card.sentence.text().startswith(
        "Of 40 customers who first bought more than a year ago, 15 never came again: 38%."
    )
    assert card.table.cell(0, 0).text.startswith("2023, quarter") or card.table.cell(0, 0).text.startswith(
        "2024"
    )
    assert "quarter later: " in card.table.cell(0, 2).told
    QTest.mouseClick(card.months, Qt.MouseButton.LeftButton)
    assert not card.quarters.isChecked()
    assert "month" in card.sentence.text()
    QTest.mouseClick(card.quarters, Qt.MouseButton.LeftButton)
    assert card.table.model().columnCount() == quarters


def test_what_changes_in_the_book_is_shown(shown: Shown, book: Book, qtbot: QtBot) -> None:
    add_sale(book, add_customer(book), A_DAY, 1000, cost=400)
    part = shown()
    assert part.tiles.active.accessibleName() == "Active customers: 1"
    with qtbot.waitSignal(part.looked, timeout=20_000):
        add_sale(book, add_customer(book, "Bob"), A_DAY, 1000, cost=400)
    assert part.tiles.active.accessibleName() == "Active customers: 2"


def test_everything_has_a_name_to_be_spoken(shown: Shown, book: Book) -> None:
    a_shop_of_many(book)
    part = shown()
    for card in (part.concentration, part.coming, part.earning, part.classes):
        card.numbers.click()
    assert nameless(part) == []
    assert "{" not in words_of(part)


def test_it_can_be_printed(shown: Shown, book: Book) -> None:
    add_sale(book, add_customer(book), A_DAY)
    wanted = shown().report()
    assert wanted is not None
    name, options = wanted
    assert name in CATALOGUE
    assert set(options) <= CATALOGUE[name].takes


def test_the_page_opens_with_it(qtbot: QtBot, context: Context, book: Book) -> None:
    add_sale(book, add_customer(book), date(2026, 3, 1))
    page = FiguresPage(context)
    qtbot.addWidget(page)
    page.show()
    with qtbot.waitSignal(page.overview.looked, timeout=20_000):
        page.refresh()
    assert page.part() is page.overview
    assert page.header.subtitle.text() == page.overview.sentence


def test_where_no_cost_is_known_one_curve_and_one_bar_are_enough(shown: Shown, book: Book) -> None:
    for number in range(8):
        add_sale(book, add_customer(book, f"Customer {number}"), A_DAY - 40 * DAY, 1000)
    part = shown()
    assert part.concentration.sentence.text().startswith("Half of the revenue comes from 4 customers of 8.")
    assert "best 5%" not in part.concentration.curve.accessibleDescription()
    assert part.concentration.curve.words_at(400).count("\n") == 2
    assert part.tiles.top.accessibleDescription().startswith("of the revenue: ")
    assert "profit" not in part.earning.bars.accessibleDescription()
    assert part.earning.sentence.text() == "In these months: €80 of revenue."
    assert "hatched" not in part.earning.note.text(), "nothing was sold in this month: there is no bar"
    with book.edit("Sold"):
        add_sale(book, None, A_DAY, 1000)
    assert "hatched" in shown().earning.note.text()
    part.earning.numbers.click()
    assert part.earning.numbers_of_months.isColumnHidden(5)


def test_a_young_book_is_not_called_usual_or_unusual(shown: Shown, book: Book) -> None:
    add_sale(book, add_customer(book), A_DAY - 40 * DAY, 1000)
    part = shown()
    assert not part.worth.stands_out.isVisible()
    assert part.beginners.isVisible()
    assert part.beginners.months.isChecked()


def test_an_older_book_says_that_nothing_is_unusual(shown: Shown, book: Book) -> None:
    add_sale(book, add_customer(book), A_DAY - 140 * DAY, 1000)
    assert shown().worth.outstanding.text() == "Nothing unusual in the last months."
