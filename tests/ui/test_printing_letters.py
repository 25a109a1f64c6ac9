"""Letters on the printing page: what for, of which day or month, as letters or as cards."""

from datetime import date
from io import BytesIO

from pypdf import PdfReader
from pytestqt.qtbot import QtBot

from model.book import Book
from model.text_templates import Purpose
from tests.makers import A_DAY, add_customer
from ui.context import Context
from ui.printing.page import PrintingPage


def opened(qtbot: QtBot, context: Context, **options: object) -> PrintingPage:
    page = PrintingPage(context)
    qtbot.addWidget(page)
    page.resize(1060, 780)
    page.show()
    qtbot.waitExposed(page)
    page.choose("letters", options)
    return page


def shown(qtbot: QtBot, page: PrintingPage) -> str:
    qtbot.waitUntil(lambda: page._ready() is not None, timeout=30_000)
    pages = page.preview.pages()
    assert pages is not None
    return " ".join(
        word for one in PdfReader(BytesIO(pages.data)).pages for word in one.extract_text().split()
    )


def test_letters_begin_with_those_whom_nobody_reached_on_a_day(
    qtbot: QtBot, context: Context, book: Book
) -> None:
    page = opened(qtbot, context)
    assert page.form.on.isVisible()
    assert not page.form.month.isVisible()
    assert "Could not be reached: no letter is due" in shown(qtbot, page)


def test_birthday_letters_are_those_of_a_month_and_become_cards_with_a_tick(
    qtbot: QtBot, context: Context, book: Book
) -> None:
    month = A_DAY.replace(day=1)
    add_customer(book, "Anna", birth_month=month.month, birth_day=3)
    page = opened(qtbot, context, purpose=Purpose.BIRTHDAY, month=month)
    assert page.form.month.isVisible()
    assert not page.form.on.isVisible()
    assert "Without an address" in shown(qtbot, page)
    page.form.cards.set_value(True)
    page.form.changed.emit()
    options = page.form.options()
    assert options is not None
    assert (options.purpose, options.cards, options.month) == (Purpose.BIRTHDAY, True, date(2026, 3, 1))
    qtbot.waitUntil(lambda: "Dear Anna" in shown(qtbot, page), timeout=30_000)


def test_another_purpose_asks_for_a_day_again(qtbot: QtBot, context: Context, book: Book) -> None:
    page = opened(qtbot, context, purpose=Purpose.BIRTHDAY)
    page.form.purpose.set_value(Purpose.WIN_BACK)
    page.form.purpose.edited.emit()
    assert page.form.on.isVisible()
    assert not page.form.month.isVisible()
    qtbot.waitUntil(lambda: "Win back: no letter is due" in shown(qtbot, page), timeout=30_000)


def test_letters_are_written_down_as_sent_with_one_button(qtbot: QtBot, context: Context, book: Book) -> None:
    month = context.today().replace(day=1)
    anna = add_customer(book, "Anna", city="York", birth_month=month.month, birth_day=3)
    page = opened(qtbot, context, purpose=Purpose.BIRTHDAY, month=month)
    shown(qtbot, page)
    with qtbot.waitSignal(page.message) as said:
        page._sent.click()
    assert said.args == ["Wrote down 1 letter"]
    assert [visit.customer_id for visit in book.visits.all()] == [anna]
    page.choose("birthdays")
    assert not page._sent.isVisible()
