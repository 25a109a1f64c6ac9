"""What is in a backup, or in another copy of the book, before anything is done with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from model import connecting
from model.book import Book
from model.errors import BookError
from model.history import Entry, history
from model.nouns import TABLES
from model.safekeeping.comparing import KINDS, Compared, compare_books
from model.safekeeping.lineage import Verdict
from model.safekeeping.manifest import Manifest
from model.safekeeping.outside import Outside, opened_outside
from model.safekeeping.stages import Progress, nothing, stage
from model.safekeeping.taking import Difference, Offer, Taken, offer_of, take_customer
from model.statistics import check, facts
from model.store import Store
from resources.i18n import _

__all__ = [
    "Difference",
    "Inside",
    "KindDiffers",
    "Offer",
    "PersonDiffers",
    "Taken",
    "Where",
    "look_inside",
    "offer_of",
    "restore_test",
    "take_customer",
]

LAST_ENTRIES = 20
MOST_PEOPLE = 500


class Where(StrEnum):
    """In which of the two books something is."""

    THERE = "only there"
    HERE = "only here"
    BOTH = "in both, but not the same"


@dataclass(frozen=True)
class KindDiffers:
    """How many records of a kind (``customers``, ``purchases`` …) are only in the other book, only in ours, or in both
    but not the same."""

    kind: str
    only_there: int
    only_here: int
    different: int


@dataclass(frozen=True)
class PersonDiffers:
    """A customer of whom the two books say different things; anything that hangs on her counts. ``phone`` is her first
    one, "" if there is none."""

    customer_id: int
    name: str
    where: Where
    phone: str = ""


@dataclass(frozen=True)
class Inside:
    """What was found in the file at ``path``. ``facts`` are those of ``statistics.facts``, ``last`` the latest entries,
    newest first.

    ``compared`` is the verdict against our book, ``None`` without one. Of another book nothing is compared. ``people``
    are the first of the customers that differ, by name; ``people_in_all`` counts all of them.
    """

    path: Path
    manifest: Manifest | None
    shop: str
    facts: dict[str, int | str | None]
    last_at: datetime
    last: list[Entry]
    compared: Compared | None = None
    kinds: tuple[KindDiffers, ...] = ()
    people: tuple[PersonDiffers, ...] = ()
    people_in_all: int = 0


def look_inside(outside: Outside, ours: Book | None = None, progress: Progress = nothing) -> Inside:
    """What is in an opened file from outside, and how it differs from ``ours``."""
    progress(0, 10)
    store = outside.book.store
    found = Inside(
        outside.path,
        outside.manifest,
        outside.book.shop.name,
        facts(store),
        datetime.fromisoformat(store.value("SELECT at FROM edit ORDER BY number DESC LIMIT 1")),
        history(store, limit=LAST_ENTRIES),
    )
    progress(3, 10)
    if ours is None:
        return found
    compared = compare_books(ours, outside.book)
    if compared.verdict in (Verdict.SAME, Verdict.OTHER):
        return _with(found, compared=compared)
    with (
        ours.store.beside(connecting.uri(outside.book.path, "ro"), "there"),
        ours.store.stoppable(lambda _done, _all: progress(5, 10)),
    ):
        kinds, people = _differences(ours.store)
        named = _named(ours.store, people)
    progress(10, 10)
    return _with(
        found, compared=compared, kinds=kinds, people=tuple(named[:MOST_PEOPLE]), people_in_all=len(named)
    )


def restore_test(backup: Path, password: str | None = None, progress: Progress = nothing) -> Manifest:
    """Restore ``backup`` for a trial, into a place that is gone afterwards, and check everything in it: a backup that
    was proven once may have aged on its stick. ``BookError`` if the book in it is not in order."""
    with opened_outside(backup, password, stage(progress, 0, 500)) as outside:
        if outside.manifest is None:
            raise BookError(_("“{name}” is a book, not a backup.").format(name=backup.name))
        if wrong := check(outside.book.store, stage(progress, 500, 1000)):
            raise BookError(
                _("“{name}” was restored for a trial, and something in it is wrong: {what}").format(
                    name=backup.name, what=wrong[0]
                )
            )
        return outside.manifest


def _with(found: Inside, **more: Any) -> Inside:
    return Inside(**{**vars(found), **more})


def _differences(store: Store) -> tuple[tuple[KindDiffers, ...], dict[int, Where]]:
    """What differs between ``main`` and ``there``, by kind and by customer."""
    kinds: list[KindDiffers] = []
    people: dict[int, Where] = {}
    for table in TABLES:
        counted: Counter[Where] = Counter()
        for where, owners in _differing(store, table.name, table.written()):
            counted[where] += 1
            for owner in owners:
                if owner is not None:
                    people[owner] = where if table.name == "customer" else people.get(owner, Where.BOTH)
        if counted:
            kinds.append(
                KindDiffers(KINDS[table.name], counted[Where.THERE], counted[Where.HERE], counted[Where.BOTH])
            )
    return tuple(kinds), people


def _differing(store: Store, table: str, columns: tuple[str, ...]) -> Iterator[tuple[Where, set[int | None]]]:
    """Every row of ``table`` that is not the same in both, with the customers that it is about."""
    same = " AND ".join(f"h.{name} IS t.{name}" for name in columns)
    there, here = _owner(table, columns, "there", "t"), _owner(table, columns, "main", "h")
    for is_missing, one, other in store.tuples(
        f"SELECT h.id IS NULL, {there}, {here} FROM there.{table} AS t LEFT JOIN main.{table} AS h ON h.id = t.id"
        f" WHERE NOT ({same})"
    ):
        yield Where.THERE if is_missing else Where.BOTH, {one, other}
    for (owner,) in store.tuples(
        f"SELECT {here} FROM main.{table} AS h WHERE NOT EXISTS (SELECT 1 FROM there.{table} AS t WHERE t.id = h.id)"
    ):
        yield Where.HERE, {owner}


def _owner(table: str, columns: tuple[str, ...], schema: str, row: str) -> str:
    """SQL for the customer that a row is about."""
    if table == "customer":
        return f"{row}.id"
    if table == "purchase_line":
        return f"(SELECT p.customer_id FROM {schema}.purchase AS p WHERE p.id = {row}.purchase_id)"
    return f"{row}.customer_id" if "customer_id" in columns else "NULL"


def _named(store: Store, people: dict[int, Where]) -> list[PersonDiffers]:
    names = dict(store.tuples("SELECT id, name FROM main.customer"))
    names |= dict(store.tuples("SELECT id, name FROM there.customer"))
    phones: dict[int, str] = {}
    for schema in ("main", "there"):  # the first phone comes last, and that of the backup wins
        phones |= dict(
            store.tuples(
                f"SELECT customer_id, number FROM {schema}.customer_phone ORDER BY position DESC, id DESC"
            )
        )
    found = [
        PersonDiffers(one, names[one], where, phones.get(one, ""))
        for one, where in people.items()
        if one in names
    ]
    return sorted(found, key=lambda person: (person.name.casefold(), person.customer_id))
