"""The rows that cannot be brought in: collected with their reasons, and written to a file beside the input."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from model.errors import BookError, FieldError
from model.importing.table_file import TableFile
from resources.i18n import _, ngettext

_SAID = 3  # refused rows that are told at once; all of them are in the file


@dataclass(frozen=True)
class Refusal:
    """One row, the heading of the cell that cannot be taken ("" for the row as a whole), and why."""

    row: int
    heading: str
    reason: str

    @property
    def sentence(self) -> str:
        """Row, column and reason on one line."""
        if self.heading:
            return _("Row {row}, “{heading}”: {reason}").format(
                row=self.row, heading=self.heading, reason=self.reason
            )
        return _("Row {row}: {reason}").format(row=self.row, reason=self.reason)


@dataclass
class Refusals:
    """What was refused of one file, by the number of the row."""

    _by_row: dict[int, Refusal] = field(default_factory=dict)

    def add(self, row: int, error: FieldError) -> None:
        """Refuse a row for the first thing that is wrong in it."""
        self._by_row.setdefault(row, Refusal(row, error.field, str(error)))

    def __contains__(self, row: object) -> bool:
        return row in self._by_row

    def __iter__(self) -> Iterator[Refusal]:
        return (self._by_row[row] for row in sorted(self._by_row))

    def __len__(self) -> int:
        return len(self._by_row)

    def write(self, table: TableFile) -> Path:
        """Write the refused rows, the reason before their own cells, beside the file they came from.

        The file opens in a spreadsheet, and can be put right and brought in as it is: the reason is a column that no
        field answers to. ``BookError`` if it cannot be written.
        """
        path = table.path.with_name(f"{table.path.stem} refused.csv")
        part = path.with_name(path.name + ".part")
        try:
            with part.open("w", encoding="utf-8-sig", newline="", errors="replace") as file:
                writer = csv.writer(file)
                writer.writerow([_("Why it was refused"), *table.header])
                writer.writerows(self._rows(table))
                file.flush()
                os.fsync(file.fileno())
            part.replace(path)
        except OSError as error:
            with suppress(OSError):
                part.unlink(missing_ok=True)
            sentence = _("The list of refused rows could not be written to “{file}”: {reason}.")
            raise BookError(sentence.format(file=path, reason=error.strerror)) from error
        return path

    def _rows(self, table: TableFile) -> Iterator[list[str]]:
        """The refused rows in the order of the file; it is read again, so that no good row need be remembered."""
        cells = {number: row for number, row in table.rows() if number in self._by_row}
        cells |= {bad.number: bad.cells for bad in table.bad_rows}
        for refusal in self:
            yield [refusal.sentence, *cells.get(refusal.row, [])]

    @property
    def sentences(self) -> list[str]:
        """How many there are, and the first few with their reasons."""
        n = len(self)
        first = [refusal.sentence for refusal in self][:_SAID]
        count = ngettext("{n} row was refused.", "{n} rows were refused.", n).format(n=n)
        return [count, *first, *(["…"] if n > _SAID else [])]
