"""What a review found, in a sentence or two."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from resources.i18n import _, ngettext, paragraph

if TYPE_CHECKING:
    from model.classes.moves import Move


def review_in_words(moves: Sequence[Move], first_classed: int) -> str:
    """How many rose and fell, how many are no longer new, and how many were given their first class."""
    if not moves and not first_classed:
        return _("Nobody moved to another class.")
    up = sum(move.is_up is True for move in moves)
    down = sum(move.is_up is False for move in moves)
    return paragraph(
        (
            _moved(len(moves), up, down) if moves else "",
            _no_longer_new(len(moves) - up - down),
            _first_classed(first_classed),
        )
    )


def _moved(n: int, up: int, down: int) -> str:
    words = ngettext(
        "{n} customer moved: {up} rose, {down} fell.", "{n} customers moved: {up} rose, {down} fell.", n
    )
    return words.format(n=f"{n:,}", up=f"{up:,}", down=f"{down:,}")


def _no_longer_new(n: int) -> str:
    return ngettext("{n} is no longer new.", "{n} are no longer new.", n).format(n=f"{n:,}") if n else ""


def _first_classed(n: int) -> str:
    words = ngettext(
        "{n} customer was given a class for the first time.",
        "{n} customers were given a class for the first time.",
        n,
    )
    return words.format(n=f"{n:,}") if n else ""
