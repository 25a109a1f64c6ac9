"""One pass over a file: what was decided about it, and how its columns are written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Literal

from model import currencies
from model.book import Book
from model.days import DayOrder, guess_order
from model.errors import BookError, FieldError
from model.importing.amounts import guess_decimal_mark
from model.importing.cells import Texts
from model.importing.fields import FIELDS
from model.importing.matching import Matching
from model.importing.refusals import Refusals
from model.importing.table_file import TableFile
from resources.i18n import _

Progress = Callable[[int, int], None]
"""Called with (done, all); raises Cancelled when the person said stop."""

OnHit = Literal["fill", "overwrite", "skip"]
"""What to do with a customer who is in the book already: fill what is blank, write over it, or leave it."""

_SAMPLE_ROWS = 2_000
_ROWS_BETWEEN_WORDS = 4_096


@dataclass(frozen=True)
class Options:
    """What a person decides about an import that is done on ``today``; ``None``: find it out from the file."""

    today: date
    day_order: DayOrder | None = None
    decimal_mark: Literal[".", ","] | None = None
    on_hit: OnHit = "fill"


class Reading:
    """A file on its way into a book. ``BookError`` if a column is missing without which there is nothing to read."""

    def __init__(
        self, book: Book, table: TableFile, matching: Matching, options: Options, progress: Progress
    ) -> None:
        if matching.missing:
            raise BookError(_missing(matching))
        shop = book.shop
        self.store = book.store
        self.table = table
        self.matching = matching
        self.options = options
        self.region = shop.region
        self.decimals = currencies.decimals(shop.currency)
        self.texts = Texts()
        self._progress = progress
        self._sample = [cells for _row, cells in islice(table.rows(), _SAMPLE_ROWS)]

    def order_of(self, column: int) -> DayOrder | None:
        """How the days of a column are written; ``None`` if they do not tell."""
        return (
            self.options.day_order
            or guess_order(self.sample(column))
            or guess_order({cells[column] for _row, cells in self.table.rows()})
        )

    def decimal_mark_of(self, column: int) -> str:
        """The decimal mark of a column of amounts."""
        return self.options.decimal_mark or guess_decimal_mark(self.sample(column))

    def sample(self, column: int) -> list[str]:
        """The first cells of a column."""
        return [cells[column] for cells in self._sample]

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Every row with its number, saying now and then how far it is."""
        expected = self.table.estimated_rows
        for n, numbered in enumerate(self.table.rows()):
            if not n % _ROWS_BETWEEN_WORDS:
                self._progress(min(n, expected), expected)
            yield numbered
        self._progress(expected, expected)

    def refuse_bad_rows(self, refusals: Refusals) -> None:
        """Refuse the rows that the file itself could not give; to be asked after all rows were read."""
        for bad in self.table.bad_rows:
            refusals.add(bad.number, FieldError(bad.reason))


def _missing(matching: Matching) -> str:
    fields = _(", ").join(_(FIELDS[matching.kind][name].label) for name in matching.missing)
    sentence = _("No column was recognised as: {fields}. The columns are: {columns}.")
    return sentence.format(fields=fields, columns=_(", ").join(matching.header))
