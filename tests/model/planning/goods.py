"""Goods for tests of the rules: sold, with or without a product, and brought back."""

from datetime import date

from model.book import Book
from model.products import Product
from model.purchases import Purchase, PurchaseLine


def add_product(book: Book, name: str, category: str = "", sub_category: str = "", **fields: int) -> int:
    with book.edit("Added product"):
        product = Product(name=name, category=category, sub_category=sub_category, **fields)  # type: ignore[arg-type]
        return book.products.insert(product).id


def sell(book: Book, customer_id: int, on: date, *lines: tuple[int | None, str, int]) -> Purchase:
    """A sale of one receipt; each line is product, words and cents, two pieces of it."""
    with book.edit("Recorded a sale"):
        return book.purchases.save(
            Purchase(customer_id=customer_id, bought_on=on),
            [
                PurchaseLine(product_id=product_id, text=text, amount_cents=cents, quantity_thousandths=2000)
                for product_id, text, cents in lines
            ],
        )


def bring_back(book: Book, sale: Purchase, on: date, **pieces: int) -> None:
    """``Tea=2`` brings back two pieces of the line that says so."""
    with book.edit("Took goods back"):
        lines = {
            line.id: pieces[line.text] * 1000
            for line in book.purchase_lines.of(sale.id)
            if line.text in pieces
        }
        book.purchases.return_goods(sale.id, lines, on)
