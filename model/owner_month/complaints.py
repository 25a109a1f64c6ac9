"""The complaints of a month in numbers."""

from dataclasses import dataclass
from datetime import date

from model.store import Store


@dataclass(frozen=True)
class ComplaintsOfMonth:
    """``said`` and ``closed`` in the month, ``open`` at its end; ``cost_cents`` is of those closed. ``cause`` is what
    caused most of those closed, ``of_cause`` of them; empty where no cause came twice."""

    said: int
    closed: int
    open: int
    cost_cents: int
    cause: str
    of_cause: int


def complaints_of(store: Store, first: date, last: date) -> ComplaintsOfMonth:
    """From ``first`` to ``last``, both days included."""
    days = {"first": first.isoformat(), "last": last.isoformat()}
    row = store.row(
        "SELECT count(*) FILTER (WHERE said_on BETWEEN :first AND :last) AS said,"
        " count(*) FILTER (WHERE closed_on BETWEEN :first AND :last) AS closed,"
        " count(*) FILTER (WHERE said_on <= :last AND (closed_on IS NULL OR closed_on > :last)) AS open,"
        " coalesce(sum(cost_cents) FILTER (WHERE closed_on BETWEEN :first AND :last), 0) AS cost FROM complaint",
        **days,
    )
    assert row is not None
    causes = store.rows(
        "SELECT cause, count(*) AS n FROM complaint WHERE closed_on BETWEEN :first AND :last AND cause <> ''"
        " GROUP BY cause HAVING count(*) > 1 ORDER BY n DESC, cause LIMIT 1",
        **days,
    )
    cause, of_cause = (causes[0]["cause"], causes[0]["n"]) if causes else ("", 0)
    return ComplaintsOfMonth(row["said"], row["closed"], row["open"], row["cost"], cause, of_cause)
