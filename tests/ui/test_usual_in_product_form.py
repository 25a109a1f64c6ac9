"""The form of a product says after how long customers buy it again, where the owner has not said so yet."""

from datetime import timedelta

from pytestqt.qtbot import QtBot

from model.book import Book
from tests.makers import A_DAY, add_customer
from tests.model.planning.goods import add_product, sell
from ui.context import Context
from ui.forms.product_form import ProductForm
from ui.widgets.label import PlainLabel


def opened(qtbot: QtBot, context: Context, product_id: int) -> ProductForm:
    form = ProductForm(context, context.book.products.get(product_id))
    qtbot.addWidget(form)
    form.show()
    qtbot.waitUntil(lambda: not context.tasks.running)
    return form


def bought_again(book: Book, product_id: int, people: int, every: int) -> None:
    for n in range(people):
        customer_id = add_customer(book, f"Buyer {n}")
        for ago in (400, 400 - every, 400 - 2 * every):
            sell(book, customer_id, A_DAY - timedelta(days=ago), (product_id, "Beans", 1000))


def said(form: ProductForm) -> list[str]:
    return [label.text() for label in form.findChildren(PlainLabel) if "buy it again" in label.text()]


def test_what_is_usual_stands_below_the_days(qtbot: QtBot, context: Context, book: Book) -> None:
    beans = add_product(book, "Beans")
    bought_again(book, beans, 6, every=45)
    form = opened(qtbot, context, beans)
    assert said(form) == ["Those who buy it again usually do so after 45 days (6 customers)."]


def test_nothing_is_said_of_what_the_owner_knows_or_nobody_does(
    qtbot: QtBot, context: Context, book: Book
) -> None:
    known, rare = add_product(book, "Lenses", repurchase_days=30), add_product(book, "Cup")
    bought_again(book, known, 6, every=45)
    for product_id in (known, rare):
        assert said(opened(qtbot, context, product_id)) == []
