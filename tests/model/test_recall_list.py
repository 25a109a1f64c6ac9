"""A recall finds everybody who bought it, says who cannot be found, and asks for nothing it need not know."""

from datetime import date

import pytest

from model.book import Book
from model.errors import FieldError
from model.products import Product
from model.purchases import Purchase, PurchaseLine
from model.recall_list import Recall, Recalled, recalled
from tests.makers import add_customer, add_sale

DAY = date(2026, 3, 2)


@pytest.fixture
def kettle(book: Book) -> int:
    with book.edit("Added products"):
        book.products.insert(Product(name="Kettle deluxe", code="K-2", category="Kettles"))
        book.products.insert(Product(name="Green tea", code="T-1", category="Tea"))
        return book.products.insert(Product(name="Kettle", code="K-1", category="Kettles")).id


def sell(
    book: Book,
    customer_id: int | None,
    product_id: int | None,
    on: date = DAY,
    batch: str = "",
    text: str = "Kettle",
) -> Purchase:
    with book.edit("Sold"):
        line = PurchaseLine(
            product_id=product_id, text=text, amount_cents=2500, batch=batch, quantity_thousandths=2000
        )
        return book.purchases.save(
            Purchase(customer_id=customer_id, bought_on=on, receipt_number="R7"), [line]
        )


def names(found: Recalled) -> list[str]:
    return [found.buyers[piece.customer_id].name for piece in found.pieces if piece.customer_id]


def test_whoever_bought_it_between_the_days_is_told_by_name(book: Book, kettle: int) -> None:
    zoe, anna = add_customer(book, "Zoe"), add_customer(book, "Anna", "0123", city="York")
    sell(book, zoe, kettle, date(2026, 3, 1))
    sell(book, anna, kettle, date(2026, 3, 31))
    sell(book, anna, kettle, date(2026, 4, 1))
    add_sale(book, anna, DAY, text="Tea")
    found = recalled(book.store, Recall("kettle", first=date(2026, 3, 1), last=date(2026, 3, 31)))
    assert names(found) == ["Anna", "Zoe"]
    assert (found.buyers[anna].phones, found.buyers[anna].address) == (("0123",), "York")
    assert found.products == ("Kettle",)
    assert found.pieces[0].thousandths == 2000
    assert found.pieces[0].receipt_number == "R7"


@pytest.mark.parametrize("what", ["Kettle", "K-1", "k-1", " KETTLE "])
def test_a_name_or_a_code_means_that_product_and_no_other(book: Book, kettle: int, what: str) -> None:
    assert recalled(book.store, Recall(what)).products == ("Kettle",)


def test_a_category_means_all_its_products_and_words_all_that_have_them(book: Book, kettle: int) -> None:
    assert recalled(book.store, Recall("kettles")).products == ("Kettle", "Kettle deluxe")
    assert recalled(book.store, Recall("deluxe")).products == ("Kettle deluxe",)


def test_what_was_sold_in_words_of_its_own_is_found_by_words(book: Book, kettle: int) -> None:
    sell(book, add_customer(book, "Anna"), None, text="Old KETTLE, second hand")
    assert names(recalled(book.store, Recall("Kettle"))) == ["Anna"]
    assert names(recalled(book.store, Recall("K-1"))) == [], "a code is exact"


def test_a_batch_is_found_by_a_part_of_it_whatever_the_product(book: Book, kettle: int) -> None:
    anna, bert = add_customer(book, "Anna"), add_customer(book, "Bert")
    sell(book, anna, kettle, batch="LOT 2026_17")
    sell(book, bert, None, batch="LOT 2026-18", text="Mug")
    assert names(recalled(book.store, Recall(batch="2026_17"))) == ["Anna"], "_ is a sign like others"
    assert names(recalled(book.store, Recall(batch="lot 2026"))) == ["Anna", "Bert"]
    assert names(recalled(book.store, Recall("Kettle", batch="lot"))) == ["Anna"]


def test_sales_without_a_name_are_counted_and_not_forgotten(book: Book, kettle: int) -> None:
    sell(book, None, kettle)
    sell(book, None, kettle)
    found = recalled(book.store, Recall("Kettle"))
    assert (len(found.pieces), len(found.unnamed)) == (0, 2)


def test_what_came_back_already_is_said(book: Book, kettle: int) -> None:
    sale = sell(book, add_customer(book, "Anna"), kettle)
    (line,) = book.purchase_lines.of(sale.id)
    with book.edit("Brought back"):
        book.purchases.return_goods(sale.id, {line.id: 500}, date(2026, 3, 5))
    (piece,) = recalled(book.store, Recall("Kettle")).pieces
    assert piece.returned_thousandths == 500


def test_in_a_recall_nobody_is_left_out(book: Book, kettle: int) -> None:
    sell(book, add_customer(book, "Left alone", do_not_contact=True), kettle)
    sell(book, add_customer(book, "Put away", archived=True), kettle)
    found = recalled(book.store, Recall("Kettle"))
    assert names(found) == ["Left alone", "Put away"]
    assert [one.do_not_contact for one in found.buyers.values()].count(True) == 1


@pytest.mark.parametrize("recall", [Recall(), Recall("  ", " "), Recall("Nothing of the kind")])
def test_without_a_word_of_what_is_meant_it_asks(book: Book, kettle: int, recall: Recall) -> None:
    with pytest.raises(FieldError):
        recalled(book.store, recall)


@pytest.mark.parametrize("typed", ["LOT 7", "lot7", "ＬＯＴ７", "L ot 7", "t7"])
def test_a_batch_is_found_however_it_was_typed(book: Book, kettle: int, typed: str) -> None:
    for name, batch in (("Anna", "Lot 7"), ("Bert", "ｌｏｔ7"), ("Cleo", "LOT 8"), ("Dora", "")):
        sell(book, add_customer(book, name), kettle, batch=batch)
    assert names(recalled(book.store, Recall(batch=typed))) == ["Anna", "Bert"]
