"""Who has bought something that is called back: a product, a category, what came of one batch."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from model.customers import Customer
from model.errors import FieldError
from model.folding import fold
from model.pinyin import sort_key
from model.store import Store
from resources.i18n import _

_AT_ONCE = 5000


@dataclass(frozen=True, slots=True)
class Recall:
    """What is called back: ``what`` is a code, a name or a category; ``batch`` a part of what stands on the goods.

    One of them is enough; with both, only what is meant by both. The days are those of the sale, both included.
    """

    what: str = ""
    batch: str = ""
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class SoldPiece:
    """One line of a receipt. ``returned_thousandths`` of it came back already. ``product_id`` is ``None`` for what was
    sold in words of its own."""

    purchase_id: int
    customer_id: int | None
    product_id: int | None
    what: str
    bought_on: date
    receipt_number: str
    thousandths: int
    returned_thousandths: int
    batch: str


@dataclass(frozen=True, slots=True)
class Buyer:
    """How to reach somebody. In a recall everybody is told, those too who otherwise want to be left alone."""

    name: str
    phones: tuple[str, ...]
    email: str
    address: str
    do_not_contact: bool
    archived: bool


@dataclass(frozen=True, slots=True)
class Recalled:
    """The answer: every piece sold to somebody in the book, by name and then by day, and what was sold to others."""

    products: tuple[str, ...]
    """The names of the products that are meant."""
    pieces: tuple[SoldPiece, ...]
    buyers: dict[int, Buyer]
    """By customer id."""
    unnamed: tuple[SoldPiece, ...]
    """Sold to people who gave no name."""


def recalled(store: Store, recall: Recall) -> Recalled:
    """Who bought what is called back. ``FieldError`` if nothing is said, or no product is called so.

    ``what`` means the product with exactly that code or name; else the category; else whatever has all of its words,
    in its name or in the words it was sold in: in a recall, one too many is better than one too few.
    """
    what, batch = recall.what.strip(), recall.batch.strip()
    if not what and not batch:
        raise FieldError(_("Say what is called back: a product, a category or a batch."), "product")
    products = _products_meant(store, what) if what else {}
    texts = _texts_meant(store, what) if what and not _is_exact(products, what) else []
    if what and not products and not texts:
        raise FieldError(_("Nothing called “{what}” was ever sold.").format(what=what), "product")
    pieces = _pieces(store, recall, batch, list(products) if what else None, texts)
    named = [(piece.customer_id, piece) for piece in pieces if piece.customer_id is not None]
    buyers = _buyers(store, sorted({customer_id for customer_id, _piece in named}))
    place = {customer_id: (sort_key(buyer.name), customer_id) for customer_id, buyer in buyers.items()}
    named.sort(key=lambda one: place[one[0]])
    return Recalled(
        products=tuple(products[product_id][0] for product_id in products),
        pieces=tuple(piece for _customer_id, piece in named),
        buyers=buyers,
        unnamed=tuple(piece for piece in pieces if piece.customer_id is None),
    )


def _products_meant(store: Store, what: str) -> dict[int, tuple[str, str]]:
    """Name and code of the products that ``what`` means, by id."""
    key = fold(what).strip()
    everything = store.rows(
        "SELECT id, name, code, category, sub_category, name_key FROM product ORDER BY name_key, id"
    )
    called, kind, worded = [], [], []
    for row in everything:
        name = row["name_key"].strip()
        if key in (fold(row["code"]).strip(), name):
            called.append(row)
        elif key in (fold(row["category"]).strip(), fold(row["sub_category"]).strip()):
            kind.append(row)
        elif all(word in name for word in key.split()):
            worded.append(row)
    return {row["id"]: (row["name"], row["code"]) for row in called or kind or worded}


def _is_exact(products: dict[int, tuple[str, str]], what: str) -> bool:
    """Whether a code was typed: then what was sold in other words is not meant."""
    return any(code and fold(code).strip() == fold(what).strip() for _name, code in products.values())


def _texts_meant(store: Store, what: str) -> list[str]:
    """The words of lines without a product in which all the words of ``what`` stand."""
    words = fold(what).split()
    texts = store.column("SELECT DISTINCT text FROM purchase_line WHERE product_id IS NULL AND text <> ''")
    return [text for text in texts if all(word in fold(text) for word in words)]


def _batches_meant(store: Store, batch: str) -> list[str]:
    """The batches in which ``batch`` stands, however they were typed: ``LOT 7`` is ``lot7`` and ``ＬＯＴ７``."""
    part = fold(batch).replace(" ", "")
    every = store.column("SELECT DISTINCT batch FROM purchase_line WHERE batch <> ''")
    return [one for one in every if part in fold(one).replace(" ", "")]


def _pieces(
    store: Store, recall: Recall, batch: str, product_ids: list[int] | None, texts: list[str]
) -> list[SoldPiece]:
    """The lines sold, by day. Without ``product_ids`` whatever has that batch."""
    days: dict[str, str | None] = {
        "first": (recall.first or date.min).isoformat(),
        "last": (recall.last or date.max).isoformat(),
        "batches": json.dumps(_batches_meant(store, batch)) if batch else None,
    }
    where = [""] if product_ids is None else []
    values: list[dict[str, str]] = [{}] if product_ids is None else []
    for start in range(0, len(product_ids or ()), _AT_ONCE):
        some = ", ".join(map(str, (product_ids or ())[start : start + _AT_ONCE]))
        where.append(f" AND l.product_id IN ({some})")
        values.append({})
    for start in range(0, len(texts), 500):
        named = {f"text{n}": text for n, text in enumerate(texts[start : start + 500])}
        where.append(f" AND l.product_id IS NULL AND l.text IN ({', '.join(f':{name}' for name in named)})")
        values.append(named)
    found = [
        SoldPiece(
            purchase_id=row["purchase_id"],
            customer_id=row["customer_id"],
            product_id=row["product_id"],
            what=row["text"] or row["name"] or "",
            bought_on=date.fromisoformat(row["bought_on"]),
            receipt_number=row["receipt_number"],
            thousandths=row["quantity_thousandths"],
            returned_thousandths=row["returned"],
            batch=row["batch"],
        )
        for condition, texts_of in zip(where, values, strict=True)
        for row in store.rows(_SOLD + condition, **days, **texts_of)
    ]
    return sorted(found, key=lambda piece: (piece.bought_on, piece.purchase_id))


_SOLD = (
    "SELECT l.purchase_id, p.customer_id, l.product_id, l.text, o.name, p.bought_on, p.receipt_number,"
    " l.quantity_thousandths, l.batch, (SELECT coalesce(-sum(quantity_thousandths), 0) FROM purchase_line"
    " WHERE return_of_line_id = l.id) AS returned FROM purchase_line AS l JOIN purchase AS p ON p.id = l.purchase_id"
    " LEFT JOIN product AS o ON o.id = l.product_id WHERE p.kind = 'sale' AND l.quantity_thousandths > 0"
    " AND p.bought_on BETWEEN :first AND :last"
    " AND (:batches IS NULL OR l.batch IN (SELECT value FROM json_each(:batches)))"
)


def _buyers(store: Store, customer_ids: Sequence[int]) -> dict[int, Buyer]:
    """Name, phones and address of these customers."""
    found: dict[int, Buyer] = {}
    for start in range(0, len(customer_ids), _AT_ONCE):
        some = ", ".join(map(str, customer_ids[start : start + _AT_ONCE]))
        phones: dict[int, list[str]] = {}
        for row in store.rows(
            f"SELECT customer_id, number FROM customer_phone WHERE customer_id IN ({some}) ORDER BY position, id"
        ):
            phones.setdefault(row["customer_id"], []).append(row["number"])
        for row in store.rows(
            "SELECT id, name, street, city, postal_code, province, country, email, do_not_contact, archived"
            f" FROM customer WHERE id IN ({some})"
        ):
            address = Customer(
                name=row["name"],
                street=row["street"],
                city=row["city"],
                postal_code=row["postal_code"],
                province=row["province"],
                country=row["country"],
            ).address
            found[row["id"]] = Buyer(
                name=row["name"],
                phones=tuple(phones.get(row["id"], ())),
                email=row["email"],
                address=address,
                do_not_contact=bool(row["do_not_contact"]),
                archived=bool(row["archived"]),
            )
    return found
