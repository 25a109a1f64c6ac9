"""A CSV file as the owner has it: any encoding, any separator, read row by row.

What is unclear is guessed and said; what would silently lose something (a quotation mark that is never closed, a
row with more cells than headings) is refused with its row.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from model.errors import BookError
from model.importing.first_look import examined, likeliest_separator, separator_line
from resources.i18n import _, ngettext

LONGEST_FIELD = 100_000
"""Characters of the longest note the book keeps."""

# The reader must get past a field that is too long, so that the row can be named instead of giving up the file.
csv.field_size_limit(1 << 26)


@dataclass(frozen=True)
class BadRow:
    """A row that cannot be taken: where it stands, what it holds, and why."""

    number: int
    cells: list[str]
    reason: str


@dataclass
class TableFile:
    """An open table. Rows are numbered as a spreadsheet shows them: the headings are in row 1.

    ``notes`` say in whole sentences what was guessed or changed; ``alternatives`` are other encodings to offer
    when ``encoding_is_certain`` is False. ``bad_rows`` fills while :meth:`rows` is read, and empties when it is
    read again.
    """

    path: Path
    header: list[str]
    encoding: str
    encoding_is_certain: bool
    alternatives: tuple[str, ...]
    separator: str
    sha256: str
    estimated_rows: int
    notes: list[str]
    bad_rows: list[BadRow] = field(default_factory=list)
    _header_row: int = 1

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Each row with its number, as many cells as headings. ``BookError`` where the file itself is broken.

        Short rows are filled up, empty ones left out; cells beyond the last heading are let go if they are empty,
        else the row goes to ``bad_rows``.
        """
        self.bad_rows.clear()
        width = len(self.header)
        for number, row in islice(_records(self.path, self.encoding, self.separator), self._header_row, None):
            if len(row) != width:
                if not any(row):
                    continue
                if len(row) > width and any(cell.strip() for cell in row[width:]):
                    self.bad_rows.append(BadRow(number, row, _too_many_cells(len(row), width)))
                    continue
                row = row[:width] + [""] * (width - len(row))
            if len("".join(row)) > LONGEST_FIELD and (reason := self._too_long(row)):
                self.bad_rows.append(BadRow(number, row, reason))
                continue
            yield number, row

    def _too_long(self, row: list[str]) -> str | None:
        for heading, cell in zip(self.header, row, strict=True):
            if len(cell) > LONGEST_FIELD:
                sentence = _("“{heading}” has {n} characters; the book keeps at most {most}.")
                return sentence.format(heading=heading, n=len(cell), most=LONGEST_FIELD)
        return None


def open_table(path: Path, encoding: str | None = None, separator: str | None = None) -> TableFile:
    """The table in ``path``; ``encoding`` and ``separator`` as chosen by a person, else found out.

    ``BookError`` if it is no text table: empty, without rows, a spreadsheet or picture that is only named .csv.
    """
    notes: list[str] = []
    sha256, line_ends, found = examined(path, encoding)
    named = separator_line(path, found.encoding)
    separator = separator or named or likeliest_separator(path, found.encoding)
    records = _records(path, found.encoding, separator)
    header_row, header = next(
        ((n, row) for n, row in records if any(row) and not (n == 1 and named)), (0, [])
    )
    if not header:
        raise BookError(_("“{file}” is empty.").format(file=path.name))
    if not any(any(row) for _number, row in records):
        raise BookError(_("“{file}” has headings but no rows below them.").format(file=path.name))
    if found.note:
        notes.append(found.note)
    return TableFile(
        path=path,
        header=_named_apart(header, notes),
        encoding=found.encoding,
        encoding_is_certain=found.is_certain,
        alternatives=found.alternatives,
        separator=separator,
        sha256=sha256,
        estimated_rows=max(line_ends - header_row, 1),
        notes=notes,
        _header_row=header_row,
    )


def _records(path: Path, encoding: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """Every record of the file with its number. ``BookError`` with the line where it stops being a table."""
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        reader = csv.reader(file, delimiter=separator, strict=True)
        last_good_line = 0
        try:
            for number, row in enumerate(reader, start=1):
                yield number, row
                last_good_line = reader.line_num
        except csv.Error as error:
            raise BookError(_broken(path, error, last_good_line + 1, reader.line_num)) from None


def _broken(path: Path, error: csv.Error, first_line: int, line: int) -> str:
    if "unexpected end" in str(error) or "field larger" in str(error):
        sentence = _('“{file}”, line {line}: a quotation mark (") is opened there and never closed.')
        return sentence.format(file=path.name, line=first_line)
    if "expected after" in str(error):
        sentence = _('“{file}”, line {line}: text stands behind a closing quotation mark (").')
        return sentence.format(file=path.name, line=line)
    return _("“{file}” cannot be read at line {line}.").format(file=path.name, line=line)


def _too_many_cells(cells: int, headings: int) -> str:
    return ngettext(
        "The row has {cells} cells, but there is only {n} heading.",
        "The row has {cells} cells, but there are only {n} headings.",
        headings,
    ).format(cells=cells, n=headings)


def _named_apart(header: list[str], notes: list[str]) -> list[str]:
    """Headings without spaces around them; empty ones named, equal ones numbered, and each change noted."""
    names: list[str] = []
    while header and not header[-1].strip():
        header = header[:-1]
    for index, heading in enumerate(header, start=1):
        name = heading.strip().removeprefix("\ufeff")
        if not name:
            name = _("Column {n}").format(n=index)
            notes.append(
                _("Column {n} has no heading; it is called “{name}” here.").format(n=index, name=name)
            )
        original, count = name, 1
        while name in names:
            count += 1
            name = f"{original} ({count})"
        if count > 1:
            notes.append(
                _("The heading “{name}” stands twice; column {n} is called “{other}” here.").format(
                    name=original, n=index, other=name
                )
            )
        names.append(name)
    return names
