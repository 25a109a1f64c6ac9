"""What a column of a table shows, of rows of any kind."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeVar

Row = TypeVar("Row")


@dataclass(frozen=True)
class Column(Generic[Row]):
    """``text`` makes the words of a cell from a row.

    ``key`` names the column in ``sorted``; ``width`` in pixels, the ``stretch`` column takes what is left.
    ``aside`` makes smaller words behind those, as a span beside a number. ``icon`` (a name) and ``tone`` (of the
    palette) may depend on the row. ``order`` is what ``SimpleTable`` sorts by; a ``RecordTable`` leaves the order to
    whoever hears ``sorted``.
    """

    key: str
    title: str
    text: Callable[[Row], str]
    width: int = 120
    align: Literal["left", "right", "centre"] = "left"
    stretch: bool = False
    sortable: bool = True
    descends_first: bool = False
    strong: bool = False
    icon: Callable[[Row], str] | None = None
    tone: Callable[[Row], str] | None = None
    aside: Callable[[Row], str] | None = None
    order: Callable[[Row], Any] | None = None


def number_column(
    key: str,
    title: str,
    number: Callable[[Row], Any],
    shown: Callable[[Any], str] = "{:,}".format,
    *,
    width: int,
    strong: bool = False,
) -> Column[Row]:
    """What is counted or earned: set to the right, sorted by size, the largest first. ``shown`` writes one number."""
    return Column(
        key,
        title,
        lambda row: shown(number(row)),
        width=width,
        align="right",
        strong=strong,
        descends_first=True,
        order=number,
    )
