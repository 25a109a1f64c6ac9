"""What customers wait for is written down quickly and told when it is in; free services come with a product."""

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from model.book import Book
from model.product_services import ProductService
from model.products import Product
from model.purchases import Purchase, PurchaseLine
from model.visit_rules import Unit
from model.wishes import Wish
from tests.makers import A_DAY, add_customer
from ui.context import Context
from ui.customers.card_view import CardView
from ui.forms.arrived_form import ArrivedForm
from ui.forms.product_form import ProductForm
from ui.forms.wish_form import WishForm
from ui.main_window import MainWindow
from ui.products.page import ProductsPage


def add_product(book: Book, name: str = "Boots") -> Product:
    with book.edit("Added product"):
        return book.products.insert(Product(name=name))


def add_wish(book: Book, customer_id: int, **fields: object) -> Wish:
    with book.edit("Wished"):
        return book.wishes.insert(Wish(customer_id=customer_id, wished_on=A_DAY, **fields))  # type: ignore[arg-type]


def shown(qtbot: QtBot, form: WishForm | ArrivedForm | ProductForm) -> None:
    qtbot.addWidget(form)
    form.show()
    qtbot.waitExposed(form)


def test_a_wish_in_their_own_words_is_written_down(qtbot: QtBot, context: Context, book: Book) -> None:
    anna = add_customer(book, "Anna")
    form = WishForm(context, anna)
    shown(qtbot, form)
    QTest.keyClicks(form.wanted.line, "Boots")
    form.detail.set_value("size 38")
    form.until.set_value(A_DAY + timedelta(days=30))
    assert form.save_now()
    (wish,) = book.wishes.of_customer(anna)
    assert (wish.product_id, wish.words, wish.wished_on) == (None, "Boots, size 38", A_DAY)
    assert wish.until == A_DAY + timedelta(days=30)
    assert (
        book.store.value("SELECT about FROM edit ORDER BY number DESC LIMIT 1").count("Boots, size 38") == 1
    )


def test_a_wish_for_a_product_is_changed_and_deleted(qtbot: QtBot, context: Context, book: Book) -> None:
    anna, boots = add_customer(book, "Anna"), add_product(book)
    wish = add_wish(book, anna, product_id=boots.id, words="38")
    form = WishForm(context, wish=wish)
    shown(qtbot, form)
    assert (form.wanted.text(), form.detail.value()) == ("Boots", "38")
    form.detail.set_value("39")
    form.arrived_on.set_value(A_DAY)
    assert form.save_now()
    changed = book.wishes.get(wish.id)
    assert (changed.product_id, changed.words, changed.arrived_on) == (boots.id, "39", A_DAY)
    form = WishForm(context, wish=changed)
    shown(qtbot, form)
    next(one for one in form.findChildren(QPushButton) if one.text() == "Delete").click()
    assert book.wishes.count() == 0
    book.undo()
    assert book.wishes.count() == 1


def test_f4_writes_down_a_wish_of_the_customer_in_sight(qtbot: QtBot, window: MainWindow, book: Book) -> None:
    anna = add_customer(book, "Anna")
    window.ways.start_sale(anna)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, Qt.Key.Key_F4)
    qtbot.waitUntil(lambda: bool(window.findChildren(WishForm)))
    (form,) = window.findChildren(WishForm)
    assert form.customer.value() == anna
    form.give_up()


def test_what_is_in_tells_how_many_will_be_called_and_is_one_act(
    qtbot: QtBot, context: Context, book: Book
) -> None:
    anna, bo, cy = (add_customer(book, name) for name in ("Anna", "Bo", "Cy"))
    boots = add_product(book)
    mine = [add_wish(book, one, product_id=boots.id, words="38") for one in (anna, bo)]
    late = add_wish(book, cy, product_id=boots.id, until=A_DAY - timedelta(days=1))
    said = add_wish(book, anna, words="winter boots")
    page = ProductsPage(context)
    qtbot.addWidget(page)
    page.show()
    page.refresh()
    assert [button.text() for button in page.findChildren(QPushButton) if "wish" in button.text()] == [
        "3 wishes wait…"
    ]
    form = ArrivedForm(context, boots)
    shown(qtbot, form)
    assert form.chosen() == mine
    form.boxes[-1][0].click()
    assert form.chosen() == [*mine, said]
    with qtbot.waitSignal(form.said) as told:
        form.save.click()
    assert told.args == ["Boots is in. 2 people will be called."]
    assert {wish.id for wish in book.wishes.all("arrived_on IS NOT NULL")} == {
        *(one.id for one in mine),
        said.id,
    }
    assert book.wishes.get(late.id).arrived_on is None
    book.undo()
    assert not book.wishes.all("arrived_on IS NOT NULL")


def test_nothing_ticked_is_refused(qtbot: QtBot, context: Context, book: Book) -> None:
    add_wish(book, add_customer(book, "Anna"), words="winter boots")
    form = ArrivedForm(context, add_product(book))
    shown(qtbot, form)
    form.save.click()
    assert form.isVisible()
    assert not book.wishes.all("arrived_on IS NOT NULL")


def test_free_services_of_a_product_are_typed_and_read_aloud(
    qtbot: QtBot, context: Context, book: Book
) -> None:
    bicycle = add_product(book, "Bicycle")
    form = ProductForm(context, bicycle)
    shown(qtbot, form)
    next(one for one in form.findChildren(QPushButton) if one.text() == "Another free service").click()
    (row,) = form.services.rows()
    QTest.keyClicks(row.name.line, "oil change")
    assert not form.save_now(), "when it is due is not said yet"
    QTest.keyClicks(row.first_after.line, "1")
    QTest.keyClicks(row.again_after.line, "6")
    row.times.line.selectAll()
    QTest.keyClicks(row.times.line, "4")
    assert row.sentence.text() == "after 1 month, then every 6 months, 4 times in all"
    assert form.save_now()
    (service,) = book.product_services.of_product(bicycle.id)
    assert (service.name, service.unit, service.first_after, service.again_after, service.times) == (
        "oil change", Unit.MONTHS, 1, 6, 4,
    )  # fmt: skip
    form = ProductForm(context, bicycle)
    shown(qtbot, form)
    row = form.services.rows()[0]
    row.times.set_value(1)
    row.times.edited.emit()
    assert row.sentence.text() == "after 1 month, once"
    assert form.save_now()
    assert book.product_services.get(service.id).again_after is None, "the same one, changed"


def test_services_half_typed_are_brought_back(qtbot: QtBot, context: Context, book: Book) -> None:
    bicycle = add_product(book, "Bicycle")
    form = ProductForm(context, bicycle)
    shown(qtbot, form)
    next(one for one in form.findChildren(QPushButton) if one.text() == "Another free service").click()
    QTest.keyClicks(form.services.rows()[0].name.line, "oil change")
    form.reject()
    again = ProductForm(context, bicycle)
    shown(qtbot, again)
    again.bring_back()
    assert [row.name.value() for row in again.services.rows()] == ["oil change"]


def test_the_card_shows_wishes_services_and_warranties(qtbot: QtBot, context: Context, book: Book) -> None:
    anna = add_customer(book, "Anna")
    with book.edit("Sold"):
        bicycle = book.products.insert(Product(name="Bicycle", warranty_days=730))
        book.product_services.insert(ProductService(product_id=bicycle.id, name="check", first_after=1))
        book.purchases.save(
            Purchase(customer_id=anna, bought_on=A_DAY - timedelta(days=40)),
            [PurchaseLine(product_id=bicycle.id, text="Bicycle", amount_cents=50_000)],
        )
    add_wish(book, anna, words="A bell", arrived_on=A_DAY)
    card = CardView(context)
    qtbot.addWidget(card)
    card.show()
    card.show_customer(anna)
    assert "It is in: A bell" in card.header.words()
    card.tabs.setCurrentWidget(card.details)
    assert card.dues.words() == [
        "A bell · It is in since 12 Mar 2026",
        "check · Bicycle · 1 of 1 · due 28 Feb 2026, 12 days ago",
        "Bicycle: until Mon 31 Jan 2028",
    ]
    next(one for one in card.dues.findChildren(QPushButton) if one.text() == "Used today").click()
    qtbot.waitUntil(lambda: book.service_uses.count() == 1)
