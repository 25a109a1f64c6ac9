"""What customers are worth with their people: who lives with them, and whom they brought to the shop.

One level only: whom the newcomers brought in their turn counts with the newcomers. So nobody counts for a chain of
people they never met, and two who are noted to have brought each other cannot turn in a circle.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from model.classes.held import LEAST_BROUGHT
from model.store import Store

if TYPE_CHECKING:
    from model.value.appraisal import Appraisal


@dataclass(frozen=True)
class Person:
    """Somebody in a circle, with what they bring and might bring, in cents. ``bought``: whether they ever did."""

    customer_id: int
    name: str
    current_cents: int
    potential_cents: int
    bought: bool


@dataclass(frozen=True)
class Circle:
    """One customer and their people: the ``household`` and those they ``introduced``, without the customer."""

    customer: Person
    household_name: str
    household: tuple[Person, ...]
    introduced: tuple[Person, ...]

    @property
    def brought(self) -> int:
        """How many of those introduced bought."""
        return sum(person.bought for person in self.introduced)

    @property
    def is_connector(self) -> bool:
        """Whether they brought several who bought, and are to be looked after whatever they bring themselves."""
        return self.brought >= LEAST_BROUGHT

    @property
    def household_cents(self) -> tuple[int, int]:
        """Current and potential value of the household, the customer included."""
        return _sums((self.customer, *self.household))

    @property
    def introduced_cents(self) -> tuple[int, int]:
        """Current and potential value of those introduced alone."""
        return _sums(self.introduced)

    @property
    def together_cents(self) -> tuple[int, int]:
        """Current and potential value of all of them, each counted once."""
        return _sums(
            {one.customer_id: one for one in (self.customer, *self.household, *self.introduced)}.values()
        )


def _sums(people: Iterable[Person]) -> tuple[int, int]:
    everybody = list(people)
    return sum(one.current_cents for one in everybody), sum(one.potential_cents for one in everybody)


def circle(store: Store, appraisal: Appraisal, customer_id: int) -> Circle | None:
    """The circle of a customer, ``None`` if nobody has this id. Of people whom the appraisal leaves out nothing is
    told: appraise ``people_of`` the customer, or everybody."""
    rows = store.rows(_PEOPLE, customer=customer_id)
    people: dict[int, Person] = {}
    for row in rows:
        worth = appraisal.worth(row["id"])
        if worth is not None:
            people[row["id"]] = Person(
                row["id"], row["name"], worth.current_cents, worth.potential_cents, worth.buying_days > 0
            )
    if customer_id not in people:
        return None
    others = [row for row in rows if row["id"] in people and row["id"] != customer_id]
    return Circle(
        people[customer_id],
        next((row["household"] for row in rows if row["id"] == customer_id), ""),
        tuple(people[row["id"]] for row in others if row["lives_with"]),
        tuple(people[row["id"]] for row in others if row["introduced"]),
    )


def people_of(store: Store, customer_id: int) -> list[int]:
    """The ids of everybody in the circle of a customer, the customer included."""
    return [row["id"] for row in store.rows(_PEOPLE, customer=customer_id)]


# Read by the indexes of household and introducer, for they are few.
_PEOPLE = """
SELECT o.id, o.name, coalesce(h.name, '') AS household, coalesce(o.household_id = me.household_id, 0) AS lives_with,
    coalesce(o.introduced_by_id = me.id, 0) AS introduced
FROM customer AS me
JOIN customer AS o ON o.id IN (
    SELECT me.id
    UNION SELECT id FROM customer WHERE household_id = me.household_id
    UNION SELECT id FROM customer WHERE introduced_by_id = me.id)
LEFT JOIN household AS h ON h.id = o.household_id
WHERE me.id = :customer ORDER BY o.name, o.id"""


def connectors(store: Store, on: date) -> dict[int, int]:
    """Who brought several that had bought by ``on``, and how many, by the customer's id."""
    rows = store.rows(
        "SELECT c.introduced_by_id AS who, count(*) AS brought FROM customer AS c"
        " CROSS JOIN customer_figures AS f ON f.customer_id = c.id"
        " WHERE c.introduced_by_id IS NOT NULL AND f.first_on <= :on AND c.introduced_by_id <> c.id"
        " GROUP BY c.introduced_by_id HAVING count(*) >= :least",
        on=on.isoformat(),
        least=LEAST_BROUGHT,
    )
    return {row["who"]: row["brought"] for row in rows}
