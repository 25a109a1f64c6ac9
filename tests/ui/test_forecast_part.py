"""Figures, Forecast: the coming year with its doubts, the past beside what came, and people whose cards open."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from model.back_test.checking import back_test
from model.book import Book
from model.computer import Computer
from reports.catalogue import CATALOGUE
from resources import i18n
from tests.makers import A_DAY, add_customer, add_sale, make_book
from tests.model.back_test import simulated_shop
from tests.ui.ending import let_all_work_end
from ui import theme
from ui.appraising import Appraising
from ui.book_signals import BookSignals
from ui.context import Context
from ui.drafts import Drafts
from ui.figures.forecast import ForecastPart
from ui.figures.page import FiguresPage
from ui.tasks import Tasks


@pytest.fixture(scope="session")
def years_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a shop with four years of customers."""
    with make_book(tmp_path_factory.mktemp("years")) as made:
        simulated_shop.fill(made, 200)
        return made.path


@pytest.fixture
def after_years(qapp: QApplication, qtbot: QtBot, tmp_path: Path, years_file: Path) -> Iterator[Context]:
    """What every page is given, in that shop, on the day its book ends."""
    theme.apply(qapp, "light")
    window = QWidget()
    qtbot.addWidget(window)
    with Book.open(shutil.copyfile(years_file, tmp_path / "years.regulars")) as book:
        signals = BookSignals(book)
        tasks = Tasks(window, book, signals.tell)
        today = simulated_shop.LAST_DAY
        appraising = Appraising(book, signals, tasks, lambda: today)
        yield Context(
            book, signals, tasks, Drafts(tmp_path / "d"), Computer(tmp_path / "p"), lambda: today, appraising
        )
        appraising.stop()
        signals.stop()
        tasks.cancel_all()
        let_all_work_end(qapp)


def looked_at(qtbot: QtBot, context: Context) -> ForecastPart:
    part = ForecastPart(context)
    qtbot.addWidget(part)
    part.resize(1000, 800)
    part.show()
    with qtbot.waitSignal(part.looked, timeout=20_000):
        part.refresh()
    return part


def cells(part: QWidget, column: int) -> list[str]:
    model = part.model()  # type: ignore[attr-defined]
    return [str(model.index(row, column).data()) for row in range(model.rowCount())]


def test_the_first_sentence_tells_what_will_come_between_which_bounds_and_how_it_went(
    qtbot: QtBot, after_years: Context
) -> None:
    part = looked_at(qtbot, after_years)
    assert part.sentence.startswith("In the coming 12 months your customers will probably bring €")
    assert " between €" in part.sentence
    assert part.year.lately.accessibleDescription().startswith("in the last 12 months.")
    assert part.year.trust.accessibleName().split("\n")[0] in (
        "You can reckon with this forecast.",
        "Take this forecast with care.",
    )


def test_the_chart_and_its_table_tell_the_same_twelve_months(qtbot: QtBot, after_years: Context) -> None:
    part = looked_at(qtbot, after_years)
    spoken = part.year.chart.accessibleDescription().split("; ")
    assert len(spoken) == len(part.year.table.rows()) == 12
    for words, until, cents in zip(spoken, cells(part.year.table, 0), cells(part.year.table, 1), strict=True):
        assert words.startswith(f"{until}: {cents} (between ")


def test_an_earlier_forecast_is_chosen_with_the_keyboard(qtbot: QtBot, after_years: Context) -> None:
    part = looked_at(qtbot, after_years)
    assert list(part.past.chips) == [12, 6, 3]
    assert len(part.past.by_month.rows()) == 12
    part.focus_first()
    assert part.past.chips[12].isChecked()
    QTest.keyClick(part.past.chips[12], Qt.Key.Key_Tab)
    QTest.keyClick(part.past.chips[6], Qt.Key.Key_Space)
    assert [months for months, chip in part.past.chips.items() if chip.isChecked()] == [6]
    assert cells(part.past.by_month, 0)[0] == "July 2025"
    assert "On 30 Jun 2025 it would have expected " in part.past.compared.text()


def test_the_guesses_stand_beside_the_forecast(qtbot: QtBot, after_years: Context) -> None:
    part = looked_at(qtbot, after_years)
    assert cells(part.past.guesses, 0) == [
        "This forecast",
        "Everybody the same as last year",
        "Everybody like the average customer",
        "Everybody as on average since they first came",
    ]
    assert cells(part.past.guesses, 4)[2] == "20% of all"


def test_a_narrow_window_leaves_out_figures_and_never_cuts_what_the_guess_was(
    qtbot: QtBot, after_years: Context
) -> None:
    part = looked_at(qtbot, after_years)
    part.resize(740, 600)
    guesses = part.past.guesses
    longest = max(map(guesses.fontMetrics().horizontalAdvance, cells(guesses, 0)))
    qtbot.waitUntil(lambda: guesses.width() < 740)
    assert guesses.columnWidth(0) > longest
    assert guesses.isColumnHidden(4)


def test_the_overview_and_the_forecast_name_the_same_bounds(qtbot: QtBot, after_years: Context) -> None:
    page = FiguresPage(after_years)
    qtbot.addWidget(page)
    page.show()
    for part in (page.overview, page.forecast):
        page.tabs.setCurrentWidget(part)
        with qtbot.waitSignal(part.looked, timeout=20_000):
            part.refresh()
    bounds, *_pace = page.forecast.year.expected.accessibleDescription().splitlines()
    between = bounds.removeprefix("between ").split(" and ")
    assert len(between) == 2
    assert all(bound in page.overview.worth.worth.text() for bound in between)


def test_its_paper_can_be_printed(qtbot: QtBot, after_years: Context) -> None:
    page = FiguresPage(after_years)
    qtbot.addWidget(page)
    page.show()
    page.choose("forecast")
    with qtbot.waitSignal(page.forecast.looked, timeout=20_000):
        page.refresh()
    with qtbot.waitSignal(page.print_wanted) as wanted:
        page.print_shown()
    assert wanted.args == ["forecast", {}]
    assert "forecast" in CATALOGUE


def test_nobody_is_told_to_be_a_customer_for_certain(qtbot: QtBot, after_years: Context) -> None:
    chances = cells(looked_at(qtbot, after_years).best.table, 4)
    assert chances
    assert not {"100%", "0%"} & set(chances)


def test_the_months_are_a_chart_until_somebody_wants_their_numbers(
    qtbot: QtBot, after_years: Context
) -> None:
    part = looked_at(qtbot, after_years)
    assert part.past.chart.isVisible()
    assert not part.past.by_month.isVisible()
    QTest.keyClick(part.past.numbers, Qt.Key.Key_Space)
    assert part.past.by_month.isVisible()


def test_enter_on_a_name_opens_the_card(qtbot: QtBot, after_years: Context) -> None:
    page = FiguresPage(after_years)
    qtbot.addWidget(page)
    page.show()
    part = page.forecast
    with qtbot.waitSignal(part.looked, timeout=20_000):
        page.tabs.setCurrentWidget(part)
    for table in (part.best.table, part.slipping.table):
        table.select_first()
        with qtbot.waitSignal(page.customer_opened) as opened:
            QTest.keyClick(table, Qt.Key.Key_Return)
        assert opened.args == [table.current().customer_id]
    part.best.table.select_near(3)
    with qtbot.waitSignal(page.customer_opened) as opened:
        part.best.table.doubleClicked.emit(part.best.table.currentIndex())
    assert opened.args == [part.best.table.rows()[3].customer_id]


def test_it_is_reckoned_again_only_after_something_changed(qtbot: QtBot, after_years: Context) -> None:
    part = looked_at(qtbot, after_years)
    bring = cells(part.best.table, 1)
    part.refresh()
    assert not after_years.tasks.running
    with qtbot.waitSignal(part.looked, timeout=20_000):
        customer = add_customer(after_years.book, "Anna")
        for days in range(20, 300, 20):
            add_sale(after_years.book, customer, simulated_shop.LAST_DAY - timedelta(days=days), 900_000)
    assert cells(part.best.table, 0)[0] == "Anna"
    assert cells(part.best.table, 1) != bring


def test_a_small_book_is_told_to_be_rough_and_what_is_missing(qtbot: QtBot, context: Context) -> None:
    anna = add_customer(context.book, "Anna")
    for month in (1, 2, 3):
        add_sale(context.book, anna, date(2026, month, 2), 2_000)
    part = looked_at(qtbot, context)
    assert part.sentence.startswith("Rough: In the coming 12 months")
    told = part.year.trust.accessibleName()
    assert "Do not rely on this forecast." in told
    assert "Only 1 customer has come back so far. From 30 on" in told
    assert "It was never tried: the book is too young." in told
    assert not part.past.chart.isVisibleTo(part)
    assert not part.slipping.isVisibleTo(part)
    assert cells(part.best.table, 0) == ["Anna"]
    part.activateWindow()
    part.focus_first()
    qtbot.waitUntil(part.year.numbers.hasFocus)


def test_an_empty_book_says_the_next_step(qtbot: QtBot, context: Context) -> None:
    part = looked_at(qtbot, context)
    assert part.sentence == "Nobody has bought yet, so nothing can be foretold."
    assert part.nothing.isVisibleTo(part)
    assert not part.year.isVisibleTo(part)


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_it_is_whole_in_both_languages_and_in_the_dark(
    qapp: QApplication, qtbot: QtBot, after_years: Context, language: str
) -> None:
    i18n.set_language(language)
    theme.apply(qapp, "dark")
    part = looked_at(qtbot, after_years)
    assert part.grab().width()
    for chart in (part.year.chart, part.past.chart):
        interface = QAccessible.queryAccessibleInterface(chart)
        assert interface is not None
        assert interface.text(QAccessible.Text.Description).count(";") == 11


def test_the_day_of_the_forecast_is_that_of_the_window(qtbot: QtBot, context: Context) -> None:
    add_sale(context.book, add_customer(context.book), A_DAY - timedelta(days=40), 1_000)
    part = looked_at(qtbot, context)
    assert part.year.table.rows()[0].until == date(2026, 4, 12)


def test_what_is_reckoned_for_a_growing_shop_is_said_beneath_the_sum(
    qtbot: QtBot, after_years: Context
) -> None:
    part = looked_at(qtbot, after_years)
    found = back_test(after_years.book.store, simulated_shop.LAST_DAY)
    for pace, said in (
        (1.18, "Your customers come more often from year to year: €1,000 of it, +18%, is reckoned for that."),
        (1.0, ""),
    ):
        coming = replace(found.coming, pace=pace, pace_cents=100_000 if said else 0)
        part.year.show_year(replace(found, coming=coming))
        between, *more = part.year.expected.accessibleDescription().split("\n")
        assert between.startswith("between €")
        assert more == ([said] if said else [])
