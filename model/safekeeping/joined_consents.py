"""Consents where both copies wrote some for one customer: one for each channel, and whoever refused is left alone."""

from __future__ import annotations

from dataclasses import dataclass, field

from model.edit_parts import State
from model.safekeeping.deciding import Loss, Side, Story, decide_group, groups_of
from model.safekeeping.deletions import Deletions
from model.safekeeping.one_sided import COLUMNS, Copy
from model.store import Store

_TABLE = "customer_consent"
_GROUPS = groups_of(_TABLE, COLUMNS[_TABLE])


@dataclass
class Wanted:
    """The consents that one customer has in the joined book, by id; ``traces`` are those of theirs that became one
    with another, which the journal should know of."""

    rows: dict[int, State] = field(default_factory=dict)
    traces: list[State] = field(default_factory=list)
    losses: list[tuple[int, Loss]] = field(default_factory=list)


def customers_of_both(store: Store, ours: Copy, theirs: Copy) -> list[int]:
    """The customers for whom both copies wrote consents that the other does not know, or have two of one channel that
    are not the same: an earlier join, of which only one of them knows, made one of two."""
    return store.column(
        f"SELECT * FROM ({_customers(ours)} INTERSECT {_customers(theirs)})"
        f" UNION SELECT o.customer_id FROM {ours.schema}.{_TABLE} AS o JOIN {theirs.schema}.{_TABLE} AS t"
        " USING (customer_id, channel) WHERE o.id <> t.id"
    )


def _customers(copy: Copy) -> str:
    bulk = ", ".join(map(str, copy.bulk_edits))
    return (
        "SELECT customer_id FROM ("
        f"SELECT c.customer_id FROM {copy.touched} AS k CROSS JOIN {copy.schema}.{_TABLE} AS c ON c.id = k.row_id"
        f" WHERE k.table_name = '{_TABLE}'"
        f" UNION SELECT json_extract(j.old, '$.customer_id') FROM {copy.touched} AS k"
        f" CROSS JOIN {copy.schema}.journal AS j ON j.row_id = k.row_id AND j.table_name = k.table_name"
        f" WHERE k.table_name = '{_TABLE}' AND j.number >= k.first AND j.old IS NOT NULL"
        + (f" UNION SELECT customer_id FROM {copy.schema}.{_TABLE} WHERE edit_id IN ({bulk})" if bulk else "")
        + ")"
    )


def wanted(
    customer_id: int, ours: Copy, theirs: Copy, our_deletions: Deletions, their_deletions: Deletions
) -> Wanted:
    """What becomes of the consents of one customer. Asked before anything is written."""
    one, other = _stories(customer_id, ours, our_deletions), _stories(customer_id, theirs, their_deletions)
    answer = Wanted()
    by_channel: dict[str, tuple[int, Story]] = {}
    for row_id in sorted(one.keys() | other.keys()):
        story = _one_of(row_id, one, other, our_deletions, their_deletions, answer)
        if story is None:
            continue
        channel = story.state["channel"]
        if channel in by_channel:
            first_id, first = by_channel[channel]
            if row_id in other and row_id not in one:
                answer.traces.append(other[row_id].state)
            merged = _united(first_id, first, story, answer)
            by_channel[channel] = (first_id, merged)
        else:
            by_channel[channel] = (row_id, story)
    answer.rows = {row_id: story.state | {"id": row_id} for row_id, story in by_channel.values()}
    return answer


def _stories(customer_id: int, copy: Copy, deletions: Deletions) -> dict[int, Story]:
    """The consents that a copy has, or deleted although they stay."""
    there = copy.store.column(
        f"SELECT id FROM {copy.schema}.{_TABLE} WHERE customer_id = :customer", customer=customer_id
    )
    there += copy.store.column(
        f"SELECT d.row_id FROM {deletions.gone} AS d CROSS JOIN {copy.schema}.journal AS j ON j.number = d.number"
        f" WHERE d.table_name = '{_TABLE}' AND d.stays AND json_extract(j.old, '$.customer_id') = :customer",
        customer=customer_id,
    )
    stories = ((row_id, copy.story(_TABLE, row_id) or copy.untouched(_TABLE, row_id)) for row_id in there)
    return {row_id: story for row_id, story in stories if story is not None}


def _one_of(
    row_id: int,
    one: dict[int, Story],
    other: dict[int, Story],
    our_deletions: Deletions,
    their_deletions: Deletions,
    answer: Wanted,
) -> Story | None:
    """What becomes of one row; ``None`` if one side deleted it and may."""
    ours, theirs = one.get(row_id), other.get(row_id)
    if ours and theirs:
        return _united(row_id, ours, theirs, answer)
    deletions = their_deletions if ours else our_deletions
    deleted = deletions.store.value(
        f"SELECT 1 FROM {deletions.gone} WHERE table_name = '{_TABLE}' AND row_id = :row", row=row_id
    )
    return None if deleted else ours or theirs


def _united(row_id: int, ours: Story, theirs: Story, answer: Wanted) -> Story:
    state = dict(ours.state)
    united = Story(
        state=state,
        alive=True,
        created=False,
        past={**theirs.past, **ours.past},
        setters={**theirs.setters, **ours.setters},
    )
    for group in _GROUPS:
        if all(ours.state[column] == theirs.state[column] for column in group):
            continue
        decision = decide_group(_TABLE, group, ours, theirs)
        state.update(zip(group, decision.values, strict=True))
        answer.losses += [(row_id, loss) for loss in decision.losses]
        taken = theirs if decision.side is Side.THEIRS else ours
        if group in taken.setters:
            united.setters[group] = taken.setters[group]
    return united


def write(store: Store, customer_id: int, answer: Wanted) -> None:
    """Make the consents of a customer what was decided, inside the running edit."""
    now = {
        row["id"]: dict(row)
        for row in store.rows(f"SELECT * FROM {_TABLE} WHERE customer_id = :id", id=customer_id)
    }
    channels = {trace["channel"] for trace in answer.traces}
    for row_id, row in list(now.items()):
        stays = answer.rows.get(row_id)
        if stays is None or stays["channel"] != row["channel"] or row["channel"] in channels:
            store.write(f"DELETE FROM {_TABLE} WHERE id = :id", {"id": row_id})
            del now[row_id]
    for trace in answer.traces:
        _insert(store, trace)
        store.write(f"DELETE FROM {_TABLE} WHERE id = :id", {"id": trace["id"]})
    for row_id, row in answer.rows.items():
        if row_id not in now:
            _insert(store, row)
        elif any(row[column] != now[row_id][column] for column in COLUMNS[_TABLE]):
            columns = COLUMNS[_TABLE][1:]
            store.write(
                f"UPDATE {_TABLE} SET {', '.join(f'{column} = :{column}' for column in columns)} WHERE id = :id",
                row,
            )


def _insert(store: Store, row: State) -> None:
    columns = (*COLUMNS[_TABLE], "edit_id")
    store.write(
        f"INSERT INTO {_TABLE} ({', '.join(columns)}) VALUES ({', '.join(':' + column for column in columns)})",
        row,
    )
