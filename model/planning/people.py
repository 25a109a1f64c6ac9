"""What planning asks about the customers themselves: whether and how they may be reached, and when we last were."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from model.channels import Channel
from model.classes import held
from model.customer_class import CustomerClass
from model.due import Due, DueItem
from model.leaving import LeftReason
from model.planning.standing import Priorities, Standing
from model.store import Store

CEILING_DAYS = 90
"""Over so many days the contacts with one customer are counted."""

_AT_ONCE = 5000  # customers of one query

_A_DAY = timedelta(days=1)
_NONE: frozenset[Channel] = frozenset()


class Person(NamedTuple):
    """One customer. ``refused`` and ``consented`` are the channels they spoke about, ``reachable`` those for which
    the book has a number or an address."""

    customer_id: int
    name: str
    phone: str
    household_id: int | None
    call_from: str | None
    call_until: str | None
    call_note: str
    do_not_contact: bool
    archived: bool
    left_reason: LeftReason
    standing: Standing
    reachable: frozenset[Channel]
    refused: frozenset[Channel] = _NONE
    consented: frozenset[Channel] = _NONE

    @property
    def call(self) -> tuple[str, int]:
        """What is one call: whoever lives together is reached by one."""
        return (
            ("customer", self.customer_id) if self.household_id is None else ("household", self.household_id)
        )

    def as_due(self, items: Iterable[DueItem], day: date, priority: Priorities) -> Due:
        """The customer as somebody due on ``day``, for ``items``, the most pressing first."""
        treated_as = self.standing.treated_as(day)
        return Due(
            customer_id=self.customer_id,
            name=self.name,
            phone=self.phone,
            household_id=self.household_id,
            call_from=self.call_from,
            call_until=self.call_until,
            call_note=self.call_note,
            items=tuple(items),
            customer_class=self.standing.class_on(day),
            treated_as=treated_as,
            priority=priority[treated_as],
        )


def people(store: Store, customers: Iterable[int], day: date) -> dict[int, Person]:
    """These customers as they stand from ``day`` on, by id; those no longer in the book are left out."""
    wanted = list(customers)
    values = held.named(store, day)
    new_after = values["new_after"]
    new_days = day - date.fromisoformat(new_after)
    refused: dict[int, frozenset[Channel]] = {}
    consented: dict[int, frozenset[Channel]] = {}
    for some in portions(wanted):
        for customer_id, channel, allowed in store.tuples(
            f"SELECT customer_id, channel, allowed FROM customer_consent WHERE customer_id IN ({some})"
        ):
            said = consented if allowed else refused
            said[customer_id] = said.get(customer_id, _NONE) | {Channel(channel)}
    found = {}
    for some in portions(wanted):
        for row in store.tuples(
            "SELECT id, name,"
            " coalesce((SELECT number FROM customer_phone WHERE customer_id = c.id ORDER BY position, id LIMIT 1), ''),"
            " household_id, call_from, call_until, call_note, do_not_contact, archived, left_reason,"
            f" {_STANDING}, email <> '', street || city <> '' FROM customer AS c WHERE id IN ({some})",
            **values,
        ):
            customer_id, name, phone, household_id, call_from, call_until, call_note, *rest = row
            do_not_contact, archived, left_reason, *standing, has_email, has_address = rest
            found[customer_id] = Person(
                customer_id,
                name,
                phone,
                household_id,
                call_from,
                call_until,
                call_note,
                bool(do_not_contact),
                bool(archived),
                _LEFT[left_reason],
                _standing(*standing, new_after=new_after, new_days=new_days),
                _REACHABLE[bool(phone), bool(has_email), bool(has_address)],
                refused.get(customer_id, _NONE),
                consented.get(customer_id, _NONE),
            )
    for customer_id, *standing in held.asked_of_then(store, _STANDING, day):
        if customer_id in found:
            then = _standing(*standing, new_after=new_after, new_days=new_days)
            found[customer_id] = found[customer_id]._replace(standing=then)
    return found


_STANDING = f"class_by_hand, class_until, {held.NEW_SINCE}, {held.STEP_ON}, {held.CONNECTOR_ON}"


def _standing(
    by_hand: str,
    by_hand_until: str | None,
    new_since: str | None,
    step: str,
    brought: int,
    *,
    new_after: str,
    new_days: timedelta,
) -> Standing:
    is_new = new_since is not None and new_since > new_after
    reviewed = _CLASSES[step]
    return Standing(
        _CLASSES[by_hand],
        date.fromisoformat(by_hand_until) if by_hand_until else None,
        date.fromisoformat(new_since) + new_days - _A_DAY if is_new and new_since else None,
        CustomerClass.NONE if reviewed is CustomerClass.NEW else reviewed,
        bool(brought),
    )


def contact_days(store: Store, customers: Iterable[int], first: date) -> dict[int, list[date]]:
    """The days of real contacts that we made within ``CEILING_DAYS`` up to ``first``, the earliest first: spoken to,
    written to or visited. Attempts in vain do not count, nor who simply stood in the shop."""
    since = first - timedelta(days=min(CEILING_DAYS - 1, (first - date.min).days))
    found: dict[int, list[date]] = {}
    for some in portions(customers):
        for customer_id, visited_on in store.tuples(
            "SELECT customer_id, visited_on FROM visit WHERE visited_on BETWEEN :since AND :first"
            " AND channel <> 'counter' AND outcome NOT IN ('no_answer', 'wrong_number')"
            f" AND customer_id IN ({some}) ORDER BY visited_on",
            since=since.isoformat(),
            first=first.isoformat(),
        ):
            found.setdefault(customer_id, []).append(date.fromisoformat(visited_on))
    return found


def called_on(store: Store, day: date) -> set[tuple[str, int]]:
    """Whom we tried to reach on ``day`` already, as calls: that much of the day's work is done."""
    rows = store.tuples(
        "SELECT DISTINCT c.id, c.household_id FROM visit JOIN customer AS c ON c.id = customer_id"
        " WHERE visited_on = :day AND channel <> 'counter'",
        day=day.isoformat(),
    )
    return {
        ("customer", customer_id) if household_id is None else ("household", household_id)
        for customer_id, household_id in rows
    }


def portions(customers: Iterable[int]) -> Iterator[str]:
    """The ids as lists for SQL, not too many in one."""
    everybody = list(customers)
    for start in range(0, len(everybody), _AT_ONCE):
        yield ", ".join(map(str, everybody[start : start + _AT_ONCE]))


_LEFT = {str(reason): reason for reason in LeftReason}
_CLASSES = {str(one): one for one in CustomerClass}
_REACHABLE = {
    (phone, email, address): frozenset(
        ([Channel.PHONE, Channel.MESSAGE] if phone else [])
        + ([Channel.EMAIL] if email else [])
        + ([Channel.LETTER, Channel.VISIT] if address else [])
    )
    for phone in (False, True)
    for email in (False, True)
    for address in (False, True)
}
