"""A list to look at: on the screen, where its heads sort and a row opens the card, and in a file for a spreadsheet."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Generic, Literal, TypeVar

from model.money import format_money

Row = TypeVar("Row")

Value = str | int | float | Decimal | date | None
"""What a cell is, beside how it is written: by this it sorts, and this stands in the file."""


@dataclass(frozen=True, slots=True)
class ListColumn(Generic[Row]):
    """``value`` gives what a cell is, ``words`` how it is shown (its value, if that is a text).

    ``width`` in pixels; the ``stretch`` column takes what is left. What stands ``only_in_file`` would be too much on a
    screen.
    """

    key: str
    title: str
    value: Callable[[Row], Value]
    words: Callable[[Row], str] | None = None
    width: int = 120
    align: Literal["left", "right", "centre"] = "left"
    stretch: bool = False
    strong: bool = False
    descends_first: bool = False
    only_in_file: bool = False

    def shown(self, row: Row) -> str:
        """The words of a cell."""
        if self.words is not None:
            return self.words(row)
        value = self.value(row)
        return "" if value is None else str(value)


@dataclass(frozen=True, slots=True)
class Listing(Generic[Row]):
    """Rows in the order in which they are best read. ``customer_of`` says whose card a row opens.

    ``shown`` says in a few words how many and of what; ``nothing`` is the sentence of an empty list. ``first_keys`` are
    the columns that a narrow screen shows, the most telling first; the others follow in their order.
    """

    columns: Sequence[ListColumn[Row]]
    rows: Sequence[Row]
    customer_of: Callable[[Row], int | None]
    shown: tuple[str, ...] = ()
    nothing: str = ""
    first_keys: tuple[str, ...] = ()

    @property
    def on_screen(self) -> list[ListColumn[Row]]:
        """The columns of a table."""
        return [column for column in self.columns if not column.only_in_file]

    @property
    def by_importance(self) -> list[str]:
        """Their keys, the most telling first, without the one that is always there."""
        keys = [column.key for column in self.on_screen if not column.stretch]
        return [
            *(key for key in self.first_keys if key in keys),
            *(key for key in keys if key not in self.first_keys),
        ]


AnyListing = Listing[Any]


def money(cents: int | None) -> Decimal | None:
    """An amount as a spreadsheet reads it."""
    return None if cents is None else Decimal(cents).scaleb(-2)


def money_column(
    key: str,
    title: str,
    cents: Callable[[Row], int],
    currency: str,
    *,
    width: int = 112,
    only_in_file: bool = False,
) -> ListColumn[Row]:
    """An amount of each row; clicked on, the largest comes first."""
    return ListColumn(
        key,
        title,
        lambda row: money(cents(row)),
        lambda row: format_money(cents(row), currency),
        width=width,
        align="right",
        descends_first=True,
        only_in_file=only_in_file,
    )
