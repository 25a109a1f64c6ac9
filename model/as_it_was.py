"""A customer's card as it was on a day: the journal, wound back for that customer and all that belongs to them."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from model.class_reviews import ClassStep
from model.complaints import Complaint
from model.customer_days import CustomerDay
from model.customer_phones import Phone
from model.customers import Consent, Customer, CustomerCard
from model.edit_parts import State, state, state_now
from model.edits_of_customer import rows_of_customer
from model.follow_ups import FollowUp
from model.gifts import Gift
from model.households import Household
from model.journal_days import first_number_after, last_edit_until
from model.nouns import TABLES
from model.product_services import ServiceUse
from model.purchases import Purchase, PurchaseLine
from model.store import Store
from model.table import Record
from model.traits import Trait
from model.triggers import TABLES_OF_A_CUSTOMER
from model.visits import Visit
from model.wishes import Wish


@dataclass(frozen=True)
class AsItWas:
    """A customer with all that belonged to them; the lists are in no order but that of their days, latest first.

    ``lines`` are those of each purchase, by its id.
    """

    card: CustomerCard
    purchases: tuple[Purchase, ...]
    lines: dict[int, tuple[PurchaseLine, ...]]
    complaints: tuple[Complaint, ...]
    visits: tuple[Visit, ...]
    follow_ups: tuple[FollowUp, ...]
    wishes: tuple[Wish, ...]
    service_uses: tuple[ServiceUse, ...]
    gifts: tuple[Gift, ...]
    class_steps: tuple[ClassStep, ...]


def card_on(store: Store, customer_id: int, day: date, *, until: datetime | None = None) -> AsItWas | None:
    """The card of a customer as this book had it at the end of ``day``, also of one deleted since; ``None`` if they
    were not in it.

    The day ends at midnight of this PC, or at the moment ``until``, which knows its zone.
    """
    moment = until or datetime.combine(day, time.max).astimezone()
    rewind = _Rewind(store, customer_id, last_edit_until(store, moment))
    customer = rewind.customer()
    if customer is None:
        return None
    lines = rewind.all_of(PurchaseLine)
    purchases = [_added_up(one, lines) for one in rewind.all_of(Purchase)]
    household = rewind.household(customer)
    return AsItWas(
        card=CustomerCard(
            customer=customer,
            phones=tuple(sorted(rewind.all_of(Phone), key=lambda one: (one.position, one.id))),
            traits=tuple(sorted(rewind.all_of(Trait), key=lambda one: (one.kind, one.position, one.id))),
            consents=tuple(sorted(rewind.all_of(Consent), key=lambda one: one.channel)),
            household=household,
            days=tuple(sorted(rewind.all_of(CustomerDay), key=lambda one: (one.position, one.id))),
        ),
        purchases=tuple(_latest_first(purchases, "bought_on")),
        lines={
            one.id: tuple(
                sorted(
                    (line for line in lines if line.purchase_id == one.id),
                    key=lambda line: (line.position, line.id),
                )
            )
            for one in purchases
        },
        complaints=tuple(_latest_first(rewind.all_of(Complaint), "said_on")),
        visits=tuple(_latest_first(rewind.all_of(Visit), "visited_on")),
        follow_ups=tuple(_latest_first(rewind.all_of(FollowUp), "planned_on")),
        wishes=tuple(_latest_first(rewind.all_of(Wish), "wished_on")),
        service_uses=tuple(_latest_first(rewind.all_of(ServiceUse), "used_on")),
        gifts=tuple(_latest_first(rewind.all_of(Gift), "given_on")),
        class_steps=tuple(_latest_first(rewind.all_of(ClassStep), "moved_on")),
    )


class _Rewind:
    """The rows of one customer as they were after the edit ``last``."""

    def __init__(self, store: Store, customer_id: int, last: int) -> None:
        self._store = store
        self._customer_id = customer_id
        self._last = last
        self._rows = list(self._states())

    def customer(self) -> Customer | None:
        """The customer, if they were in the book."""
        found = [one for one in self.all_of(Customer) if one.id == self._customer_id]
        return found[0] if found else None

    def household(self, customer: Customer) -> Household | None:
        """The household they belonged to, as it was called then."""
        if customer.household_id is None:
            return None
        kept = self._state("household", customer.household_id)
        return Household.from_row(kept) if kept else None

    def all_of(self, record: type[Any]) -> list[Any]:
        """The records of one kind that belonged to the customer."""
        table = next(one.name for one in TABLES if one.record is record)
        mine = {row["id"] for name, row in self._rows if name == "purchase" and self._is_mine(name, row)}
        return [
            _record(record, row)
            for name, row in self._rows
            if name == table
            and (row["purchase_id"] in mine if name == "purchase_line" else self._is_mine(name, row))
        ]

    def _is_mine(self, table: str, row: State) -> bool:
        return bool(row["id" if table == "customer" else "customer_id"] == self._customer_id)

    def _states(self) -> Iterable[tuple[str, State]]:
        rows = rows_of_customer(self._store, self._customer_id, first_number_after(self._store, self._last))
        for table in ("customer", "purchase_line", *sorted(TABLES_OF_A_CUSTOMER)):
            present = self._store.column(
                f"SELECT id FROM {table} WHERE id IN (SELECT value FROM json_each(:rows))",
                rows=json.dumps(sorted(rows)),
            )
            once = self._store.column(
                "SELECT DISTINCT row_id FROM json_each(:rows) CROSS JOIN journal ON row_id = value"
                " WHERE table_name = :table",
                rows=json.dumps(sorted(rows)),
                table=table,
            )
            for row_id in {*present, *once}:
                if kept := self._state(table, row_id):
                    yield table, kept

    def _state(self, table: str, row_id: int) -> State | None:
        """A row after the last edit that counts: what the next one found, else what is there now."""
        later = self._store.row(
            "SELECT j.op, j.old FROM journal AS j CROSS JOIN edit AS e ON e.id = j.edit_id"
            " WHERE j.row_id = :row AND j.table_name = :table AND e.number > :last ORDER BY j.number LIMIT 1",
            row=row_id,
            table=table,
            last=self._last,
        )
        if later is not None:
            kept = state(later["old"]) if later["old"] else None
        else:
            kept = state_now(self._store, table, row_id)
        # What came in without the journal is told by the edit that made it.
        if kept is None or self._is_later(kept["edit_id"]):
            return None
        return kept

    def _is_later(self, edit_id: int) -> bool:
        return bool(
            self._store.value(
                "SELECT 1 FROM edit WHERE id = :id AND number > :last", id=edit_id, last=self._last
            )
        )


def _record(record: type[Record], row: State) -> Any:
    """A record from a row that may lack columns which the format has got since."""
    defaults = {field.name: field.default for field in dataclasses.fields(record)}
    return record.from_row(defaults | {name: value for name, value in row.items() if name in defaults})


def _added_up(purchase: Purchase, lines: list[PurchaseLine]) -> Purchase:
    """A purchase with the sums of its lines, which the journal does not keep."""
    own = [line for line in lines if line.purchase_id == purchase.id]
    known = [(line.amount_cents, line.cost_cents) for line in own if line.cost_cents is not None]
    return dataclasses.replace(
        purchase,
        lines=len(own),
        amount_cents=sum(line.amount_cents for line in own),
        cost_cents=sum(cost for _amount, cost in known),
        profit_cents=sum(amount - cost for amount, cost in known),
    )


def _latest_first(records: list[Any], day: str) -> list[Any]:
    return sorted(records, key=lambda one: (getattr(one, day), one.id), reverse=True)
