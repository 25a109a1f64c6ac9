"""Where a day ends in the journal."""

from datetime import UTC, datetime
from itertools import accumulate

from model.store import Store


def last_edit_until(store: Store, moment: datetime) -> int:
    """The number of the last edit that this book got until ``moment``; 0 if there was none.

    Edits stand in the order in which they came into the file. Where a clock was wrong for a while, the cut goes where
    the fewest edits lie on the wrong side of it.
    """
    end = moment.astimezone(UTC).isoformat(timespec="milliseconds")
    early, late = store.rows(
        "SELECT coalesce(max(CASE WHEN at <= :end THEN number END), 0), min(CASE WHEN at > :end THEN number END)"
        f" FROM edit WHERE {_ON_THE_LINE}",
        end=end,
    )[0]
    if late is None or early < late:
        return int(early)
    disputed = list(
        store.tuples(
            f"SELECT number, at <= :end FROM edit WHERE {_ON_THE_LINE} AND number BETWEEN :late AND :early"
            " ORDER BY number",
            end=end,
            late=late,
            early=early,
        )
    )
    balance = [0, *accumulate(1 if in_time else -1 for _number, in_time in disputed)]
    best = max(range(len(balance)), key=lambda place: (balance[place], place))
    return int(disputed[best - 1][0]) if best else int(late) - 1


# What came with a join was made earlier, elsewhere, and came in with it.
_ON_THE_LINE = "came_with IS NULL AND at >= '2026'"


def first_number_after(store: Store, last: int) -> int:
    """The number in the journal of the first row that an edit after the one numbered ``last`` wrote; beyond all of them
    where there was none."""
    first = store.value(
        "SELECT min(j.number) FROM journal AS j WHERE j.edit_id ="
        " (SELECT id FROM edit AS e WHERE number > :last"
        " AND EXISTS (SELECT 1 FROM journal WHERE edit_id = e.id) ORDER BY number LIMIT 1)",
        last=last,
    )
    return _BEYOND_ALL if first is None else int(first)


_BEYOND_ALL = 1 << 62
