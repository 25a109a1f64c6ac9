"""The printing page: what is chosen is laid out, shown sharp, printed, and kept whole as a file."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from model.book import Book
from model.follow_ups import FollowUp
from reports.catalogue import CATALOGUE
from tests.makers import A_DAY, add_customer, add_sale
from ui.context import Context
from ui.forms.periods import periods
from ui.printing.page import PrintingPage
from ui.printing.pdf_pages import PdfPages

DAY = timedelta(days=1)


@pytest.fixture
def anna(book: Book) -> int:
    """A customer who is due today and has bought something this year."""
    customer_id = add_customer(book, "Anna Smith", "07700 900118")
    add_sale(book, customer_id, A_DAY - 20 * DAY, 4200, cost=2000)
    with book.edit("Planned"):
        book.follow_ups.insert(FollowUp(customer_id=customer_id, planned_on=A_DAY, reason="Ask"))
    return customer_id


def opened(
    qtbot: QtBot, context: Context, name: str = "call-list", options: dict[str, object] | None = None
) -> PrintingPage:
    page = PrintingPage(context)
    qtbot.addWidget(page)
    page.resize(1060, 780)
    page.show()
    qtbot.waitExposed(page)
    page.activateWindow()
    page.choose(name, options)
    laid_out(qtbot, page)
    return page


def laid_out(qtbot: QtBot, page: PrintingPage) -> PdfPages:
    qtbot.waitUntil(lambda: page._ready() is not None, timeout=30_000)
    pages = page.preview.pages()
    assert pages is not None
    return pages


def words_of(data: bytes) -> str:
    from io import BytesIO

    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages)


@pytest.mark.parametrize("name", list(CATALOGUE))
def test_every_report_is_shown_sharp(qtbot: QtBot, context: Context, anna: int, name: str) -> None:
    page = opened(qtbot, context, name, {"product": "Tea"})
    qtbot.waitUntil(page.preview.is_sharp, timeout=30_000)
    shot = page.preview.viewport().grab().toImage()
    inks = {
        shot.pixelColor(x, y).lightness()
        for x in range(0, shot.width(), 3)
        for y in range(0, shot.height(), 3)
    }
    assert min(inks) < 80, "there is ink"
    assert page.paper.where.text().startswith("Page 1 of ")


def test_another_report_is_shown_from_its_first_page(qtbot: QtBot, context: Context, book: Book) -> None:
    for n in range(60):
        add_sale(book, add_customer(book, f"Customer {n}"), A_DAY - 3 * DAY, 4200 + n)
    page = opened(qtbot, context)
    page.preview.go_to_page(2)
    page.refresh()
    laid_out(qtbot, page)
    assert page.preview.page() == 2, "the same report again is shown where one was"
    page.choose("top-customers")
    assert len(laid_out(qtbot, page)) > 1
    assert page.preview.page() == 1


def test_the_list_marks_the_report_that_is_shown_from_the_first_look_on(
    qtbot: QtBot, context: Context, anna: int
) -> None:
    page = PrintingPage(context)
    qtbot.addWidget(page)
    page.show()
    page.refresh()
    laid_out(qtbot, page)
    assert [item.key for item in [page.list.current()] if item] == ["call-list"]
    page.choose("top-customers")
    assert [item.key for item in [page.list.current()] if item] == ["top-customers"]


def test_what_is_on_the_paper_follows_the_day(qtbot: QtBot, context: Context, anna: int) -> None:
    page = opened(qtbot, context)
    assert "Anna Smith" in words_of(laid_out(qtbot, page).data)
    page.form.on.line.setFocus()
    page.form.on.line.selectAll()
    QTest.keyClicks(page.form.on.line, "1 Jan 2026")
    qtbot.waitUntil(lambda: page._rest.isActive() or page._ready() is None)
    qtbot.waitUntil(lambda: not page._rest.isActive())
    assert "Anna Smith" not in words_of(laid_out(qtbot, page).data)


def test_a_day_that_cannot_be_read_prints_nothing(qtbot: QtBot, context: Context, anna: int) -> None:
    page = opened(qtbot, context)
    page.form.on.line.setText("31 Feb")
    page.refresh()
    assert page.form.on.shown_problem()


def test_a_period_that_ends_before_it_begins_is_told(qtbot: QtBot, context: Context, anna: int) -> None:
    page = opened(qtbot, context, "top-customers")
    page.form.first.set_value(A_DAY)
    page.form.last.set_value(A_DAY - DAY)
    page.refresh()
    qtbot.waitUntil(lambda: page.paper.refused.isVisible(), timeout=30_000)
    assert not page._save.isEnabled()


def test_only_what_concerns_a_report_is_asked(qtbot: QtBot, context: Context, anna: int) -> None:
    page = opened(qtbot, context)
    assert page.form.on.isVisible()
    assert not page.form.period.isVisible()
    page.list.setFocus()
    for _step in range(2):
        QTest.keyClick(page.list, Qt.Key.Key_Down)
    laid_out(qtbot, page)
    assert page._report.name == "top-customers"
    assert page.form.by.isVisible()
    assert not page.form.on.isVisible()


def test_a_named_period_fills_both_days(qtbot: QtBot, context: Context, anna: int) -> None:
    page = opened(qtbot, context, "top-customers")
    keys = [one.key for one in periods(A_DAY)]
    page.form.period.combo.setCurrentIndex(keys.index("last-month"))
    page.form.period.combo.activated.emit(keys.index("last-month"))
    options = page.form.options()
    assert options is not None
    assert (options.first, options.last) == (date(2026, 2, 1), date(2026, 2, 28))


@pytest.mark.parametrize("day", [date(2024, 2, 29), date(2026, 1, 1), date(2026, 12, 31), date(2026, 5, 31)])
def test_periods_hold_on_every_day_of_the_year(day: date) -> None:
    found = {one.key: one for one in periods(day)}
    assert all(one.first <= one.last <= day for one in found.values())
    assert found["last-month"].last + DAY == found["month"].first
    assert found["last-quarter"].last + DAY == found["quarter"].first
    assert found["last-year"].last + DAY == found["year"].first


def test_the_list_that_another_page_asks_for_is_chosen(qtbot: QtBot, context: Context, anna: int) -> None:
    page = opened(qtbot, context)
    page.choose("top-customers", {"by": "profit", "limit": 10, "first": date(2026, 1, 1), "last": A_DAY})
    options = page.form.options()
    assert options is not None
    assert (options.by, options.limit, options.first, options.last) == ("profit", 10, date(2026, 1, 1), A_DAY)
    assert "by profit" in words_of(laid_out(qtbot, page).data)


def test_the_file_holds_what_is_shown_and_its_folder_is_remembered(
    qtbot: QtBot, context: Context, anna: int, tmp_path: Path
) -> None:
    page = opened(qtbot, context)
    folder = tmp_path / "papers"
    folder.mkdir()
    with qtbot.waitSignal(page.message) as told:
        page.save_to(folder / "list.pdf")
    assert told.args == ["Saved list.pdf"]
    assert "Anna Smith" in words_of((folder / "list.pdf").read_bytes())
    page.ask_where_to_save()
    dialog = next(one for one in page.window().findChildren(QFileDialog) if one.isVisible())
    assert Path(dialog.directory().absolutePath()) == folder
    assert Path(dialog.selectedFiles()[0]).name == "Call list 2026-03-12.pdf"
    dialog.reject()


def test_a_folder_that_is_not_there_is_told_and_nothing_is_left(
    qtbot: QtBot, context: Context, anna: int, tmp_path: Path
) -> None:
    page = opened(qtbot, context)
    page.save_to(tmp_path / "nowhere" / "list.pdf")
    assert not (tmp_path / "nowhere").exists()


def test_it_is_printed_page_by_page_at_the_printers_resolution(
    qtbot: QtBot, context: Context, anna: int, tmp_path: Path
) -> None:
    page = opened(qtbot, context)
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setResolution(150)
    printer.setFullPage(True)
    with qtbot.waitSignal(page.message, timeout=30_000) as told:
        page.print_on(printer)
    assert told.args == ["Sent to the printer"]
    printed = PdfPages((tmp_path / "printed.pdf").read_bytes())
    assert len(printed) == len(laid_out(qtbot, page))
    (came_out,) = printed.pictures([0], 1.0)
    (shown,) = laid_out(qtbot, page).pictures([0], 1.0)
    assert darkness(came_out.image) == pytest.approx(darkness(shown.image), rel=0.25)


def darkness(image: QImage) -> float:
    points = [
        image.pixelColor(x, y).lightness()
        for x in range(0, image.width(), 4)
        for y in range(0, image.height(), 4)
    ]
    return sum(255 - light for light in points) / len(points)


def test_control_p_asks_which_printer(qtbot: QtBot, context: Context, anna: int) -> None:
    page = opened(qtbot, context)
    QTest.keyClick(page, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    dialog = next(one for one in page.window().findChildren(QPrintDialog) if one.isVisible())
    dialog.reject()


def test_pages_are_turned_and_zoomed_by_keyboard(qtbot: QtBot, context: Context, book: Book) -> None:
    for n in range(40):
        customer_id = add_customer(book, f"Customer {n}")
        with book.edit("Planned"):
            book.follow_ups.insert(FollowUp(customer_id=customer_id, planned_on=A_DAY, reason="Ask"))
    page = opened(qtbot, context)
    pages = len(laid_out(qtbot, page))
    assert pages > 3
    preview = page.preview
    QTest.keyClick(preview, Qt.Key.Key_PageDown)
    assert preview.page() == 2
    QTest.keyClick(preview, Qt.Key.Key_End)
    assert preview.page() == pages
    QTest.keyClick(preview, Qt.Key.Key_Home)
    assert preview.page() == 1
    fitting = preview.percent()
    QTest.keyClick(preview, Qt.Key.Key_Plus)
    assert preview.percent() > fitting
    QTest.keyClick(preview, Qt.Key.Key_0)
    assert preview.percent() == fitting


def test_a_change_in_the_book_reaches_the_paper(
    qtbot: QtBot, context: Context, book: Book, anna: int
) -> None:
    page = opened(qtbot, context)
    bob = add_customer(book, "Bob Late")
    with book.edit("Planned"):
        book.follow_ups.insert(FollowUp(customer_id=bob, planned_on=A_DAY, reason="Ask"))
    qtbot.waitUntil(lambda: not page._rest.isActive())
    assert "Bob Late" in words_of(laid_out(qtbot, page).data)


@pytest.mark.parametrize(
    ("name", "as_table"),
    [("call-list", False), ("owner-month", False), ("forecast", False), ("forecast", True)],
)
def test_stopped_work_leaves_nothing_to_print(
    qtbot: QtBot, context: Context, anna: int, name: str, as_table: bool
) -> None:
    page = PrintingPage(context)
    qtbot.addWidget(page)
    page.show()
    page.look_at_table(as_table)
    page.choose(name)
    view = page.table if as_table else page.paper
    assert view.task is not None
    view.task.cancel()
    qtbot.waitUntil(lambda: view.task is None, timeout=30_000)
    assert view.ready() is None
    assert view.currentWidget() is view.refused
    qtbot.waitUntil(lambda: not context.tasks.running, timeout=30_000)
