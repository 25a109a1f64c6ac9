"""The counter: a sale by keyboard alone, in a few strokes, and nothing typed is ever lost."""

import dataclasses
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from model.book import Book
from model.complaints import Complaint
from model.products import Product
from model.purchases import PurchaseKind
from model.staff import StaffMember
from tests.makers import A_DAY, add_customer, add_sale
from ui.context import Context
from ui.counter.page import CounterPage

ENTER = Qt.Key.Key_Return


@pytest.fixture
def tea(book: Book) -> Product:
    with book.edit("Added product"):
        return book.products.insert(
            Product(name="Longjing tea", code="T100", price_cents=1450, cost_cents=800)
        )


def opened(qtbot: QtBot, context: Context) -> CounterPage:
    page = CounterPage(context)
    qtbot.addWidget(page)
    page.resize(1060, 780)
    page.show()
    qtbot.waitExposed(page)
    page.activateWindow()
    page.focus_first()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is page.who.customer.line)
    return page


def strokes(*keys: str | Qt.Key) -> int:
    """Press keys wherever the keyboard is; how many they were."""
    count = 0
    for key in keys:
        for one in key if isinstance(key, str) else [key]:
            focused = QApplication.focusWidget()
            assert focused is not None
            if isinstance(one, str) and not one.isascii():
                event = QInputMethodEvent("", [])
                event.setCommitString(one)
                QApplication.sendEvent(focused, event)
            elif isinstance(one, str):
                QTest.keyClicks(focused, one)
            else:
                QTest.keyClick(focused, one)
            count += 1
    return count


def focused() -> QWidget | None:
    return QApplication.focusWidget()


def test_a_sale_to_a_known_customer_takes_eight_strokes(
    qtbot: QtBot, context: Context, book: Book, tea: Product
) -> None:
    anna = add_customer(book, "Anna Smith", "020 7946 0123")
    page = opened(qtbot, context)
    assert strokes("sm", ENTER, "lo", ENTER, ENTER, ENTER) == 8
    [sale] = book.purchases.of_customer(anna)
    assert (sale.amount_cents, sale.cost_cents, sale.bought_on) == (1450, 800, A_DAY)
    [line] = book.purchase_lines.of(sale.id)
    assert (line.product_id, line.text) == (tea.id, "Longjing tea")
    assert "Anna Smith · €14.50" in page.status.text()
    assert focused() is page.who.customer.line
    assert page.who.customer.text() == ""


def test_the_last_four_digits_find_the_customer(
    qtbot: QtBot, context: Context, book: Book, tea: Product
) -> None:
    anna = add_customer(book, "Anna Smith", "020 7946 0123")
    add_customer(book, "Tom Brown", "020 7946 0999")
    opened(qtbot, context)
    strokes("0123", ENTER, "T100", ENTER, ENTER, ENTER)
    assert len(book.purchases.of_customer(anna)) == 1


def test_nothing_in_the_customer_field_is_a_walk_in(qtbot: QtBot, context: Context, book: Book) -> None:
    opened(qtbot, context)
    strokes(ENTER, "Cake", ENTER, "4.5", ENTER, ENTER)
    [sale] = book.purchases.on_day(A_DAY)
    assert sale.customer_id is None
    assert sale.amount_cents == 450
    assert [line.text for line in book.purchase_lines.of(sale.id)] == ["Cake"]


def test_digits_that_nobody_has_become_the_phone_of_a_new_customer(
    qtbot: QtBot, context: Context, book: Book
) -> None:
    page = opened(qtbot, context)
    strokes("555123", ENTER)
    assert page.who.phone.value() == "555123"
    assert focused() is page.who.name.line
    strokes("Nora", ENTER, "Cup", ENTER, "7.50", ENTER, ENTER)
    [hit] = book.search.find("5123")
    assert hit.name == "Nora"
    [sale] = book.purchases.of_customer(hit.customer_id)
    assert sale.amount_cents == 750
    book.undo()
    assert book.search.find("5123") == []
    assert book.purchases.on_day(A_DAY) == []


def test_a_new_customer_and_the_sale_are_one_act_that_undo_takes_back(
    qtbot: QtBot, context: Context, book: Book
) -> None:
    opened(qtbot, context)
    strokes("Nora", ENTER, ENTER, "Cup", ENTER, "7.50", ENTER, ENTER)
    assert book.customers.count() == 1
    book.undo()
    assert (book.customers.count(), book.purchases.count()) == (0, 0)


def test_a_customer_who_is_typed_but_not_chosen_is_asked_for(
    qtbot: QtBot, context: Context, book: Book
) -> None:
    page = opened(qtbot, context)
    strokes("xyz")
    page.save_now()
    assert book.purchases.count() == 0
    assert page.who.customer.text() == "xyz"


@pytest.mark.parametrize(
    ("typed", "cents", "thousandths"),
    [
        ("2x longjing", 2900, 2000),
        ("0.5x longjing", 725, 500),
        ("longjing", 1450, 1000),
        ("１０x longjing", 14500, 10_000),
    ],
)
def test_a_count_before_the_product_multiplies(
    qtbot: QtBot, context: Context, book: Book, tea: Product, typed: str, cents: int, thousandths: int
) -> None:
    opened(qtbot, context)
    strokes(ENTER, typed, ENTER, ENTER, ENTER)
    [line] = book.purchase_lines.all()
    assert (line.amount_cents, line.quantity_thousandths) == (cents, thousandths)


@pytest.mark.parametrize(
    ("typed", "cents"),
    [
        ("9,999,999,999.99", 999_999_999_999),
        ("€12", 1200),
        ("1 234,50", 123_450),
        ("１２.５", 1250),
        ("3x4.50", 1350),
        ("0", 0),
    ],
)
def test_amounts_are_read_as_people_type_them(
    qtbot: QtBot, context: Context, book: Book, typed: str, cents: int
) -> None:
    opened(qtbot, context)
    strokes(ENTER, "Tea", ENTER, typed, ENTER, ENTER)
    [sale] = book.purchases.on_day(A_DAY)
    assert sale.amount_cents == cents


@pytest.mark.parametrize("typed", ["1e5", "nan", "12.345", "99,999,999,999", "1_000", "$5", "1.234"])
def test_an_amount_that_cannot_be_read_is_refused_and_stays(
    qtbot: QtBot, context: Context, book: Book, typed: str
) -> None:
    page = opened(qtbot, context)
    strokes(ENTER, "Tea", ENTER, typed, ENTER)
    assert book.purchases.count() == 0
    assert page.lines.entry.amount.line.text() == typed
    assert page.lines.entry.amount.shown_problem()
    assert focused() is page.lines.entry.amount.line


def test_a_negative_amount_is_said_in_words_and_kept_as_a_return(
    qtbot: QtBot, context: Context, book: Book
) -> None:
    page = opened(qtbot, context)
    strokes(ENTER, "Tea", ENTER, "-5")
    assert "gets €5.00 back" in page.lines.entry.amount.inner.accessibleDescription()
    strokes(ENTER, ENTER)
    [back] = book.purchases.on_day(A_DAY)
    assert (back.kind, back.amount_cents) == (PurchaseKind.RETURN, -500)


def test_the_discount_comes_off_the_usual_price(
    qtbot: QtBot, context: Context, book: Book, tea: Product
) -> None:
    page = opened(qtbot, context)
    strokes(ENTER, "lo", ENTER)
    page.lines.entry.discount.setFocus()
    strokes("10%", ENTER, ENTER)
    [line] = book.purchase_lines.all()
    assert (line.amount_cents, line.discount_cents) == (1305, 145)


def test_several_lines_one_taken_back_to_change(
    qtbot: QtBot, context: Context, book: Book, tea: Product
) -> None:
    page = opened(qtbot, context)
    strokes(ENTER, "lo", ENTER, ENTER, "Cup", ENTER, "7", ENTER)
    assert page.lines.total_cents() == 2150
    strokes(Qt.Key.Key_Backspace)
    assert page.lines.entry.product.text() == "Cup"
    page.lines.entry.amount.setFocus()
    page.lines.entry.amount.line.selectAll()
    strokes("8", ENTER, ENTER)
    [sale] = book.purchases.on_day(A_DAY)
    assert sale.amount_cents == 2250


def test_f9_saves_from_wherever_the_keyboard_is_with_the_line_being_typed(
    qtbot: QtBot, context: Context, book: Book
) -> None:
    page = opened(qtbot, context)
    strokes(ENTER, "Cake", ENTER, "4.5")
    QTest.keyClick(page.lines.entry.amount.line, Qt.Key.Key_F9)
    assert [sale.amount_cents for sale in book.purchases.on_day(A_DAY)] == [450]


def test_the_receipt_number_goes_on_from_the_last_one(qtbot: QtBot, context: Context, book: Book) -> None:
    add_sale(book, None, A_DAY, 500, receipt="R-0099")
    page = opened(qtbot, context)
    assert page.receipt.number.value() == "R-0100"
    strokes(ENTER, "Cake", ENTER, "4.5", ENTER, ENTER)
    assert page.receipt.number.value() == "R-0101"


def test_goods_brought_back_do_not_set_the_receipt_numbers_back(
    qtbot: QtBot, context: Context, book: Book
) -> None:
    old = add_sale(book, None, A_DAY, 500, receipt="R-0001")
    add_sale(book, None, A_DAY, 500, receipt="R-0099")
    [line] = book.purchase_lines.of(old.id)
    with book.edit("Took goods back"):
        book.purchases.return_goods(old.id, {line.id: 1000}, A_DAY)
    assert opened(qtbot, context).receipt.number.value() == "R-0100"


def test_a_half_typed_sale_is_there_again_after_a_crash(
    qtbot: QtBot, context: Context, book: Book, tea: Product
) -> None:
    add_customer(book, "Anna Smith")
    opened(qtbot, context)
    strokes("sm", ENTER, "2x lo", ENTER, ENTER, "Cup", ENTER, "7.5")
    again = CounterPage(context)
    qtbot.addWidget(again)
    assert again.who.shown_name() == "Anna Smith"
    assert [line.amount_cents for line in again.lines.lines()] == [2900]
    assert again.lines.entry.amount.line.text() == "7.5"
    again.save_now()
    [sale] = book.purchases.on_day(A_DAY)
    assert sale.amount_cents == 3650
    assert context.drafts.take("counter") is None


def test_cleared_by_mistake_the_sale_can_be_brought_back(qtbot: QtBot, context: Context, book: Book) -> None:
    page = opened(qtbot, context)
    strokes(ENTER, "Cake", ENTER, "4.5", ENTER)
    page.clear()
    assert page.lines.lines() == []
    page.status.press()
    assert [line.text for line in page.lines.lines()] == ["Cake"]


def test_an_open_complaint_is_seen_as_soon_as_the_customer_is_named(
    qtbot: QtBot, context: Context, book: Book
) -> None:
    anna = add_customer(book, "Anna Smith")
    with book.edit("Recorded a complaint"):
        book.complaints.insert(
            Complaint(customer_id=anna, said_on=A_DAY - timedelta(2), words="The pot leaks.")
        )
    page = opened(qtbot, context)
    strokes("sm", ENTER)
    assert "Open complaint, 2 days ago: The pot leaks." in page.about.words()
    assert "No phone number is known: ask for one." in page.about.words()


def test_a_sale_for_yesterday_is_dated_yesterday_and_has_no_hour(
    qtbot: QtBot, context: Context, book: Book
) -> None:
    page = opened(qtbot, context)
    page.receipt.day.line.setText("yesterday")
    strokes(ENTER, "Cake", ENTER, "4.5", ENTER, ENTER)
    [sale] = book.purchases.on_day(A_DAY - timedelta(1))
    assert sale.bought_at is None


def test_the_days_sales_are_listed_and_one_is_deleted_by_a_key(
    qtbot: QtBot, context: Context, book: Book
) -> None:
    anna = add_customer(book, "Anna Smith")
    page = opened(qtbot, context)
    add_sale(book, anna, A_DAY, 1200, text="Kettle")
    [row] = page.sold.table.rows()
    assert (row.customer, row.what) == ("Anna Smith", "Kettle")
    page.sold.table.select_first()
    QTest.keyClick(page.sold.table, Qt.Key.Key_Delete)
    assert page.sold.table.rows() == []
    book.undo()
    assert len(page.sold.table.rows()) == 1


def test_the_sales_of_the_day_are_asked_for_in_few_questions_however_many_they_are(
    qtbot: QtBot, context: Context, book: Book
) -> None:
    page = opened(qtbot, context)
    for number in range(20):
        add_sale(book, add_customer(book, f"Customer {number}"), A_DAY, 100)
    asked: list[str] = []
    book.store._db.set_trace_callback(asked.append)
    page.refresh()
    book.store._db.set_trace_callback(None)
    assert len(page.sold.table.rows()) == 20
    assert len(asked) < 20


def test_a_refusal_by_the_book_keeps_all_that_was_typed(qtbot: QtBot, context: Context, book: Book) -> None:
    page = opened(qtbot, context)
    book.store.close_to_writing("The stick was pulled out.")
    strokes(ENTER, "Cake", ENTER, "4.5", ENTER, ENTER)
    assert page.status.text() == "Not saved. The stick was pulled out."
    book.store.close_to_writing("")
    assert [line.text for line in page.lines.lines()] == ["Cake"]
    page.save_now()
    assert book.purchases.count() == 1


def test_forty_thousand_pasted_characters_are_told_and_not_cut(
    qtbot: QtBot, context: Context, book: Book
) -> None:
    page = opened(qtbot, context)
    strokes("Nora", ENTER)
    page.who.name.line.setText("x" * 40_000)
    page.lines.entry.product.setFocus()
    strokes("Cup", ENTER, "7.50", ENTER, ENTER)
    assert book.purchases.count() == 0
    assert "39,000 characters too long" in page.status.text()
    assert len(page.who.name.value()) == 40_000


def test_chinese_is_typed_and_found(qtbot: QtBot, context: Context, book: Book, tea: Product) -> None:
    ming = add_customer(book, "王小明", "138 0013 8000")
    opened(qtbot, context)
    strokes("小明", ENTER, "lo", ENTER, ENTER, ENTER)
    assert len(book.purchases.of_customer(ming)) == 1


def test_escape_goes_back_step_by_step(qtbot: QtBot, context: Context, book: Book) -> None:
    page = opened(qtbot, context)
    strokes("Nora", ENTER)
    assert page.who.is_new()
    strokes(Qt.Key.Key_Escape)
    assert not page.who.is_new()
    assert page.who.customer.line.text() == "Nora"
    assert focused() is page.who.customer.line
    page.who.customer.line.clear()
    strokes(ENTER, "Cup", ENTER, "7")
    strokes(Qt.Key.Key_Escape)
    assert page.lines.entry.is_blank()
    assert focused() is page.lines.entry.product.line
    strokes(Qt.Key.Key_Escape)
    assert focused() is page.who.customer.line


def test_a_new_customer_with_a_known_phone_is_told_and_not_held_up(
    qtbot: QtBot, context: Context, book: Book
) -> None:
    add_customer(book, "Anna Smith", "020 7946 0018")
    page = opened(qtbot, context)
    strokes("Tom Smith", ENTER, "02079460018")
    assert page.who.said().startswith("Anna Smith is in the book")
    strokes(ENTER, "Cup", ENTER, "7", ENTER, ENTER)
    assert book.customers.count() == 2
    assert book.purchases.count() == 1


def test_a_sale_begun_for_somebody_keeps_what_was_typed_for_another(
    qtbot: QtBot, context: Context, book: Book
) -> None:
    anna, tom = add_customer(book, "Anna Smith"), add_customer(book, "Tom Brown")
    page = opened(qtbot, context)
    page.begin_sale(anna)
    strokes("Cup", ENTER, "7", ENTER)
    page.begin_sale(tom)
    assert page.lines.lines() == []
    assert page.who.customer_id() == tom
    page.status.press()
    assert page.who.customer_id() == anna
    assert [line.text for line in page.lines.lines()] == ["Cup"]


def test_open_overnight_the_sale_is_dated_with_the_new_day(
    qtbot: QtBot, context: Context, book: Book
) -> None:
    days = [A_DAY]
    page = opened(qtbot, dataclasses.replace(context, today=lambda: days[-1]))
    days.append(A_DAY + timedelta(1))
    page.refresh()
    strokes(ENTER, "Cake", ENTER, "4.5", ENTER, ENTER)
    assert len(book.purchases.on_day(A_DAY + timedelta(1))) == 1


def test_f2_without_a_customer_leaves_the_half_typed_sale_alone(
    qtbot: QtBot, context: Context, book: Book
) -> None:
    add_customer(book, "Anna Smith")
    page = opened(qtbot, context)
    strokes("sm", ENTER, "Cup", ENTER, "7")
    page.begin_sale(None)
    assert page.who.shown_name() == "Anna Smith"
    assert page.lines.entry.amount.line.text() == "7.00"


def test_whoever_works_at_this_pc_serves(qtbot: QtBot, context: Context, book: Book) -> None:
    with book.edit("Added"):
        mei = book.staff.insert(StaffMember(name="Mei"))
    page = opened(qtbot, context)
    book.store.who = "Mei"
    page.refresh()
    strokes(ENTER, "Cake", ENTER, "4.5", ENTER, ENTER)
    assert [sale.staff_id for sale in book.purchases.on_day(A_DAY)] == [mei.id]


def test_a_customer_deleted_meanwhile_is_told_and_the_lines_stay(
    qtbot: QtBot, context: Context, book: Book
) -> None:
    anna = add_customer(book, "Anna Smith")
    page = opened(qtbot, context)
    strokes("sm", ENTER, "Cup", ENTER, "7", ENTER)
    with book.edit("Deleted"):
        book.customers.delete(anna)
    assert page.status.text().startswith("This customer was just deleted")
    page.save_now()
    assert [sale.customer_id for sale in book.purchases.on_day(A_DAY)] == [None]


def test_a_sale_taken_back_no_longer_stands_there_as_saved(
    qtbot: QtBot, context: Context, book: Book
) -> None:
    page = opened(qtbot, context)
    strokes(ENTER, "cup", ENTER, "5", ENTER, ENTER)
    assert page.status.text().startswith("Saved")
    book.undo()
    assert page.status.text() == ""


def test_a_refund_is_told_as_money_given_and_counts_as_no_sale(
    qtbot: QtBot, context: Context, book: Book
) -> None:
    page = opened(qtbot, context)
    told: list[str] = []
    context.signals.changed.connect(lambda change: told.append(change.sentence))
    strokes(ENTER, "cup", ENTER, "-5", ENTER, ENTER)
    assert page.status.text().endswith("Walk-in · Back to the customer: €5.00")
    assert told == ["Refunded Walk-in: €5.00"]
    assert page.sold.accessibleName() == "Sold today: 0 sales, -€5.00"


def test_columns_that_nobody_fills_leave_room_for_what_was_sold(
    qtbot: QtBot, context: Context, book: Book
) -> None:
    page = opened(qtbot, context)
    strokes(ENTER, "cup", ENTER, "5", ENTER, ENTER)
    assert shown_heads(page) == ["Time", "Customer", "What", "Amount"]
    page.receipt.number.set_value("R-1")
    strokes(ENTER, "cup", ENTER, "5", ENTER, ENTER)
    assert shown_heads(page) == ["Time", "Customer", "What", "Receipt", "Amount"]


def shown_heads(page: CounterPage) -> list[str]:
    table = page.sold.table
    model = table.model()
    return [
        model.headerData(number, Qt.Orientation.Horizontal)
        for number in range(model.columnCount())
        if not table.isColumnHidden(number)
    ]


def test_what_was_typed_before_a_crash_is_not_covered_by_suggestions(
    qtbot: QtBot, context: Context, book: Book, tea: Product
) -> None:
    page = opened(qtbot, context)
    strokes(ENTER, "half a sentence")
    context.drafts.flush()
    page.hide()
    again = opened_again(qtbot, context)
    assert again.lines.entry.product.text() == "half a sentence"
    qtbot.wait(100)
    assert not again.lines.entry.product.is_open()


def opened_again(qtbot: QtBot, context: Context) -> CounterPage:
    page = CounterPage(context)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitExposed(page)
    page.activateWindow()
    page.focus_first()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is page.lines.entry.product.line)
    return page


def test_back_at_the_customer_another_name_takes_the_place_of_the_first(
    qtbot: QtBot, context: Context, book: Book
) -> None:
    add_customer(book, "Anna Smith")
    tom = add_customer(book, "Tom Jones")
    page = opened(qtbot, context)
    strokes("sm", ENTER, Qt.Key.Key_Escape, "jo", ENTER)
    assert page.who.customer_id() == tom
