"""Which of two copies of a book knows more. No clock is asked.

What a copy contains is a set of edits. Each edit has its place (generation, seq); in any copy the edits of a
generation are there from the first up to some point, and none is ever taken out. So a copy is told by one point for
each generation, and two copies are compared as the sets they stand for.

But for a copy that was saved out of a damaged file: it knows of edits whose work is lost. It is never taken for one
that holds everything, and a sound copy that knows as many edits is the better one.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from model.store import Store
from model.taken_back import TAKEN_BACK
from resources.i18n import _


class Verdict(StrEnum):
    """What another copy is, seen from ours."""

    SAME = "same"
    OLDER = "older"
    NEWER = "newer"
    PARTED = "parted"
    OTHER = "other"


SALVAGED = " salvaged"
"""How the version of a generation ends in which a book was saved out of a damaged file, and not all of it."""


@dataclass(frozen=True)
class Lineage:
    """Everything that one copy contains: of each generation the number of its last edit that is in there.

    ``losses`` are the generations in which this very copy was salvaged with something missing; one that only came in
    with a join brought its work, and not its losses. ``taken_back`` are those of which something came in with a join
    that was taken back: the copy contains these edits, but their work does not show.
    """

    book_id: str
    points: dict[str, int]
    losses: frozenset[str] = frozenset()
    taken_back: frozenset[str] = frozenset()

    @property
    def edits(self) -> int:
        """How many edits the copy contains."""
        return sum(self.points.values())

    def ahead_of(self, other: Lineage) -> dict[str, int]:
        """The generations of which this copy contains more than ``other``, with the last edit that ``other`` has of
        each, 0 if none."""
        return {
            generation: other.points.get(generation, 0)
            for generation, seq in self.points.items()
            if seq > other.points.get(generation, 0)
        }


@dataclass(frozen=True)
class Comparison:
    """What became of comparing: the verdict on theirs, and how many edits only one of the two contains.

    ``taken_back`` if the copy that contains the other one took back a join that had brought work of it.
    """

    verdict: Verdict
    only_ours: int
    only_theirs: int
    taken_back: bool = False

    @property
    def warning(self) -> str:
        """What to know beside an older or newer verdict; mostly nothing."""
        if not self.taken_back:
            return ""
        if self.verdict is Verdict.OLDER:
            return _(
                "The join that had brought its work was taken back here: to have that work again, put the join back on"
                " the page “History”."
            )
        return _(
            "But the join that had brought your work was taken back there: your work shows in it only after that join"
            " is put back on its page “History”."
        )


def of(store: Store) -> Lineage:
    """What the book of ``store`` contains."""
    rows = store.rows("SELECT generation_id, max(seq) AS seq FROM edit GROUP BY generation_id")
    losses = store.column(
        "SELECT g.id FROM generation AS g JOIN edit AS e ON e.generation_id = g.id AND e.seq = 1"
        " WHERE g.app_version LIKE '%' || :mark AND e.came_with IS NULL",
        mark=SALVAGED,
    )
    return Lineage(
        str(store.value("SELECT book_id FROM book")),
        {row["generation_id"]: row["seq"] for row in rows},
        frozenset(losses),
        frozenset(_taken_back(store)),
    )


def _taken_back(store: Store) -> list[str]:
    joins = store.column(
        "SELECT id FROM edit AS e WHERE id IN (SELECT came_with FROM edit WHERE came_with IS NOT NULL)"
        f" AND EXISTS ({TAKEN_BACK})"
    )
    return store.column(
        "SELECT DISTINCT generation_id FROM edit WHERE came_with IN (SELECT value FROM json_each(:joins))",
        joins=json.dumps(joins),
    )


def compare(ours: Lineage, theirs: Lineage) -> Comparison:
    """Which of the two contains the other."""
    only_ours, only_theirs = _beyond(ours, theirs), _beyond(theirs, ours)
    we_lost, they_lost = ours.losses - theirs.losses, theirs.losses - ours.losses
    if ours.book_id != theirs.book_id:
        verdict = Verdict.OTHER
    elif (only_ours or they_lost) and (only_theirs or we_lost):
        verdict = Verdict.PARTED
    elif only_ours or they_lost:
        verdict = Verdict.OLDER
    elif only_theirs or we_lost:
        verdict = Verdict.NEWER
    else:
        verdict = Verdict.SAME
    whole, part = (ours, theirs) if verdict is Verdict.OLDER else (theirs, ours)
    taken_back = verdict in (Verdict.OLDER, Verdict.NEWER) and not whole.taken_back.isdisjoint(
        part.points.keys() - part.taken_back
    )
    return Comparison(verdict, only_ours, only_theirs, taken_back)


def _beyond(one: Lineage, other: Lineage) -> int:
    """How many edits only one copy contains; that a copy was salvaged is no work of anybody."""
    return sum(
        one.points[generation] - known
        for generation, known in one.ahead_of(other).items()
        if generation not in one.losses
    )


def contains(store: Store, generation_id: str, seq: int) -> bool:
    """Whether the book of ``store`` contains this edit, and so whatever a copy that ended with it contained."""
    return bool(
        store.value(
            "SELECT 1 FROM edit WHERE generation_id = :generation AND seq = :seq",
            generation=generation_id,
            seq=seq,
        )
    )


def parted_at(store: Store, theirs: Lineage) -> datetime | None:
    """The moment of the latest edit that both contain; what the clock said then. ``None`` if they share none."""
    moment = store.value(
        "SELECT e.at FROM edit AS e JOIN json_each(:points) AS p ON p.key = e.generation_id AND e.seq <= p.value"
        " ORDER BY e.number DESC LIMIT 1",
        points=json.dumps(theirs.points),
    )
    return datetime.fromisoformat(moment) if moment else None
