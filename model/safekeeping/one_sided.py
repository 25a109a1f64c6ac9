"""What was done in one copy of a book and not in another: the edits that only one of them contains, and the rows that
these made, changed or deleted."""

from __future__ import annotations

import json

from model.nouns import TABLES
from model.safekeeping.lineage import Lineage
from model.store import Store

ONLY_HERE = (
    "SELECT e.id FROM json_each(:ahead) AS a CROSS JOIN edit AS e"
    " ON e.generation_id = a.key AND e.seq > a.value"
)
"""SQL for the ids of the edits that only this copy contains; ``:ahead`` is the JSON of ``Lineage.ahead_of``."""


def changed_rows(store: Store, ours: Lineage, theirs: Lineage) -> dict[str, int]:
    """How many rows of each table the edits touched that only the book of ``store``, which is ``ours``, contains."""
    ahead = json.dumps(ours.ahead_of(theirs))
    bulk = store.column(f"SELECT id FROM edit WHERE bulk AND id IN ({ONLY_HERE})", ahead=ahead)
    counted = {
        row["table_name"]: int(row["n"])
        for row in store.rows(
            "SELECT table_name, count(DISTINCT row_id) AS n FROM journal"
            f" WHERE edit_id IN ({ONLY_HERE}) GROUP BY table_name",
            ahead=ahead,
        )
    }
    if bulk:
        for table in TABLES:
            # What was loaded without the journal, and perhaps changed since with it.
            n = store.value(
                f"SELECT count(*) FROM (SELECT id FROM {table.name} WHERE edit_id IN ({', '.join(map(str, bulk))})"
                f" UNION SELECT row_id FROM journal WHERE table_name = :table AND edit_id IN ({ONLY_HERE}))",
                table=table.name,
                ahead=ahead,
            )
            counted[table.name] = int(n)
    return {table.name: counted[table.name] for table in TABLES if counted.get(table.name)}
