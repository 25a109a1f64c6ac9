"""Doing what was planned: everything in one edit, or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import compress, islice
from typing import Any

from model import ids
from model.book import Book
from model.customers import Customer
from model.errors import BookError
from model.folding import fold
from model.importing.customer_facts import CustomerFacts
from model.importing.garbage import garbage_left_alone
from model.importing.planned import UNKNOWN, NewCustomer, Plan, PlannedPurchases
from model.importing.reading import Progress
from model.store import Store
from resources.i18n import N_, _

_ROWS_BETWEEN_WORDS = 1_024
_TABLES = (
    "household",
    "staff",
    "customer",
    "customer_phone",
    "customer_trait",
    "customer_consent",
    "product",
)

_DEFAULTS = {
    column: value
    for column, value in Customer(name="-").values().items()
    if column not in ("id", "household_id", "introduced_by_id")
}
_CUSTOMER = tuple(_DEFAULTS)


def apply(book: Book, plan: Plan, progress: Progress = lambda _done, _all: None) -> None:
    """Write what ``plan`` decided, as one edit that can be undone.

    ``BookError``, and nothing is written, if the book has changed since the plan was made. ``progress`` may raise
    Cancelled: then nothing was written either.
    """
    if plan.is_empty:
        return
    store = book.store
    tables = (*_TABLES, "purchase", "purchase_line") if plan.kind == "purchases" else _TABLES
    most = max(plan.counts.lines_new, plan.counts.customers_new)
    with (
        garbage_left_alone(),
        book.edit(N_("Imported {file} (rows: {rows})"), **_about(plan)),
        store.taking_long(),
    ):
        if (
            store.value("SELECT max(number) FROM edit WHERE id <> :mine", mine=store.edit_id)
            != plan.made_after
        ):
            raise BookError(_("The book has been changed since the file was read. Please read it again."))
        with store.bulk(*tables, rows=most):
            writing = _Writing(store, plan, progress)
            writing.write_customers()
            if plan.kind == "purchases":
                writing.write_purchases()


def _about(plan: Plan) -> dict[str, str]:
    rows = plan.counts.rows - plan.counts.rows_refused
    return {"rows": str(rows), "file": plan.file_name, "sha256": plan.sha256}


class _Writing:
    """Writes one plan, inside the running edit. New things get their ids in the order of the plan."""

    def __init__(self, store: Store, plan: Plan, progress: Progress) -> None:
        self._store = store
        self._plan = plan
        self._progress = progress
        self._edit = store.edit_id
        self._customer_ids = ids.take(max(len(plan.customers), 1))
        counts = plan.counts
        self._all = max(1, counts.customers_new + counts.purchases_new + counts.lines_new)
        self._done = 0

    def write_customers(self) -> None:
        """New customers with all that belongs to them, then what those of the book gain."""
        wanted = [
            (customer_id, customer)
            for customer_id, customer in zip(self._customer_ids, self._plan.customers, strict=False)
            if customer.wanted
        ]
        households = _Households(self._store, self._edit)
        self._many(
            "customer", ("id", *_CUSTOMER, "household_id", "edit_id"), self._customer_rows(wanted, households)
        )
        everybody = [(customer_id, customer.facts) for customer_id, customer in wanted]
        everybody += [(filling.customer_id, filling.facts) for filling in self._plan.fillings]
        self._fill(households)
        self._write_belongings(everybody)
        self._introduce(everybody)

    def _customer_rows(
        self, wanted: list[tuple[int, NewCustomer]], households: _Households
    ) -> Iterator[tuple[Any, ...]]:
        for customer_id, customer in wanted:
            values = {**_DEFAULTS, **customer.facts.values}
            household = households.id_of(customer.facts.household)
            yield customer_id, *map(values.__getitem__, _CUSTOMER), household, self._edit

    def _fill(self, households: _Households) -> None:
        for filling in self._plan.fillings:
            values = dict(filling.facts.values)
            if filling.facts.household:
                values["household_id"] = households.id_of(filling.facts.household)
            if values:
                assignments = ", ".join(f"{column} = :{column}" for column in values)
                self._store.write(
                    f"UPDATE customer SET {assignments} WHERE id = :id", {**values, "id": filling.customer_id}
                )

    def _write_belongings(self, everybody: list[tuple[int, CustomerFacts]]) -> None:
        """Phones, traits and consents; new ones come behind those that are there."""
        filled = len(self._plan.fillings)
        places: dict[tuple[str, int], int] = {}
        if filled:
            for table in ("customer_phone", "customer_trait"):
                for customer_id, last in self._store.tuples(
                    f"SELECT customer_id, max(position) FROM {table} GROUP BY customer_id"
                ):
                    places[table, customer_id] = last + 1

        def rows(
            table: str, of: Callable[[CustomerFacts], list[tuple[str, str, str]]]
        ) -> Iterator[tuple[Any, ...]]:
            number = sum(len(of(facts)) for _customer, facts in everybody)
            fresh = iter(ids.take(max(number, 1)))
            for customer_id, facts in everybody:
                for place, entry in enumerate(of(facts), places.get((table, customer_id), 0)):
                    yield next(fresh), customer_id, *entry, place, self._edit

        self._many(
            "customer_phone",
            ("id", "customer_id", "kind", "number", "digits", "position", "edit_id"),
            rows("customer_phone", lambda facts: facts.phones),
        )
        self._many(
            "customer_trait",
            ("id", "customer_id", "kind", "label", "value", "position", "edit_id"),
            rows("customer_trait", lambda facts: facts.traits),
        )
        self._many(
            "customer_consent",
            ("id", "customer_id", "channel", "allowed", "edit_id"),
            [
                (ids.new_id(), customer_id, channel, int(allowed), self._edit)
                for customer_id, facts in everybody
                for channel, allowed in facts.consents.items()
            ],
        )

    def _introduce(self, everybody: list[tuple[int, CustomerFacts]]) -> None:
        """Tie customers to whoever introduced them, by name; a name that is nobody's, or several people's, becomes
        how they were found, so that nothing written is lost."""
        if not any(facts.introduced_by for _customer, facts in everybody):
            return
        by_name: dict[str, list[int]] = {}
        for customer_id, name in self._store.tuples("SELECT id, name FROM customer"):
            by_name.setdefault(fold(name), []).append(customer_id)
        for customer_id, facts in everybody:
            if not facts.introduced_by:
                continue
            found = [other for other in by_name.get(fold(facts.introduced_by), ()) if other != customer_id]
            if len(found) == 1:
                self._store.write(
                    "UPDATE customer SET introduced_by_id = :introducer WHERE id = :id",
                    {"introducer": found[0], "id": customer_id},
                )
            else:
                self._store.write(
                    "UPDATE customer SET found_by = substr(:words, 1, 500) WHERE id = :id AND found_by = ''",
                    {"words": facts.introduced_by, "id": customer_id},
                )

    def write_purchases(self) -> None:
        """Products, staff, purchases with their sums, and lines."""
        plan, purchases = self._plan, self._plan.purchases
        product_ids = ids.take(max(len(plan.products), 1))
        self._many(
            "product",
            ("id", "code", "name", "category", "sub_category", "name_key", "edit_id"),
            (
                (new_id, p.code, p.name, p.category, p.sub_category, p.name_key, self._edit)
                for new_id, p in zip(product_ids, plan.products, strict=False)
                if p.wanted
            ),
        )
        staff_ids = ids.take(max(len(plan.staff), 1))
        self._many(
            "staff",
            ("id", "name", "edit_id"),
            (
                (new_id, member.name, self._edit)
                for new_id, member in zip(staff_ids, plan.staff, strict=False)
                if member.wanted
            ),
        )
        purchase_ids = ids.take(max(len(purchases.bought_on), 1))
        self._columns(
            "purchase", self._purchase_columns(purchases, purchase_ids, staff_ids), purchases.wanted
        )
        self._columns(
            "purchase_line",
            self._line_columns(purchases, purchase_ids, product_ids),
            map(purchases.wanted.__getitem__, purchases.line_purchase),
        )

    def _purchase_columns(
        self, purchases: PlannedPurchases, purchase_ids: range, staff_ids: range
    ) -> dict[str, Iterable[Any]]:
        columns: dict[str, Iterable[Any]] = {
            "id": purchase_ids,
            "customer_id": map(_Stored(self._customer_ids).__getitem__, purchases.customer),
            "kind": map(("return", "sale").__getitem__, purchases.is_sale),
            "bought_on": purchases.bought_on,
            "receipt_number": purchases.receipt_number,
            "lines": purchases.lines,
            "amount_cents": purchases.amount,
            "cost_cents": purchases.cost,
            "profit_cents": purchases.profit,
        }
        # What no purchase has need not be stored a million times.
        if any(purchases.bought_at):
            columns["bought_at"] = purchases.bought_at
        if any(purchases.staff):
            columns["staff_id"] = map(_Stored(staff_ids).__getitem__, purchases.staff)
        if any(purchases.note):
            columns["note"] = purchases.note
        return columns

    def _line_columns(
        self, purchases: PlannedPurchases, purchase_ids: range, product_ids: range
    ) -> dict[str, Iterable[Any]]:
        columns: dict[str, Iterable[Any]] = {
            "id": ids.take(max(len(purchases.line_row), 1)),
            "purchase_id": map(purchase_ids.__getitem__, purchases.line_purchase),
            "position": purchases.line_position,
            "product_id": map(_Stored(product_ids).__getitem__, purchases.line_product),
            "text": purchases.line_text,
            "quantity_thousandths": purchases.line_quantity,
            "amount_cents": purchases.line_amount,
        }
        for column, cents in (
            ("discount_cents", purchases.line_discount),
            ("cost_cents", purchases.line_cost),
        ):
            if any(map(UNKNOWN.__ne__, cents)):
                columns[column] = (None if one == UNKNOWN else one for one in cents)
        return columns

    def _columns(self, table: str, columns: dict[str, Iterable[Any]], wanted: Iterable[int]) -> None:
        """Insert the wanted rows of these columns: a loop over a million rows would take as long as storing them."""
        insert = (
            f"INSERT INTO {table} ({', '.join(columns)}, edit_id)"
            f" VALUES ({', '.join('?' * len(columns))}, {self._edit})"
        )
        self._insert(insert, compress(zip(*columns.values(), strict=False), wanted))

    def _many(self, table: str, columns: tuple[str, ...], rows: Iterable[tuple[Any, ...]]) -> None:
        marks = ", ".join("?" * len(columns))
        self._insert(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", rows)

    def _insert(self, insert: str, rows: Iterable[tuple[Any, ...]]) -> None:
        """Insert rows, with a word about how far it is now and then."""
        remaining = iter(rows)
        while some := list(islice(remaining, _ROWS_BETWEEN_WORDS)):
            self._progress(min(self._done, self._all), self._all)
            self._store.write_many(insert, some)
            self._done += len(some)


class _Stored(dict[int, int | None]):
    """What a number of the plan is in the file: an id of the book stays, 0 is nobody, ``-(n + 1)`` the n-th new one."""

    def __init__(self, new_ids: range) -> None:
        super().__init__({0: None})
        self._new_ids = new_ids

    def __missing__(self, number: int) -> int | None:
        self[number] = number if number > 0 else self._new_ids[-number - 1]
        return self[number]


class _Households:
    """Finds households by name, and makes those that are missing."""

    def __init__(self, store: Store, edit_id: int) -> None:
        self._store = store
        self._edit = edit_id
        self._by_name: dict[str, int] = {
            fold(name): key for key, name in store.tuples("SELECT id, name FROM household ORDER BY id DESC")
        }

    def id_of(self, name: str) -> int | None:
        """The household of that name, ``None`` for none."""
        key = fold(name)
        if not key:
            return None
        if key not in self._by_name:
            self._by_name[key] = ids.new_id()
            self._store.write(
                "INSERT INTO household (id, name, edit_id) VALUES (:id, :name, :edit_id)",
                {"id": self._by_name[key], "name": name, "edit_id": self._edit},
            )
        return self._by_name[key]
