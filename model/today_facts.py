"""What a shop should know this morning: whom to contact, which complaints wait, whose birthday comes, what came in."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from model import complaint_list
from model.birthday_list import days_to_keep
from model.complaint_list import ComplaintRow, Show
from model.due import Due, due
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


class Today(NamedTuple):
    """Everything the page shows but the last words of each customer, which are asked for by ``last_known``.

    ``due`` is in the order of ``model.due``; ``complaints`` are the open ones, the most pressing first.
    """

    day: date
    due: tuple[Due, ...] = ()
    complaints: tuple[ComplaintRow, ...] = ()
    birthdays: tuple[Birthday, ...] = ()
    came_in: CameIn = CameIn()


class LastKnown(NamedTuple):
    """The last purchase and the last words of one customer: what one wants to see before dialling."""

    bought_on: date | None = None
    bought: str = ""
    said_on: date | None = None
    words: str = ""
    satisfaction: int | None = None


def today_facts(store: Store, today: date) -> Today:
    """Everything that concerns ``today``."""
    waiting = complaint_list.rows(store, complaint_list.ids(store, Show.OPEN), today)
    return Today(
        day=today,
        due=tuple(due(store, today)),
        complaints=tuple(row for row in waiting if row is not None),
        birthdays=tuple(birthdays(store, today)),
        came_in=came_in(store, today),
    )


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
