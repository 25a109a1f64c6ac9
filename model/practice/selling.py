"""The counter of the practice shop: what is sold, at which price, and what comes back."""

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from model.book import Book
from model.practice.chance import Bag, Chance
from model.practice.material import Basket, Material
from model.practice.people import Shopper
from model.products import Product
from model.purchases import Purchase, PurchaseLine

_CALLED_PERCENT = {"after_glasses": 65, "after_child": 60, "after_lenses": 10, "firm": 9}
"""New glasses are asked after almost always, lenses sometimes, a screw hardly ever."""
_TRIFLE_CALLED_PERCENT = 4

_RETURNED_PERCENT = 2
_FIRST_WISH_TO_RETURN_DAYS, _LAST_WISH_TO_RETURN_DAYS = 2, 9


@dataclass(frozen=True)
class Sale:
    """What others need to know of a sale: the ``codes`` of its products, the ``occasion`` under which the material
    has its buyer's words about it, and whether the staff will ask."""

    purchase_id: int
    shopper: Shopper | None
    sold_on: date
    amount_cents: int
    codes: tuple[str, ...]
    occasion: str
    worth_a_call: bool


class Counter:
    """Sells and takes back."""

    def __init__(
        self, book: Book, material: Material, chance: Chance, products: dict[str, Product], today: date
    ) -> None:
        self._book = book
        self._chance = chance
        self._products = products
        self._today = today
        self._end_on = material.shop["prices_end_on_cents"]
        self._batches = {written["code"]: written.get("batch", "") for written in material.products}
        self._asked_after: dict[str, str] = material.selling["asked_after"]
        self._notes = Bag(chance, material.selling["notes"])
        self._return_notes = Bag(chance, material.selling["return_notes"])
        self._also_sold = Bag(chance, material.selling["also_sold"])
        first = material.shop["receipts"]
        self._receipt_start = first.rstrip("0123456789")
        self._receipt = int(first[len(self._receipt_start) :])
        self._coming_back: dict[int, date] = {}
        self.sales: list[Sale] = []

    def sell(self, shopper: Shopper | None, basket: Basket, day: date, at: str, staff_id: int) -> Sale:
        """One receipt."""
        chance = self._chance
        purchase = self._book.purchases.insert(
            Purchase(
                customer_id=shopper.customer_id if shopper else None,
                bought_on=day,
                bought_at=at,
                receipt_number=f"{self._receipt_start}{self._receipt}",
                staff_id=staff_id,
                note=self._notes.draw() if shopper and chance.percent(5) else "",
            )
        )
        self._receipt += 1
        discount_percent = self._discount_percent(shopper, basket)
        amount_cents = 0
        for place, line in enumerate(self._lines(basket, day, discount_percent)):
            amount_cents += line.amount_cents
            self._book.purchase_lines.insert(
                dataclasses.replace(line, purchase_id=purchase.id, position=place)
            )
        occasion = self._occasion(shopper, basket)
        sale = Sale(
            purchase_id=purchase.id,
            shopper=shopper,
            sold_on=day,
            amount_cents=amount_cents,
            codes=tuple(code for code, _count in basket),
            occasion=occasion,
            worth_a_call=chance.percent(_CALLED_PERCENT.get(occasion, _TRIFLE_CALLED_PERCENT))
            and not (shopper and shopper.asked_by_hand),
        )
        self.sales.append(sale)
        self._decide_on_return(sale)
        return sale

    def _lines(self, basket: Basket, day: date, discount_percent: int) -> Iterator[PurchaseLine]:
        for code, count in basket:
            product = self._products[code]
            full_cents = self._price_then(product, day) * count
            discount_cents = full_cents * discount_percent // 100
            yield PurchaseLine(
                product_id=product.id,
                text=product.name,
                quantity_thousandths=1000 * count,
                amount_cents=full_cents - discount_cents,
                discount_cents=discount_cents or None,
                cost_cents=None if product.cost_cents is None else product.cost_cents * count,
                batch=self._batch(code, day),
            )
        if self._chance.percent(2):
            amount_cents = self._end_on * self._chance.randint(8, 40)
            yield PurchaseLine(text=self._also_sold.draw(), amount_cents=amount_cents)

    def _occasion(self, shopper: Shopper | None, basket: Basket) -> str:
        if shopper is not None and shopper.is_business:
            return "firm"
        categories = {self._products[code].category for code, _count in basket}
        asked_after = [occasion for category, occasion in self._asked_after.items() if category in categories]
        occasion = asked_after[0] if asked_after else "after_other"
        is_child = shopper is not None and shopper.is_child
        return "after_child" if is_child and occasion == "after_glasses" else occasion

    def _price_then(self, product: Product, day: date) -> int:
        """Prices rose a little every year."""
        years = (self._today - day).days // 365
        price_cents = product.price_cents or 0
        return round(price_cents * (1 - 0.03 * years) / self._end_on) * self._end_on if years else price_cents

    def _discount_percent(self, shopper: Shopper | None, basket: Basket) -> int:
        if shopper is None:
            return 0
        if shopper.is_business:
            return 10 if sum(count for _code, count in basket) >= 5 else 0
        return self._chance.weighted([(88, 0), (7, 10), (3, 15), (2, 20)])

    def _batch(self, code: str, day: date) -> str:
        """Lenses and coatings carry the batch of their maker, a new one every quarter."""
        letters = self._batches[code]
        return f"{letters}{day:%y}{(day.month + 2) // 3}" if letters else ""

    def _decide_on_return(self, sale: Sale) -> None:
        if self._chance.percent(_RETURNED_PERCENT) and sale.amount_cents >= 10 * self._end_on:
            days = self._chance.randint(_FIRST_WISH_TO_RETURN_DAYS, _LAST_WISH_TO_RETURN_DAYS)
            self._coming_back[sale.purchase_id] = date.fromordinal(sale.sold_on.toordinal() + days)

    def take_back(self, day: date, staff_id: int) -> None:
        """Take back the goods whose buyers come with them by ``day``: the dearest that is no service."""
        for sale_id in [sale_id for sale_id, on in self._coming_back.items() if on <= day]:
            del self._coming_back[sale_id]
            goods = [line for line in self._book.purchase_lines.of(sale_id) if line.cost_cents is not None]
            if goods:
                dearest = max(goods, key=lambda line: line.amount_cents)
                back = self._book.purchases.return_goods(
                    sale_id, {dearest.id: dearest.quantity_thousandths}, day, staff_id
                )
                self._book.purchases.update(dataclasses.replace(back, note=self._return_notes.draw()))
