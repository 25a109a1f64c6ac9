"""Did it help? Those who were reached, beside others like them who were due by the same kind of rule and were not.

How they are compared, and why:

- **Who.** Everybody for whom something of that kind was planned in the period and who was put on a list or called.
  Each counts once, with the first. What we skipped on purpose or joined with another is left out. Whoever brought all
  the goods back is left out as well, reached or not.
- **The clock** begins for all on the same kind of day: when it was due, or when it was first shown if that came later;
  not on the day of the call. Whoever was reached on day nine cannot have been lost before day nine; to count the
  others from the first day would give those reached nine days for nothing (immortal time: Suissa, "Immortal time bias
  in pharmacoepidemiology", American Journal of Epidemiology 167 (2008): 492-499). So what somebody bought by themselves
  before anybody called counts as well. Where that takes them off the list, or it is ticked off because they stand in
  the shop, they stay among those not reached: to leave them out would leave out just those of them who came back, and
  calls that do nothing would seem to help. The visits may look a little less useful than they are, never more.
- **Only those whose days are over.** Whoever was due last week has had less time to come back.
- **Like with like.** Who has often bought is easier to reach and comes back more easily. So people are compared within
  groups that had bought on equally many days before, and the differences put together (``mantel_haenszel``).

All this is no experiment: those who were reached may differ in other ways too, and the words say so.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from model.looking_back.facts import AGAIN_DAYS, ASKED_ON, KIND
from model.looking_back.mantel_haenszel import Difference, Stratum, risk_difference
from model.planning.stored import ALL_CAME_BACK
from model.store import Store

FEWEST = 10
"""With fewer people than that on either side there is nothing to say."""

_BOUGHT_BEFORE = (0, 1, 2, 5)
"""The groups begin at so many buying days: none, one, two to four, five and more."""


class Case(NamedTuple):
    """One customer: on how many days they had bought before, whether they were reached, whether they bought again."""

    bought_before: int
    reached: bool
    again: bool


@dataclass(frozen=True, slots=True)
class Helped:
    """Visits of one ``kind``. The people are those who can be compared: in groups with both reached and not reached.

    ``difference`` is how much greater the share of those reached is who bought again, ``None`` where there are too few
    to say. ``early`` are left out because their days are not over.
    """

    kind: str
    reached: int
    reached_again: int
    others: int
    others_again: int
    early: int
    difference: Difference | None


def did_it_help(store: Store, first: date, last: date, today: date) -> tuple[Helped, ...]:
    """Each kind of which something was due from ``first`` to ``last``, those with most people first."""
    cases, early = _cases(store, first, last, today)
    found = [compared(kind, cases.get(kind, []), early.get(kind, 0)) for kind in cases.keys() | early.keys()]
    return tuple(sorted(found, key=lambda one: (-min(one.reached, one.others), -one.reached, one.kind)))


def compared(kind: str, cases: Iterable[Case], early: int = 0) -> Helped:
    """The cases of one kind, like with like."""
    cells: dict[int, list[int]] = {}
    for case in cases:
        cell = cells.setdefault(_group(case.bought_before), [0, 0, 0, 0])
        side = 0 if case.reached else 2
        cell[side] += 1
        cell[side + 1] += case.again
    strata = [Stratum(*cell) for _group, cell in sorted(cells.items()) if cell[0] and cell[2]]
    reached, reached_again, others, others_again = (
        int(sum(stratum[place] for stratum in strata)) for place in range(4)
    )
    enough = min(reached, others) >= FEWEST
    difference = risk_difference(strata) if enough else None
    return Helped(kind, reached, reached_again, others, others_again, early, difference)


def _group(bought_before: int) -> int:
    return sum(bought_before >= begins for begins in _BOUGHT_BEFORE)


_FIRST_OF_EACH = f"""
    WITH due AS (
        SELECT f.id, f.customer_id, f.status, f.done_on, {KIND} AS kind,
            {ASKED_ON} AS day
        FROM follow_up AS f WHERE f.planned_on <= :last AND f.status IN ('open', 'done', 'missed')
        AND NOT ({ALL_CAME_BACK})
    ), numbered AS (
        SELECT *, row_number() OVER (PARTITION BY kind, customer_id ORDER BY day, id) AS nth
        FROM due WHERE day BETWEEN :first AND :last
    )
    SELECT kind, day > :latest AS early,
        CASE WHEN day <= :latest THEN EXISTS (
            SELECT 1 FROM visit AS v WHERE v.customer_id = d.customer_id AND v.reached AND v.channel <> 'counter'
            AND v.visited_on <= date(d.day, :within)
            AND (v.follow_up_id = d.id OR d.status = 'done' AND v.visited_on = d.done_on)
        ) END AS reached,
        CASE WHEN day <= :latest THEN EXISTS (
            SELECT 1 FROM purchase AS p WHERE p.customer_id = d.customer_id AND p.kind = 'sale'
            AND p.bought_on > d.day AND p.bought_on <= date(d.day, :within)
        ) END AS again,
        CASE WHEN day <= :latest THEN (SELECT count(*) FROM (
            SELECT DISTINCT bought_on FROM purchase AS p WHERE p.customer_id = d.customer_id AND p.kind = 'sale'
            AND p.bought_on <= d.day LIMIT {_BOUGHT_BEFORE[-1]}
        )) END AS bought_before
    FROM numbered AS d WHERE nth = 1
"""


def _cases(
    store: Store, first: date, last: date, today: date
) -> tuple[dict[str, list[Case]], dict[str, int]]:
    rows = store.rows(
        _FIRST_OF_EACH,
        first=first.isoformat(),
        last=min(last, today).isoformat(),
        day=today.isoformat(),
        latest=(today - timedelta(days=AGAIN_DAYS)).isoformat(),
        within=f"+{AGAIN_DAYS} days",
    )
    cases: dict[str, list[Case]] = {}
    early: dict[str, int] = {}
    for row in rows:
        if row["early"]:
            early[row["kind"]] = early.get(row["kind"], 0) + 1
        else:
            case = Case(row["bought_before"], bool(row["reached"]), bool(row["again"]))
            cases.setdefault(row["kind"], []).append(case)
    return cases, early
