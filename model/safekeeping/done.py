"""What one side did since two copies parted, counted for whoever is asked whether they should be joined."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from model.safekeeping.one_sided import COLUMNS, Copy

Counts = dict[str, int]
"""How many rows of each table."""


@dataclass(frozen=True)
class Done:
    """What one side did since the two parted, as far as it still shows: rows by table."""

    added: Counts
    changed: Counts
    deleted: Counts


def done(copy: Copy) -> Done:
    """What the edits that only one copy contains did, as far as it still shows."""
    counted = dict(_counted(copy))
    return Done(
        *({table: counts[place] for table, counts in counted.items() if counts[place]} for place in range(3))
    )


def _counted(copy: Copy) -> Iterator[tuple[str, tuple[int, int, int]]]:
    bulk = ", ".join(map(str, copy.bulk_edits))
    for table in COLUMNS:
        row = copy.store.row(
            "SELECT count(*) FILTER (WHERE here AND made) AS added,"
            " count(*) FILTER (WHERE here AND NOT made) AS changed,"
            " count(*) FILTER (WHERE NOT here AND NOT made) AS deleted FROM (SELECT"
            f" EXISTS (SELECT 1 FROM {copy.schema}.{table} WHERE id = k.row_id) AS here,"
            f" (j.op = 'insert' OR json_extract(j.old, '$.edit_id') IN (SELECT id FROM {copy.only})) AS made"
            f" FROM {copy.touched} AS k CROSS JOIN {copy.schema}.journal AS j ON j.number = k.first"
            " WHERE k.table_name = :table)",
            table=table,
        )
        assert row is not None
        loaded = 0
        if bulk:
            loaded = copy.store.value(
                f"SELECT count(*) FROM {copy.schema}.{table} AS t WHERE edit_id IN ({bulk}) AND NOT EXISTS"
                f" (SELECT 1 FROM {copy.touched} WHERE table_name = '{table}' AND row_id = t.id)"
            )
        yield table, (row["added"] + loaded, row["changed"], row["deleted"])
