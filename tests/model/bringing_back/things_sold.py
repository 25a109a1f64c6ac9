"""Goods and sales for tests of what brings people back, in one line each."""

from datetime import date, timedelta

from model.book import Book
from model.customers import Customer, CustomerCard
from model.products import Product
from model.purchases import Purchase, PurchaseLine

FIRST = date(2024, 1, 1)


def day(number: int) -> date:
    """So many days after the first of them."""
    return FIRST + timedelta(days=number)


def a_product(book: Book, name: str, category: str = "", sub_category: str = "") -> int:
    """A stored product; its id."""
    with book.edit("Added a product"):
        return book.products.insert(Product(name=name, category=category, sub_category=sub_category)).id


def sell(
    book: Book,
    customer_id: int | None,
    on: int,
    *product_ids: int | None,
    cents: int = 1000,
    cost: int | None = 600,
) -> Purchase:
    """A sale on that day with a line for each product; one of none if there is none."""
    with book.edit("Recorded a sale"):
        return book.purchases.save(
            Purchase(customer_id=customer_id, bought_on=day(on)),
            [
                PurchaseLine(product_id=one, text="Thing", amount_cents=cents, cost_cents=cost)
                for one in product_ids or (None,)
            ],
        )


def bring_back(book: Book, sale: Purchase, on: int, *, line: int = 0, thousandths: int = 1000) -> None:
    """Goods of one line of a sale come back on that day."""
    with book.edit("Took goods back"):
        lines = book.purchase_lines.of(sale.id)
        book.purchases.return_goods(sale.id, {lines[line].id: thousandths}, day(on))


def customers_who(
    book: Book, how_many: int, *visits: tuple[int, int | None], name: str = "Customer"
) -> list[int]:
    """So many customers who each bought on these days, given as (day, product)."""
    with book.edit("Recorded sales"):
        ids = [
            book.customers.save(CustomerCard(Customer(name=f"{name} {number}"))).customer.id
            for number in range(how_many)
        ]
        for customer_id in ids:
            for on, product_id in visits:
                book.purchases.save(
                    Purchase(customer_id=customer_id, bought_on=day(on)),
                    [PurchaseLine(product_id=product_id, text="Thing", amount_cents=1000, cost_cents=600)],
                )
    return ids
