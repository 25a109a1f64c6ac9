"""A list as a file that opens in any spreadsheet: CSV, in which no text is taken for a formula."""

import csv
from datetime import date
from io import StringIO
from pathlib import Path
from typing import BinaryIO

from model.importing.cells import FORMULA_STARTS
from reports import paper_file
from reports.listing import AnyListing, Value
from reports.page import Progress

_TOLD_EACH = 1000


def write(listing: AnyListing, target: Path | BinaryIO, progress: Progress | None = None) -> int:
    """Write all rows with all columns; returns the number of rows. ``OSError`` leaves an earlier file as it was.

    UTF-8 with the mark by which Excel knows it; days as 2026-03-12, amounts as 12.50, without a currency. Import reads
    it back.
    """
    text = StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([_guarded(column.title) for column in listing.columns])
    for number, row in enumerate(listing.rows):
        if progress is not None and number % _TOLD_EACH == 0:
            progress(number, len(listing.rows))
        writer.writerow([cell(column.value(row)) for column in listing.columns])
    paper_file.put(text.getvalue().encode("utf-8-sig", errors="replace"), target)
    return len(listing.rows)


def cell(value: Value) -> str:
    """One value as it stands in the file."""
    if value is None:
        return ""
    if isinstance(value, str):
        return _guarded(value)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value.isoformat() if isinstance(value, date) else str(value)


def _guarded(text: str) -> str:
    """A text that a spreadsheet would reckon with stands behind an apostrophe, which Import takes away again; behind
    one more where one was typed already."""
    return f"'{text}" if text.lstrip("'").startswith(FORMULA_STARTS) else text
