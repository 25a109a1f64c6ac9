"""What a shop should know this morning: whom to contact, which complaints wait, whose birthday comes, what came in."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from types import MappingProxyType
from typing import NamedTuple

from model import complaint_list
from model.birthday_list import days_to_keep
from model.changes import Change
from model.complaint_list import ComplaintRow, Show
from model.due import Due, in_order
from model.planning.gathering import on_lists
from model.planning.held import Held, HeldCode
from model.planning.plan import DayPlan
from model.planning.planner import Planner
from model.planning.standing import Priorities, priorities
from model.store import Store
from model.yearly_days import YearlyDay

BIRTHDAYS_AHEAD_DAYS = 14


class Birthday(NamedTuple):
    """One birthday that comes. ``age`` is what they become, ``None`` where the year is unknown."""

    customer_id: int
    name: str
    phone: str
    on: date
    age: int | None
    yearly_day: YearlyDay


class CameIn(NamedTuple):
    """What the day has brought so far. ``amount_cents`` is net of what was brought back."""

    sales: int = 0
    returns: int = 0
    amount_cents: int = 0
    visits: int = 0
    reached: int = 0
    complaints: int = 0


class OnPaper(NamedTuple):
    """Somebody who stands on call list ``number``, which is not written back, with what they stand there for."""

    number: int
    due: Due


class Today(NamedTuple):
    """Everything the page shows but the last words of each customer, which are asked for by ``last_known``.

    ``plan`` says who is due, in the order of ``model.due``, and what is held back. ``list_of`` is the number of the
    open call list on which somebody stands who is due. ``complaints`` are the open ones, the most pressing first.
    """

    day: date
    plan: DayPlan
    on_paper: tuple[OnPaper, ...] = ()
    list_of: Mapping[int, int] = MappingProxyType({})
    complaints: tuple[ComplaintRow, ...] = ()
    birthdays: tuple[Birthday, ...] = ()
    came_in: CameIn = CameIn()

    @property
    def due(self) -> tuple[Due, ...]:
        """Whom to contact."""
        return self.plan.due

    @property
    def waiting(self) -> tuple[Held, ...]:
        """What is held back, without what stands ``on_paper``; of a large book there is much of it."""
        return tuple(one for one in self.plan.held if one.code is not HeldCode.ON_LIST)


class LastKnown(NamedTuple):
    """The last purchase and the last words of one customer: what one wants to see before dialling."""

    bought_on: date | None = None
    bought: str = ""
    said_on: date | None = None
    words: str = ""
    satisfaction: int | None = None


def today_facts(store: Store, today: date, planner: Planner | None = None) -> Today:
    """Everything that concerns ``today``. A ``planner`` that was asked before remembers what did not change."""
    return _with_plan(
        store, (planner or Planner()).plan(store, today)[0], birthdays=tuple(birthdays(store, today))
    )


def after_changes(store: Store, before: Today, changes: Iterable[Change]) -> Today:
    """``before`` as it is after changes that name their customers: only these are planned anew."""
    from model.planning.patching import patched

    changes = list(changes)
    renewed = patched(store, before.plan, set[int]().union(*(one.customers or () for one in changes)))
    keeps_days = all(one.kinds.isdisjoint(_DECIDE_BIRTHDAYS) for one in changes)
    return _with_plan(store, renewed, before.birthdays if keeps_days else tuple(birthdays(store, before.day)))


_DECIDE_BIRTHDAYS = frozenset({"customer", "customer_day", "customer_phone", "shop"})


def _with_plan(store: Store, plan: DayPlan, birthdays: tuple[Birthday, ...]) -> Today:
    open_complaints = complaint_list.rows(store, complaint_list.ids(store, Show.OPEN), plan.day)
    listed = on_lists(store).number_of
    return Today(
        day=plan.day,
        plan=plan,
        on_paper=tuple(_on_paper(plan, priorities(store))),
        list_of={one.customer_id: listed[one.customer_id] for one in plan.due if one.customer_id in listed},
        complaints=tuple(row for row in open_complaints if row is not None),
        birthdays=birthdays,
        came_in=came_in(store, plan.day),
    )


def _on_paper(plan: DayPlan, priority: Priorities) -> Iterable[OnPaper]:
    """Who would be due, did they not stand on a list; by list, then in the order of calls."""
    called = {one.customer_id for one in plan.due}
    found: dict[int, list[Held]] = {}
    for held in plan.who_waits.on_lists:
        if held.customer_id not in called:
            found.setdefault(held.customer_id, []).append(held)
    number_of = {customer_id: max(one.number for one in some) for customer_id, some in found.items()}
    ordered = in_order(
        some[0].person.as_due([one.wanted.as_item(plan.day, one.channel) for one in some], plan.day, priority)
        for some in found.values()
    )
    ordered.sort(key=lambda one: number_of[one.customer_id])
    return (OnPaper(number_of[one.customer_id], one) for one in ordered)


def came_in(store: Store, day: date) -> CameIn:
    """Sales, contacts and new complaints of one day."""
    bought = store.row(
        "SELECT count(*) FILTER (WHERE kind = 'sale') AS sales, count(*) FILTER (WHERE kind = 'return') AS returns,"
        " coalesce(sum(amount_cents), 0) AS amount FROM purchase WHERE bought_on = :day",
        day=day.isoformat(),
    )
    made = store.row(
        "SELECT count(*) AS visits, coalesce(sum(reached), 0) AS reached FROM visit WHERE visited_on = :day",
        day=day.isoformat(),
    )
    assert bought is not None
    assert made is not None
    return CameIn(
        sales=bought["sales"],
        returns=bought["returns"],
        amount_cents=bought["amount"],
        visits=made["visits"],
        reached=made["reached"],
        complaints=int(
            store.value("SELECT count(*) FROM complaint WHERE said_on = :day", day=day.isoformat())
        ),
    )


def birthdays(store: Store, today: date, ahead_days: int = BIRTHDAYS_AHEAD_DAYS) -> list[Birthday]:
    """The birthdays from ``today`` to ``ahead_days`` later, the nearest first; lunar ones and those on 29 February
    on the day on which they are kept. Left out are archived customers, those not to be contacted, and those who died
    or moved away."""
    return [
        Birthday(one.customer_id, one.name, one.phone, one.on, one.years, one.yearly_day)
        for one in days_to_keep(store, today, today + timedelta(days=ahead_days))
        if not one.label
    ]


def last_known(store: Store, customers: Sequence[int]) -> dict[int, LastKnown]:
    """Last purchase and last words of these customers: enough for a screenful, asked for as it comes in sight."""
    wanted = ", ".join(map(str, customers))
    rows = store.rows(
        "SELECT c.id, p.bought_on, (SELECT text FROM purchase_line WHERE purchase_id = p.id"
        " ORDER BY amount_cents DESC LIMIT 1) AS bought, v.visited_on, v.words, v.satisfaction FROM customer AS c"
        " LEFT JOIN purchase AS p ON p.id = (SELECT id FROM purchase WHERE customer_id = c.id AND kind = 'sale'"
        " ORDER BY bought_on DESC, id DESC LIMIT 1)"
        " LEFT JOIN visit AS v ON v.id = (SELECT id FROM visit WHERE customer_id = c.id AND words <> ''"
        f" ORDER BY visited_on DESC, id DESC LIMIT 1) WHERE c.id IN ({wanted})"
    )
    return {
        row["id"]: LastKnown(
            bought_on=_day(row["bought_on"]),
            bought=row["bought"] or "",
            said_on=_day(row["visited_on"]),
            words=row["words"] or "",
            satisfaction=row["satisfaction"],
        )
        for row in rows
    }


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
