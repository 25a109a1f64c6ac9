"""Finding edits in the history: by what was done, by whom, between which days."""

import json
from collections.abc import Iterable
from typing import Any

from model.folded_like import holds
from model.folding import fold
from model.store import Store
from model.taken_back import words_of
from resources.i18n import _


def matching_edits(
    store: Store,
    text: str = "",
    *,
    before: int | None = None,
    limit: int = 100,
    among: Iterable[int] | None = None,
    start: str | None = None,
    end: str | None = None,
) -> list[Any]:
    """Rows of ``edit``, newest first: those of a smaller number than ``before``, whose id is ``among`` these, made
    from the moment ``start`` on and before ``end``, whose words hold every word of ``text``."""
    words = fold(text).split()
    conditions, values = _conditions(store, words)
    if among is not None:
        conditions.append("id IN (SELECT value FROM json_each(:among))")
        values["among"] = json.dumps(sorted(among))
    if start is not None:
        conditions.append("at >= :start")
        values["start"] = start
    if end is not None:
        conditions.append("at < :end")
        values["end"] = end
    found: list[Any] = []
    below = before if before is not None else (1 << 62)
    while len(found) < limit:
        rows = store.rows(
            f"SELECT * FROM edit WHERE number < :below {''.join(f' AND ({one})' for one in conditions)}"
            " ORDER BY number DESC LIMIT :limit",
            below=below,
            limit=limit,
            **values,
        )
        found += [row for row in rows if _holds(store, row, words)]
        if len(rows) < limit:
            break
        below = rows[-1]["number"]
    return found[:limit]


def _holds(store: Store, row: Any, words: list[str]) -> bool:
    if not words:
        return True
    said = fold(f"{words_of(store, row)} {row['who']}")
    return all(word in said for word in words)


def _conditions(store: Store, words: list[str]) -> tuple[list[str], dict[str, Any]]:
    """SQL that leaves few rows besides those that hold the words."""
    if not words:
        return [], {}
    sentences = {what: fold(_(what)) for what in store.column("SELECT DISTINCT what FROM edit")}
    people = {who: fold(who) for who in store.column("SELECT DISTINCT who FROM edit")}
    conditions: list[str] = []
    values: dict[str, str] = {}
    for n, word in enumerate(words):
        values[f"what{n}"] = json.dumps([what for what, said in sentences.items() if word in said])
        values[f"who{n}"] = json.dumps([who for who, said in people.items() if word in said])
        ways = [f"{column} IN (SELECT value FROM json_each(:{column}{n}))" for column in ("what", "who")]
        condition, spellings = holds("about", word, f"about{n}")
        # What was taken back is told in the words of another edit, and in the language of today.
        ways += [condition, "undoes_id IS NOT NULL"]
        values |= spellings
        conditions.append(" OR ".join(ways))
    return conditions, values
