"""Who should get a letter: those whom nobody reaches by phone, those whose birthday comes, and what else is due."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from model.birthday_list import days_to_keep
from model.channels import Channel
from model.due import DueItem, item_of
from model.follow_ups import FollowUp
from model.leaving import LeftReason
from model.planning.held import HeldCode
from model.planning.people import Person, people
from model.planning.plan import plan
from model.planning.stored import STATUS_ON
from model.store import Store
from model.text_templates import Purpose
from model.visit_rules import RuleKind


@dataclass(frozen=True, slots=True)
class LetterDue:
    """One letter. ``product``, ``day`` and ``age`` are what its text may name, where the purpose knows them;
    ``items`` are the reasons that are done once it is sent."""

    customer_id: int
    purpose: Purpose
    product: str = ""
    day: date | None = None
    age: int | None = None
    items: tuple[DueItem, ...] = ()


PURPOSE_OF = {RuleKind.YEARLY: Purpose.BIRTHDAY} | {
    kind: Purpose(kind.value) for kind in RuleKind if kind is not RuleKind.YEARLY
}
"""What a letter is for that a kind of rule asks for."""


def letters_due(store: Store, purpose: Purpose, day: date) -> list[LetterDue]:
    """The letters of that purpose on ``day``, each customer once.

    - could not be reached: an open reason was tried in vain as often as the shop tries, or the last number was wrong
      and was not put right since
    - birthday: whose birthday is in the month of ``day``
    - anything else: what is due by letter for no rule
    - the kinds of rules: whoever is due for such a rule, by whatever channel it asks, also those for whom there is no
      time to call

    Whoever refused letters or died is left out, and whoever is not to be contacted, unless something was promised.
    """
    match purpose:
        case Purpose.UNREACHED:
            found = _unreached(store, day)
        case Purpose.BIRTHDAY:
            found = _birthdays(store, day)
        case _:
            found = _planned(store, purpose, day)
    letters: dict[int, LetterDue] = {}
    for one in found:
        known = letters.get(one.customer_id)
        letters[one.customer_id] = replace(known, items=known.items + one.items) if known else one
    persons = people(store, letters, day)
    return [one for one in letters.values() if _may_write(one, persons.get(one.customer_id))]


def _may_write(letter: LetterDue, person: Person | None) -> bool:
    if person is None or Channel.LETTER in person.refused or person.left_reason is LeftReason.DIED:
        return False
    silent = person.do_not_contact or person.archived or person.left_reason.for_good
    return not silent or any(item.pressing for item in letter.items)


_UNREACHED = (
    "SELECT f.* FROM follow_up AS f WHERE {status} = 'open' AND planned_on <= :day AND (f.attempts >= :most"
    " OR (f.channel = 'letter' AND f.attempts > 0) OR (f.channel = 'phone' AND 'wrong_number' = (SELECT outcome"
    " FROM visit WHERE customer_id = f.customer_id AND channel IN ('phone', 'letter') AND visited_on <= :day"
    " ORDER BY visited_on DESC, id DESC LIMIT 1)"
    " AND (SELECT confirm_details FROM customer WHERE id = f.customer_id))) ORDER BY f.promise DESC, f.planned_on, f.id"
)


def _unreached(store: Store, day: date) -> Iterator[LetterDue]:
    most = store.value("SELECT attempts_at_most FROM shop")
    for row in store.rows(_UNREACHED.format(status=STATUS_ON), day=day.isoformat(), most=most):
        item = item_of(FollowUp.from_row(row))
        yield LetterDue(item.customer_id, Purpose.UNREACHED, items=(item,))


def _birthdays(store: Store, day: date) -> Iterator[LetterDue]:
    first = day.replace(day=1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    for one in days_to_keep(store, first, last):
        if not one.label:
            yield LetterDue(one.customer_id, Purpose.BIRTHDAY, day=one.on, age=one.years)


def _planned(store: Store, purpose: Purpose, day: date) -> Iterator[LetterDue]:
    today = plan(store, day)[0]
    due = [item for one in today.due for item in one.items]
    waiting = [held.wanted.as_item(day, held.channel) for held in today.held if held.code in _NO_CALL_NEEDED]
    for item in (*due, *waiting):
        if purpose_of(item) is purpose:
            ends_on = item.anchor_on if purpose is Purpose.WARRANTY else None
            yield LetterDue(item.customer_id, purpose, goods_of(store, item), ends_on, items=(item,))


_NO_CALL_NEEDED = {HeldCode.BUDGET, HeldCode.CLOSED}
"""What keeps from calling, but not from writing: there is no time for so many calls, or nobody in the shop."""


def purpose_of(item: DueItem) -> Purpose | None:
    """What a letter about this reason is for; ``None`` where nobody would write one."""
    if item.rule in set(RuleKind):
        return PURPOSE_OF[RuleKind(item.rule)]
    return Purpose.OTHER if item.channel is Channel.LETTER and not item.attempts else None


def goods_of(store: Store, item: DueItem) -> str:
    """What the letter is about, where that is beyond doubt; empty else."""
    if item.rule == RuleKind.WISH:
        found = store.value(_WISHED, id=item.occasion)
    else:
        wanted = _LINES.get(item.rule, ":occasion IS NOT NULL")
        sold = store.column(
            f"SELECT DISTINCT l.text FROM purchase_line AS l WHERE l.purchase_id = :id AND l.text <> '' AND {wanted}",
            id=item.purchase_id,
            occasion=item.occasion,
        )
        found = sold[0] if len(sold) == 1 else ""
    return str(found or "")


_WISHED = (
    "SELECT coalesce(nullif(p.name, ''), w.words) FROM wish AS w LEFT JOIN product AS p ON p.id = w.product_id"
    " WHERE w.id = CAST(:id AS INTEGER)"
)

_LINES = {
    str(RuleKind.WARRANTY): (
        "l.product_id IN (SELECT id FROM product WHERE warranty_days > 0 AND :occasion IS NOT NULL)"
    ),
    str(RuleKind.SERVICE): (
        "l.product_id IN (SELECT product_id FROM product_service WHERE :occasion LIKE id || ':%')"
    ),
}
"""Which lines of the receipt a reason is about, by its rule."""
