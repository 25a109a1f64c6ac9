"""What only the moment at the counter is right for: to confirm a phone, to hand over, to use a free service."""

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from model.book import Book
from model.product_services import ProductService
from model.products import Product
from model.purchases import Purchase, PurchaseLine
from model.visit_rules import Unit
from model.wishes import Wish
from tests.makers import A_DAY, add_customer
from ui.context import Context
from ui.counter.page import CounterPage
from ui.forms.customer_form import CustomerForm


@pytest.fixture
def counter(qtbot: QtBot, context: Context) -> CounterPage:
    page = CounterPage(context)
    qtbot.addWidget(page)
    page.resize(1060, 780)
    page.show()
    qtbot.waitExposed(page)
    return page


def press(qtbot: QtBot, page: CounterPage, words: str) -> None:
    """Press the button of these words beside the customer, and wait until the panel says something else."""
    before = page.about.words()
    buttons = [one for one in page.about.findChildren(QPushButton) if one.text() == words]
    qtbot.waitUntil(lambda: any(one.isVisible() for one in buttons))
    button = next(one for one in buttons if one.isVisible())
    button.click()
    qtbot.waitUntil(lambda: page.about.words() != before)


def test_a_phone_to_confirm_is_asked_for_until_somebody_confirms_it(
    qtbot: QtBot, book: Book, counter: CounterPage
) -> None:
    anna = add_customer(book, "Anna", "07700 900100", confirm_details=True)
    counter.begin_sale(anna)
    assert counter.about.words()[0] == "Please confirm phone and address: we could not reach them."
    press(qtbot, counter, "Confirmed")
    assert not book.customers.get(anna).confirm_details
    assert not any("confirm" in words for words in counter.about.words())
    book.undo()
    assert book.customers.get(anna).confirm_details


def test_a_phone_that_was_wrong_is_changed_in_the_form_and_counts_as_confirmed(
    qtbot: QtBot, book: Book, counter: CounterPage
) -> None:
    anna = add_customer(book, "Anna", "07700 900100", confirm_details=True)
    counter.begin_sale(anna)
    next(one for one in counter.about.findChildren(QPushButton) if one.text() == "Change").click()
    qtbot.waitUntil(lambda: bool(counter.findChildren(CustomerForm)))
    (form,) = counter.findChildren(CustomerForm)
    form.phones.numbers()[0].set_value("07700 900199")
    form.save.click()
    assert book.customers.card(anna).phones[0].number == "07700 900199"
    assert not book.customers.get(anna).confirm_details


def test_what_they_waited_for_is_handed_over(qtbot: QtBot, book: Book, counter: CounterPage) -> None:
    anna = add_customer(book, "Anna", "07700 900100")
    with book.edit("Wished"):
        book.wishes.insert(Wish(customer_id=anna, words="Boots, 38", wished_on=A_DAY, arrived_on=A_DAY))
        book.wishes.insert(Wish(customer_id=anna, words="Boots, 39", wished_on=A_DAY))
    counter.begin_sale(anna)
    assert counter.about.words()[0] == "It is in: Boots, 38"
    press(qtbot, counter, "They have it now")
    assert [wish.closed_on for wish in book.wishes.of_customer(anna)] == [None, A_DAY]
    assert not any("It is in" in words for words in counter.about.words())


def test_a_free_service_is_used_in_one_step(qtbot: QtBot, book: Book, counter: CounterPage) -> None:
    anna = add_customer(book, "Anna", "07700 900100")
    with book.edit("Sold a bicycle"):
        bicycle = book.products.insert(Product(name="Bicycle"))
        service = book.product_services.insert(
            ProductService(
                product_id=bicycle.id, name="check", unit=Unit.MONTHS, first_after=1, again_after=6, times=3
            )
        )
        book.purchases.save(
            Purchase(customer_id=anna, bought_on=A_DAY - timedelta(days=35)),
            [PurchaseLine(product_id=bicycle.id, text="Bicycle", amount_cents=50_000)],
        )
    counter.begin_sale(anna)
    greeting, free, *_rest = counter.about.words()
    assert greeting.startswith("New customer: ")
    assert free == "Free check for Bicycle, due 7 days ago"
    press(qtbot, counter, "Used today")
    (used,) = book.service_uses.of_customer(anna)
    assert (used.product_service_id, used.nth, used.used_on) == (service.id, 1, A_DAY)
    assert not any("Free" in words for words in counter.about.words()), "the next is due in months"


def test_a_birthday_today_is_said(book: Book, counter: CounterPage) -> None:
    anna = add_customer(book, "Anna", "07700 900100", birth_month=A_DAY.month, birth_day=A_DAY.day)
    counter.begin_sale(anna)
    assert "It is their birthday today." in counter.about.words()
