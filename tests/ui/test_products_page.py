"""The products: found by any word, one code for one thing, nothing deleted that cannot come back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from model.book import Book
from model.products import Product
from model.purchases import Purchase, PurchaseLine
from tests.makers import A_DAY
from ui.context import Context
from ui.forms.product_form import ProductForm
from ui.products.page import ProductsPage


def add(book: Book, name: str, **fields: object) -> Product:
    with book.edit("Added product"):
        return book.products.insert(Product(name=name, **fields))  # type: ignore[arg-type]


def opened(qtbot: QtBot, context: Context) -> ProductsPage:
    page = ProductsPage(context)
    qtbot.addWidget(page)
    page.resize(1060, 600)
    page.show()
    qtbot.waitExposed(page)
    page.activateWindow()
    page.refresh()
    page.focus_first()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is page.search)
    return page


def names(page: ProductsPage) -> list[str]:
    return [product.name for product in page.table.rows()]


def form(qtbot: QtBot, context: Context, product: Product | None = None) -> ProductForm:
    made = ProductForm(context, product)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("tea", ["Earl Grey", "Longjing tea"]),
        ("t1", ["Longjing tea"]),
        ("grey earl", ["Earl Grey"]),
        ("ＴＥＡ", ["Earl Grey", "Longjing tea"]),
        ("%", []),
    ],
)
def test_any_word_of_name_code_or_category_finds_it(
    qtbot: QtBot, context: Context, book: Book, text: str, found: list[str]
) -> None:
    add(book, "Longjing tea", code="T1", category="Green")
    add(book, "Earl Grey", code="T2", category="Tea")
    add(book, "Cup")
    page = opened(qtbot, context)
    page.search.setText(text)
    page.refresh()
    assert names(page) == found


def test_a_product_is_added_by_keyboard(qtbot: QtBot, context: Context, book: Book) -> None:
    made = form(qtbot, context)
    QTest.keyClicks(made.name.line, "Longjing tea")
    QTest.keyClicks(made.price.line, "14.5")
    QTest.keyClicks(made.cost.line, "8")
    QTest.keyClicks(made.repurchase.line, "6 weeks")
    QTest.keyClicks(made.warranty.line, "2 years")
    with qtbot.waitSignal(made.saved):
        QTest.keyClick(made.warranty.line, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    [product] = book.products.all()
    assert (product.name, product.price_cents, product.cost_cents) == ("Longjing tea", 1450, 800)
    assert (product.repurchase_days, product.warranty_days) == (42, 730)


def test_all_fields_survive_the_form_untouched(qtbot: QtBot, context: Context, book: Book) -> None:
    product = add(
        book,
        "Glass pot",
        code="P1",
        category="Pots",
        sub_category="Glass",
        price_cents=3900,
        cost_cents=2000,
        repurchase_days=400,
        warranty_days=730,
        note="Careful.",
        archived=True,
    )
    assert form(qtbot, context, product).save_now()
    assert book.products.get(product.id) == product


def test_a_code_names_one_product_only(qtbot: QtBot, context: Context, book: Book) -> None:
    add(book, "Longjing tea", code="T1")
    made = form(qtbot, context)
    made.name.set_value("Earl Grey")
    made.code.set_value("t1")
    assert not made.save_now()
    assert made.code.shown_problem() == "Longjing tea has this code already."


def test_deleted_it_leaves_the_words_of_what_was_sold_and_undo_brings_it_back(
    qtbot: QtBot, context: Context, book: Book
) -> None:
    tea = add(book, "Longjing tea")
    add(book, "Cup")
    with book.edit("Sold"):
        sale = book.purchases.save(
            Purchase(bought_on=A_DAY), [PurchaseLine(product_id=tea.id, text=tea.name, amount_cents=100)]
        )
    page = opened(qtbot, context)
    page.table.select_id(1)
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_Delete)
    assert names(page) == ["Cup"]
    [line] = book.purchase_lines.of(sale.id)
    assert (line.text, line.product_id) == ("Longjing tea", None)
    book.undo()
    assert names(page) == ["Cup", "Longjing tea"]
    assert book.purchase_lines.of(sale.id)[0].product_id == tea.id


def test_what_is_no_longer_sold_is_out_of_the_way(qtbot: QtBot, context: Context, book: Book) -> None:
    add(book, "Cup")
    add(book, "Old cup", archived=True)
    page = opened(qtbot, context)
    assert names(page) == ["Cup"]
    page.archived.click()
    assert names(page) == ["Cup", "Old cup"]
    assert [product.name for product in book.products.matching("cup")] == ["Cup"]


def test_prices_sort_as_numbers_and_the_order_stays_after_a_change(
    qtbot: QtBot, context: Context, book: Book
) -> None:
    for name, cents in (("A", 900), ("B", 10_000), ("C", None)):
        add(book, name, price_cents=cents)
    page = opened(qtbot, context)
    page.table.sorted.emit("price", True)
    assert names(page) == ["B", "A", "C"]
    add(book, "D", price_cents=5000)
    assert names(page) == ["B", "D", "A", "C"]


def test_the_categories_in_use_are_offered(qtbot: QtBot, context: Context, book: Book) -> None:
    add(book, "Cup", category="Pots", sub_category="Small")
    add(book, "Tea", category="Teas")
    made = form(qtbot, context)
    made.activateWindow()
    made.category.line.setFocus()
    qtbot.waitUntil(made.category.line.hasFocus)
    QTest.keyClicks(made.category.line, "po")
    QTest.keyClick(made.category.line, Qt.Key.Key_Return)
    assert made.category.text() == "Pots"


def test_the_margin_is_said_and_a_loss_is_told(qtbot: QtBot, context: Context, book: Book) -> None:
    made = form(qtbot, context, add(book, "Tea", price_cents=1000, cost_cents=600))
    assert made.margin() == "Profit €4.00, 40% of the price"
    made.cost.line.clear()
    QTest.keyClicks(made.cost.line, "12")
    assert made.margin() == "Each one sold loses €2.00."


def test_a_narrow_window_leaves_out_columns_and_never_the_name(
    qtbot: QtBot, context: Context, book: Book
) -> None:
    page = opened(qtbot, context)
    page.resize(1400, 600)
    assert not any(page.table.isColumnHidden(number) for number in range(8))
    page.resize(700, 600)
    hidden = [page.table.isColumnHidden(number) for number in range(8)]
    assert hidden == [False, False, False, True, False, True, True, True]
    assert page.table.columnWidth(1) >= 200
