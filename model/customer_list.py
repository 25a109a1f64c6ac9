"""The list of all customers: who is in it, in which order, and the words of the rows in sight.

Ids are kept in an array of eight bytes each and rows are fetched a screenful at a time, so that a list of 100,000
can be jumped through anywhere.
"""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from model.book import Book
from model.pinyin import sort_key
from model.store import Store
from resources.i18n import N_, _

_FEW = 10_000
"""Up to as many are put in order by themselves; beyond, it is quicker to pick them out of the order of all."""


class Order(StrEnum):
    """What the list can be sorted by."""

    NAME = "name"
    CITY = "city"
    LAST = "last_on"
    SALES = "sales"
    AMOUNT = "amount_cents"
    PROFIT = "profit_cents"

    @property
    def label(self) -> str:
        """The head of that column in the current language."""
        return _(_LABELS[self])


_LABELS = {
    Order.NAME: N_("Name"),
    Order.CITY: N_("City"),
    Order.LAST: N_("Last purchase"),
    Order.SALES: N_("Purchases"),
    Order.AMOUNT: N_("Revenue"),
    Order.PROFIT: N_("Profit"),
}


@dataclass(frozen=True)
class CustomerRow:
    """One line of the list. Amounts in cents, net of returns; ``household`` is its name or empty."""

    customer_id: int
    name: str
    phone: str
    city: str
    household: str
    last_on: date | None
    purchases: int
    amount_cents: int
    profit_cents: int
    business: bool
    open_complaint: bool
    do_not_contact: bool
    archived: bool


def ids(
    book: Book,
    order: Order = Order.NAME,
    *,
    descending: bool = False,
    text: str = "",
    archived: bool = False,
) -> "array[int]":
    """The ids of the customers whom ``text`` finds (everybody, if it is blank), in this order.

    Archived customers are among them only with ``archived``.
    """
    store = book.store
    left_out = frozenset() if archived else frozenset(store.column("SELECT id FROM customer WHERE archived"))
    if not text.strip():
        return _without(left_out, _all_in_order(store, order, descending))
    found = book.search.all_ids(text) - left_out
    if len(found) <= _FEW:
        return array("q", _some_in_order(store, order, descending, found))
    return array("q", [one for one in _all_in_order(store, order, descending) if one in found])


def rows(book: Book, some: Sequence[int]) -> list[CustomerRow | None]:
    """The rows of these customers in the order given, ``None`` for one that has just been deleted."""
    wanted = ", ".join(map(str, some))
    read = {
        row["id"]: CustomerRow(
            customer_id=row["id"],
            name=row["name"],
            phone=row["phone"] or "",
            city=row["city"],
            household=row["household"] or "",
            last_on=date.fromisoformat(row["last_on"]) if row["last_on"] else None,
            purchases=row["sales"],
            amount_cents=row["amount_cents"],
            profit_cents=row["profit_cents"],
            business=row["kind"] == "business",
            open_complaint=bool(row["open_complaint"]),
            do_not_contact=bool(row["do_not_contact"]),
            archived=bool(row["archived"]),
        )
        for row in book.store.rows(f"{_ROWS} WHERE c.id IN ({wanted})")
    }
    return [read.get(customer_id) for customer_id in some]


_ROWS = (
    "SELECT c.id, c.name, c.city, c.kind, c.do_not_contact, c.archived, f.last_on, f.sales, f.amount_cents,"
    " f.profit_cents, (SELECT name FROM household WHERE id = c.household_id) AS household,"
    " (SELECT number FROM customer_phone WHERE customer_id = c.id ORDER BY position, id LIMIT 1) AS phone,"
    " EXISTS (SELECT 1 FROM complaint WHERE customer_id = c.id AND status <> 'closed') AS open_complaint"
    " FROM customer AS c JOIN customer_figures AS f ON f.customer_id = c.id"
)


def _all_in_order(store: Store, order: Order, descending: bool) -> list[int]:
    return _by_city(store, descending) if order is Order.CITY else store.column(_sorted(order, descending))


def _some_in_order(store: Store, order: Order, descending: bool, found: frozenset[int]) -> list[int]:
    wanted = ", ".join(map(str, found))
    if order is Order.CITY:
        return _by_city(store, descending, f" WHERE id IN ({wanted})")
    return store.column(_sorted(order, descending, f" WHERE customer_id IN ({wanted})"))


def _sorted(order: Order, descending: bool, where: str = "") -> str:
    by_name = order is Order.NAME
    table, column = ("customer_search", "sort_key") if by_name else ("customer_figures", str(order))
    direction = "DESC" if descending else "ASC"
    return f"SELECT customer_id FROM {table}{where} ORDER BY {column} {direction}, customer_id {direction}"


def _by_city(store: Store, descending: bool, where: str = "") -> list[int]:
    """By the city's name as it is read, without a city last either way. Cities are few: only they are sorted."""
    living_in: dict[str, list[int]] = {}
    for customer_id, city in store.tuples(f"SELECT id, city FROM customer{where} ORDER BY id"):
        living_in.setdefault(city, []).append(customer_id)
    nowhere = living_in.pop("", [])
    cities = sorted(living_in, key=sort_key, reverse=descending)
    return [customer_id for city in cities for customer_id in living_in[city]] + nowhere


def _without(left_out: frozenset[int], everybody: list[int]) -> "array[int]":
    if not left_out:
        return array("q", everybody)
    return array("q", [one for one in everybody if one not in left_out])
