"""Everything there is to say about the visits of a period, gathered at once: for the page and for the paper."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from model.days_in_words import format_month
from model.looking_back import did_it_help
from model.looking_back.did_it_help import Helped
from model.looking_back.facts import About, ContactFact, contact_facts, planned_facts
from model.looking_back.names import Names
from model.looking_back.said import Suggested, suggested
from model.looking_back.tally import Again, Tally, again_of, tallied
from model.relative_days import add_months
from model.store import Store
from resources.i18n import N_, _

Progress = Callable[[int, int], None]

CONTENT_FROM = 9
UNHAPPY_UP_TO = 6
"""Of 0 to 10: who says so much is content, who says so little is not. Between the two is neither."""


class By(StrEnum):
    """What visits are told apart by."""

    MONTH = "month"
    KIND = "kind"
    STAFF = "staff"
    PRODUCT = "product"
    CHANNEL = "channel"

    @property
    def label(self) -> str:
        """The words for it in the current language."""
        return _(_BY[self])


_BY = {
    By.MONTH: N_("Month"),
    By.KIND: N_("Reason"),
    By.STAFF: N_("By whom"),
    By.PRODUCT: N_("Product"),
    By.CHANNEL: N_("How"),
}

_KEYS: dict[By, Callable[[About], Hashable]] = {
    By.MONTH: lambda about: about.month,
    By.KIND: lambda about: about.kind,
    By.STAFF: lambda about: about.staff_id,
    By.PRODUCT: lambda about: about.product_id,
    By.CHANNEL: lambda about: about.channel,
}

_NAMES: dict[By, Callable[[Names], Callable[[Hashable], str]]] = {
    By.KIND: lambda names: names.of_kind,
    By.STAFF: lambda names: names.of_staff,
    By.PRODUCT: lambda names: names.of_product,
    By.CHANNEL: lambda names: names.of_channel,
}


@dataclass(frozen=True, slots=True)
class Line:
    """One month, kind, person, product or channel, by its name in the current language. ``key`` is its own."""

    key: Hashable
    name: str
    tally: Tally


@dataclass(frozen=True, slots=True)
class Loyalty:
    """Who came back, told apart by what they had said: content, unhappy, or neither and not asked."""

    content: Again
    unhappy: Again
    others: Again


@dataclass(frozen=True)
class LookingBack:
    """The visits from ``first`` to ``last``, both included, as ``today`` can tell. ``days`` are contacts made and
    those of them that reached somebody. Months stand in order, the empty ones too; all else the busiest first."""

    first: date
    last: date
    today: date
    total: Tally
    by: Mapping[By, tuple[Line, ...]]
    days: Mapping[date, tuple[int, int]]
    loyalty: Loyalty
    helped: tuple[Helped, ...]
    suggested: Suggested

    @property
    def empty(self) -> bool:
        """Whether nothing was planned and nobody was spoken to."""
        return not (self.total.plans.planned or self.total.contacts)


def look_back(
    store: Store, first: date, last: date, today: date, progress: Progress | None = None
) -> LookingBack:
    """Look at the period. ``progress`` is told of the steps, and may raise to give up."""
    tell = progress or _nobody_listens
    tell(0, 4)
    planned = planned_facts(store, first, last, today)
    tell(1, 4)
    contacts = contact_facts(store, first, last, today)
    tell(2, 4)
    helped = did_it_help.did_it_help(store, first, last, today)
    tell(3, 4)
    total = tallied(planned, contacts, lambda _about: None).get(None, Tally())
    names = Names(store)
    by: dict[By, tuple[Line, ...]] = {}
    for one, key_of in _KEYS.items():
        tallies = tallied(planned, contacts, key_of)
        by[one] = (
            _months(tallies, first, last) if one is By.MONTH else _busiest_first(tallies, _NAMES[one](names))
        )
    tell(4, 4)
    return LookingBack(
        first,
        last,
        today,
        total,
        by,
        _days(contacts),
        _loyalty(contacts),
        helped,
        suggested(store, first, last),
    )


def _months(tallies: Mapping[Hashable, Tally], first: date, last: date) -> tuple[Line, ...]:
    lines, month = [], first.replace(day=1)
    while month <= last:
        lines.append(Line(month, format_month(month), tallies.get(month, Tally())))
        month = add_months(month, 1)
    return tuple(lines)


def _busiest_first(tallies: Mapping[Hashable, Tally], name_of: Callable[[Hashable], str]) -> tuple[Line, ...]:
    lines = [Line(key, name_of(key), tally) for key, tally in tallies.items()]
    return tuple(sorted(lines, key=lambda line: (line.key == _NOBODY, -_busy(line.tally), line.name)))


_NOBODY = 0
"""Whoever is not noted, and no product at all, stand last."""


def _busy(tally: Tally) -> int:
    return max(tally.contacts, tally.plans.planned)


def _days(contacts: list[ContactFact]) -> dict[date, tuple[int, int]]:
    days: dict[date, tuple[int, int]] = {}
    for contact in contacts:
        made, reached = days.get(contact.day, (0, 0))
        days[contact.day] = made + 1, reached + contact.reached
    return days


def _loyalty(contacts: list[ContactFact]) -> Loyalty:
    """Each customer counts once, with the first answer; where they gave none, with the others."""
    said: dict[int, int] = {}
    for contact in contacts:
        if contact.score is not None:
            said.setdefault(contact.customer_id, contact.score)
    content = {customer for customer, score in said.items() if score >= CONTENT_FROM}
    unhappy = {customer for customer, score in said.items() if score <= UNHAPPY_UP_TO}

    told = content | unhappy

    def again(chosen: Callable[[ContactFact], bool]) -> Again:
        return again_of(filter(chosen, contacts))

    return Loyalty(
        again(lambda contact: contact.customer_id in content),
        again(lambda contact: contact.customer_id in unhappy),
        again(lambda contact: contact.customer_id not in told),
    )


def _nobody_listens(_done: int, _of: int) -> None:
    """Where no progress is wanted."""
