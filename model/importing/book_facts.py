"""What the book says of its customers, as an import compares it."""

from __future__ import annotations

from functools import cached_property

from model.importing.customer_facts import CustomerFacts
from model.store import Store
from model.table import Value

_COMPARED = (
    "kind", "name", "greeting", "code", "card_number", "email", "street", "city", "postal_code", "province",
    "country", "birth_year", "birth_month", "birth_day", "birth_lunar", "birth_leap_month", "found_by",
    "call_from", "call_until", "call_note", "do_not_contact", "note", "known_since",
)  # fmt: skip


class BookFacts:
    """All customers at once, read when the first is asked for: one by one they would take longer."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def of(self, customer_id: int) -> CustomerFacts:
        """What is known of one customer."""
        return self._everybody[customer_id]

    @cached_property
    def _everybody(self) -> dict[int, CustomerFacts]:
        everybody: dict[int, CustomerFacts] = {}
        for customer_id, household, introducer, *values in self._store.tuples(
            "SELECT c.id, coalesce(h.name, ''), coalesce(i.name, ''),"
            f" {', '.join(f'c.{column}' for column in _COMPARED)} FROM customer AS c"
            " LEFT JOIN household AS h ON h.id = c.household_id LEFT JOIN customer AS i ON i.id = c.introduced_by_id"
        ):
            facts = CustomerFacts(household=household, introduced_by=introducer)
            facts.values = _filled(values)
            everybody[customer_id] = facts
        for customer_id, *phone in self._store.tuples(
            "SELECT customer_id, kind, number, digits FROM customer_phone ORDER BY position, id"
        ):
            everybody[customer_id].phones.append((phone[0], phone[1], phone[2]))
        for customer_id, *trait in self._store.tuples(
            "SELECT customer_id, kind, label, value FROM customer_trait"
        ):
            everybody[customer_id].traits.append((trait[0], trait[1], trait[2]))
        for customer_id, channel, allowed in self._store.tuples(
            "SELECT customer_id, channel, allowed FROM customer_consent"
        ):
            everybody[customer_id].consents[channel] = bool(allowed)
        return everybody


def _filled(values: list[Value]) -> dict[str, Value]:
    """The columns that say something; a birthday with all of its parts."""
    said = dict(zip(_COMPARED, values, strict=True))
    filled: dict[str, Value] = {
        column: value for column, value in said.items() if value and (column, value) != ("kind", "person")
    }
    if said["birth_month"]:
        filled.update((column, said[column]) for column in CustomerFacts.BIRTHDAY)
    return filled
