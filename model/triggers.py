"""What the file itself keeps right: the journal and the figures, in triggers of plain SQL.

They are ensured after every open and not in a migration, because a step that rebuilds a table silently drops its
triggers. They call no function of the program: with ``trusted_schema`` off none may run. Nor may they reach the
search index (SQLite 3.40 calls that an unsafe use of a virtual table): ``search.py`` keeps it in the same edit.
"""

import sqlite3
import typing
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from model.nouns import TABLES
from model.table import Table

TABLES_OF_A_CUSTOMER = frozenset(table.name for table in TABLES if "customer_id" in table.written())


def _members(table: type[Table[Any]]) -> str:
    """SQL that continues the text ``{`` with the members of a row as JSON.

    By hand, because SQLite 3.40 calls json_object() unsafe in a trigger.
    """
    numbers = {name for name, hint in typing.get_type_hints(table.record).items() if _is_number(hint)} | {
        "edit_id"
    }
    parts = []
    for column in (*table.written(), "edit_id"):
        value = f"OLD.{column}"
        if column not in numbers:
            for plain, escaped in (
                ("'\\'", "'\\\\'"),
                ("'\"'", "'\\\"'"),
                ("char(10)", "'\\n'"),
                ("char(13)", "'\\r'"),
                ("char(9)", "'\\t'"),
            ):
                value = f"replace({value}, {plain}, {escaped})"
            value = f"'\"' || {value} || '\"'"
        parts.append(f"\"{column}\":' || coalesce({value}, 'null') || '")
    return ",".join(parts)


def _is_number(hint: Any) -> bool:
    return any(part in (int, bool) for part in (hint, *typing.get_args(hint)))


def _journal(table: type[Table[Any]]) -> dict[str, str]:
    name = table.name
    columns = ", ".join(table.written()[1:])
    old = f"'{{{_members(table)}}}'"
    # The running edit is the latest one: it is written first in its transaction.
    entry = (
        "INSERT INTO journal (edit_id, table_name, row_id, op, old) VALUES"
        f" ((SELECT id FROM edit ORDER BY number DESC LIMIT 1), '{name}'"
    )
    return {
        f"journal_{name}_insert": f"CREATE TRIGGER journal_{name}_insert AFTER INSERT ON {name}"
        f" BEGIN {entry}, NEW.id, 'insert', NULL); END",
        f"journal_{name}_update": f"CREATE TRIGGER journal_{name}_update AFTER UPDATE OF {columns} ON {name}"
        f" BEGIN {entry}, OLD.id, 'update', {old}); END",
        f"journal_{name}_delete": f"CREATE TRIGGER journal_{name}_delete AFTER DELETE ON {name}"
        f" BEGIN {entry}, OLD.id, 'delete', {old}); END",
    }


_SUMS_OF_A_PURCHASE = (
    "UPDATE purchase SET (lines, amount_cents, cost_cents, profit_cents) ="
    " (SELECT count(*), coalesce(sum(amount_cents), 0), coalesce(sum(cost_cents), 0),"
    " coalesce(sum(CASE WHEN cost_cents IS NOT NULL THEN amount_cents - cost_cents END), 0)"
    " FROM purchase_line WHERE purchase_id = purchase.id)"
)

FIGURES = (
    "UPDATE customer_figures SET (sales, buying_days, amount_cents, cost_cents, profit_cents, first_on, last_on) ="
    " (SELECT count(*) FILTER (WHERE kind = 'sale'), count(DISTINCT bought_on) FILTER (WHERE kind = 'sale'),"
    " coalesce(sum(amount_cents), 0), coalesce(sum(cost_cents), 0), coalesce(sum(profit_cents), 0),"
    " min(bought_on) FILTER (WHERE kind = 'sale'), max(bought_on) FILTER (WHERE kind = 'sale')"
    " FROM purchase WHERE customer_id = customer_figures.customer_id)"
)

REACHED = (
    "UPDATE customer_figures SET reached_on ="
    " (SELECT max(visited_on) FROM visit WHERE customer_id = customer_figures.customer_id AND reached)"
)


def _kept(name: str, event: str, *statements: str) -> dict[str, str]:
    return {name: f"CREATE TRIGGER {name} AFTER {event} BEGIN {' '.join(s + ';' for s in statements)} END"}


def _on_each_event(
    name: str, table: str, columns: str, statement: str, key: str, column: str
) -> dict[str, str]:
    """Run ``statement`` for the row whose ``key`` is the old or new ``column`` of a changed row of ``table``."""
    return {
        **_kept(f"{name}_insert", f"INSERT ON {table}", f"{statement} WHERE {key} = NEW.{column}"),
        **_kept(
            f"{name}_update",
            f"UPDATE OF {columns} ON {table}",
            f"{statement} WHERE {key} IN (OLD.{column}, NEW.{column})",
        ),
        **_kept(f"{name}_delete", f"DELETE ON {table}", f"{statement} WHERE {key} = OLD.{column}"),
    }


ALL: dict[str, str] = {
    **{name: sql for table in TABLES for name, sql in _journal(table).items()},
    **_kept(
        "figures_start", "INSERT ON customer", "INSERT INTO customer_figures (customer_id) VALUES (NEW.id)"
    ),
    **_on_each_event(
        "sums",
        "purchase_line",
        "purchase_id, amount_cents, cost_cents",
        _SUMS_OF_A_PURCHASE,
        "id",
        "purchase_id",
    ),
    **_on_each_event(
        "figures",
        "purchase",
        "customer_id, kind, bought_on, amount_cents, cost_cents, profit_cents",
        FIGURES,
        "customer_id",
        "customer_id",
    ),
    **_on_each_event(
        "reached", "visit", "customer_id, visited_on, reached", REACHED, "customer_id", "customer_id"
    ),
}
"""Every trigger of the file by name, with the SQL that makes it."""

JOURNAL = frozenset(name for name in ALL if name.startswith("journal_"))
"""The triggers that write the journal and nothing else."""

SUMMING_UP = tuple(
    name for name in ALL if name.startswith(("sums_", "figures_", "reached_")) and name != "figures_start"
)
"""The triggers that add up after each row."""

SUMMED_UP = ("purchase_line", "purchase", "visit")
"""The tables whose rows they add up."""


def ensure(db: sqlite3.Connection) -> None:
    """Make every trigger that is missing or differs; others are left for the caller to refuse."""
    present = dict(db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall())
    if all(present.get(name) == sql for name, sql in ALL.items()):
        return
    db.execute("BEGIN IMMEDIATE")
    for name, sql in ALL.items():
        if present.get(name) != sql:
            db.execute(f"DROP TRIGGER IF EXISTS {name}")
            db.execute(sql)
    db.execute("COMMIT")


def of_tables(tables: Iterable[str]) -> list[str]:
    """The names of the triggers that fire when a row is inserted into one of ``tables``."""
    starts = tuple(f"AFTER INSERT ON {table} " for table in tables)
    return [name for name, sql in ALL.items() if any(start in sql for start in starts)]


@contextmanager
def left_out(db: sqlite3.Connection, names: Collection[str]) -> Iterator[None]:
    """Within the block, inside a transaction, these triggers are gone; if it fails, the rollback brings them back."""
    for name in names:
        db.execute(f"DROP TRIGGER {name}")
    yield
    for name in names:
        db.execute(ALL[name])


def recompute(db: sqlite3.Connection, edit_id: int | None = None) -> None:
    """Compute what the triggers keep afresh from its sources, but for the search index: all of it, or what the rows
    that ``edit_id`` loaded can have changed."""
    # Ids only rise while a program runs: the rows of an edit lie behind the edit's own id.
    mine = "" if edit_id is None else f" WHERE id > {edit_id} AND edit_id = {edit_id}"
    (first,) = db.execute(
        f"SELECT min((SELECT coalesce(min(purchase_id), {_BEHIND_ALL}) FROM purchase_line{mine}),"
        f" (SELECT coalesce(min(id), {_BEHIND_ALL}) FROM purchase{mine}))"
    ).fetchone()
    _recompute_sums(db, 0 if edit_id is None else first)
    db.execute(
        f"INSERT INTO customer_figures (customer_id) SELECT id FROM customer{mine} EXCEPT"
        " SELECT customer_id FROM customer_figures"
    )
    bought = reached = ""
    if edit_id is not None:
        bought = f" WHERE customer_id IN (SELECT customer_id FROM purchase WHERE id >= {first})"
        reached = f" WHERE customer_id IN (SELECT customer_id FROM visit{mine})"
    db.execute(FIGURES + bought)
    db.execute(REACHED + reached)


def _recompute_sums(db: sqlite3.Connection, first: int) -> None:
    """Add up the purchases from the id ``first`` on; only wrong sums are written."""
    wrong = db.execute(
        f"SELECT s.lines, s.amount_cents, s.cost_cents, s.profit_cents, p.id FROM ({SUMS_AFRESH.format(first=first)})"
        " AS s CROSS JOIN purchase AS p ON p.id = s.id"
        " WHERE (p.lines, p.amount_cents, p.cost_cents, p.profit_cents)"
        " IS NOT (s.lines, s.amount_cents, s.cost_cents, s.profit_cents)"
        " UNION ALL SELECT 0, 0, 0, 0, id FROM purchase WHERE id >= ?"
        " AND (lines, amount_cents, cost_cents, profit_cents) IS NOT (0, 0, 0, 0)"
        " AND NOT EXISTS (SELECT 1 FROM purchase_line WHERE purchase_id = purchase.id)",
        (first,),
    ).fetchall()
    if wrong:
        # The figures of the customers follow in one go, not with each purchase.
        quiet = bool(db.execute("SELECT 1 FROM sqlite_master WHERE name = 'figures_update'").fetchone())
        if quiet:
            db.execute("DROP TRIGGER figures_update")
        db.executemany(
            "UPDATE purchase SET lines = ?, amount_cents = ?, cost_cents = ?, profit_cents = ? WHERE id = ?",
            (tuple(row) for row in wrong),
        )
        if quiet:
            db.execute(ALL["figures_update"])


_BEHIND_ALL = (1 << 63) - 1

SUMS_AFRESH = (
    "SELECT purchase_id AS id, count(*) AS lines, sum(amount_cents) AS amount_cents,"
    " coalesce(sum(cost_cents), 0) AS cost_cents,"
    " coalesce(sum(CASE WHEN cost_cents IS NOT NULL THEN amount_cents - cost_cents END), 0) AS profit_cents"
    " FROM purchase_line WHERE purchase_id >= {first} GROUP BY purchase_id"
)

FIGURES_AFRESH = (
    "SELECT customer_id, count(*) FILTER (WHERE kind = 'sale') AS sales,"
    " count(DISTINCT bought_on) FILTER (WHERE kind = 'sale') AS buying_days,"
    " sum(amount_cents) AS amount_cents, sum(cost_cents) AS cost_cents, sum(profit_cents) AS profit_cents,"
    " min(bought_on) FILTER (WHERE kind = 'sale') AS first_on,"
    " max(bought_on) FILTER (WHERE kind = 'sale') AS last_on"
    " FROM purchase WHERE customer_id IS NOT NULL GROUP BY customer_id"
)
