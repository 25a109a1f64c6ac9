"""What became of an undo, in words: what was taken back, what was left alone, and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from model.edit_parts import Part, State
from model.record_names import Names
from model.record_words import record_words
from model.store import Store
from resources.i18n import N_, _, ngettext

MOST_TOLD = 100
"""of the parts left alone"""


class LeftAlone(NamedTuple):
    """A part of an edit that was not taken back: the title of its record, and why in words."""

    title: str
    why: str


@dataclass(frozen=True)
class Undone:
    """What became of an undo: the edit's own sentence and how many of its parts went which way.

    ``left`` are the parts that were kept, or could not be put back, as far as they can be told one by one.
    ``edit_id`` is the edit that was taken back, 0 where it was not all of one.
    """

    what: str
    undone: int
    kept: int
    could_not: int
    told: str = N_("Undone: {what}")
    edit_id: int = field(default=0, compare=False)
    left: tuple[LeftAlone, ...] = field(default=(), compare=False)

    @property
    def sentence(self) -> str:
        """One line for the person who pressed Undo."""
        stands = not self.undone and (self.kept or self.could_not)
        parts = [_(N_("Not undone: {what}") if stands else self.told).format(what=self.what)]
        if self.kept:
            parts.append(
                ngettext(
                    "{n} part was kept, edited since", "{n} parts were kept, edited since", self.kept
                ).format(n=self.kept)
            )
        if self.could_not:
            parts.append(
                ngettext(
                    "{n} part could not be put back", "{n} parts could not be put back", self.could_not
                ).format(n=self.could_not)
            )
        return " · ".join(parts)


def told(store: Store, left: Iterable[tuple[str, State, str]]) -> tuple[LeftAlone, ...]:
    """The rows that were left alone, each given by its table, a state of it and why."""
    names = Names(store)
    return tuple(LeftAlone(record_words(table, row, names).title, why) for table, row, why in left)


def why_kept(part: Part) -> str:
    """Why a row that was there before the edit was not made what it was."""
    if part.now is None:
        return (
            _("it was deleted since")
            if part.after is not None
            else _("something else stands in its place now")
        )
    return _("it is there again already") if part.after is None else changed()


def changed() -> str:
    return _("it was changed since")


def needed() -> str:
    return _("something entered since belongs to it")


def part_of_what_stays() -> str:
    return _("what it belongs to stays in the book")


def lost_its_owner() -> str:
    return _("what it belongs to is no longer in the book")
