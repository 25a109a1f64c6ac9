"""What a caller needs to know about customers before dialling: their phones, the last purchase, the last words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from model.customer_phones import PhoneKind
from model.store import Store

_AT_ONCE = 5000


@dataclass(frozen=True, slots=True)
class BriefPhone:
    """A number as it was typed."""

    number: str
    kind: PhoneKind
    shared: bool


@dataclass(frozen=True, slots=True)
class BriefSale:
    """The latest sale: its dearest line and the amount of the whole receipt."""

    bought_on: date
    what: str
    amount_cents: int


@dataclass(frozen=True, slots=True)
class BriefWords:
    """The customer's own words, from the latest contact that wrote some down."""

    said_on: date
    words: str


@dataclass(frozen=True, slots=True)
class Briefing:
    """All of it for one customer."""

    phones: tuple[BriefPhone, ...] = ()
    last_sale: BriefSale | None = None
    last_words: BriefWords | None = None


def briefings(store: Store, customer_ids: Sequence[int], day: date) -> dict[int, Briefing]:
    """What was known on ``day`` about each of these customers, by id."""
    phones: dict[int, list[BriefPhone]] = {}
    sales: dict[int, BriefSale] = {}
    words: dict[int, BriefWords] = {}
    for start in range(0, len(customer_ids), _AT_ONCE):
        some = ", ".join(map(str, customer_ids[start : start + _AT_ONCE]))
        for row in store.rows(
            "SELECT customer_id, number, kind, shared FROM customer_phone"
            f" WHERE customer_id IN ({some}) ORDER BY customer_id, position, id"
        ):
            phone = BriefPhone(row["number"], PhoneKind(row["kind"]), bool(row["shared"]))
            phones.setdefault(row["customer_id"], []).append(phone)
        for row in store.rows(_LAST_SALES.format(some=some), day=day.isoformat()):
            sale = BriefSale(date.fromisoformat(row["bought_on"]), row["what"] or "", row["amount_cents"])
            sales[row["customer_id"]] = sale
        for row in store.rows(_LAST_WORDS.format(some=some), day=day.isoformat()):
            words[row["customer_id"]] = BriefWords(date.fromisoformat(row["visited_on"]), row["words"])
    return {
        customer_id: Briefing(
            tuple(phones.get(customer_id, ())), sales.get(customer_id), words.get(customer_id)
        )
        for customer_id in customer_ids
    }


_LAST_SALES = (
    "SELECT p.customer_id, p.bought_on, p.amount_cents, (SELECT text FROM purchase_line"
    " WHERE purchase_id = p.id ORDER BY amount_cents DESC, id LIMIT 1) AS what"
    " FROM customer AS c JOIN purchase AS p ON p.id = (SELECT id FROM purchase WHERE customer_id = c.id"
    " AND kind = 'sale' AND bought_on <= :day ORDER BY bought_on DESC, id DESC LIMIT 1) WHERE c.id IN ({some})"
)

_LAST_WORDS = (
    "SELECT v.customer_id, v.visited_on, v.words FROM customer AS c JOIN visit AS v ON v.id = (SELECT id FROM visit"
    " WHERE customer_id = c.id AND words <> '' AND visited_on <= :day ORDER BY visited_on DESC, id DESC LIMIT 1)"
    " WHERE c.id IN ({some})"
)
