"""The columns of a strange file, each read by what its cells mean.

A column is a dictionary that works out a cell the first time it meets it: files repeat themselves, and a million
rows have a few thousand days and products. ``column[cell]`` raises ``FieldError``, which names the heading.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import ClassVar, Generic, TypeVar

from model.days import AmbiguousDay, DayOrder, from_excel_serial, parse_day
from model.errors import BookError, FieldError
from model.folding import clean, fold
from model.importing.amounts import round_to_cents
from model.yearly_days import YearlyDay, parse_yearly_day
from resources.i18n import _

FORMULA_STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")
"""With these a spreadsheet takes a text for a formula, or may come to: behind an apostrophe it does not."""

_GUARDED = re.compile(f"\\s*'('*[{re.escape(''.join(FORMULA_STARTS))}].*)", re.DOTALL)
_REMEMBERED = 100_000  # cells of one column; a column of other texts is not worth remembering

T = TypeVar("T")


class DayOrderUnknown(BookError):  # noqa: N818 - a question rather than an error
    """The days of a column can be read in two ways, and nothing in it says which; ``heading`` names it."""

    def __init__(self, heading: str, text: str) -> None:
        sentence = _(
            "The days in “{heading}” can be read in two ways, for example “{text}”."
            " Say whether the day or the month comes first."
        )
        super().__init__(sentence.format(heading=heading, text=text))
        self.heading = heading


class Column(dict[str, T], Generic[T]):
    """Reads the cells of one column. An empty cell is ``None`` or an empty text, never an error."""

    def __init__(self, heading: str, read: Callable[[str], T]) -> None:
        super().__init__()
        self.heading = heading
        self._read = read

    def __missing__(self, cell: str) -> T:
        try:
            value = self._read(cell)
        except FieldError as error:
            raise error.at(self.heading) from None
        if len(self) >= _REMEMBERED:
            self.clear()
        self[cell] = value
        return value


class Texts:
    """Reads texts, and counts those that had to be cleaned before they could be stored."""

    def __init__(self) -> None:
        self.cleaned = 0

    def column(self, heading: str, longest: int = 500) -> Column[str]:
        """A column of texts of at most ``longest`` characters."""
        return Column(heading, lambda cell: self.read(cell, longest))

    def read(self, cell: str, longest: int = 500) -> str:
        """One text, without spaces around it. ``FieldError`` if it is too long."""
        if guarded := _GUARDED.fullmatch(cell):
            cell = guarded[1]  # without the sign that keeps a spreadsheet from taking a text for a formula
        if not (cell.isascii() and cell.isprintable()):
            done = clean(cell)
            self.cleaned += done.changed
            cell = done.text
        cell = cell.strip()
        if len(cell) > longest:
            sentence = _("This text has {n} characters; the book keeps at most {most} here.")
            raise FieldError(sentence.format(n=len(cell), most=longest))
        return cell

    def read_all(self, cells: Sequence[str], longest: int = 500) -> list[str]:
        """Many texts at once, which is quick where all of them are plain. ``FieldError`` if one is too long."""
        together = "".join(cells)
        plain = together.isascii() and together.isprintable() and "'" not in together
        if plain and max(map(len, cells), default=0) <= longest:
            return list(map(str.strip, cells))
        return [self.read(cell, longest) for cell in cells]


_SERIAL = re.compile(r"[1-9][0-9]{4}(\.[0-9]+)?")
_CLOCK = re.compile(
    r"(?<![0-9:])([01]?[0-9]|2[0-3]):([0-5][0-9])(?::[0-9]{2}(?:[.,][0-9]+)?)?\s*([AaPp]\.?[Mm])?"
)


def day_column(heading: str, order: DayOrder | None, today: date) -> Column[tuple[str, str | None] | None]:
    """A column of days: the ISO day and, if it stands there, the time ``HH:MM``; ``None`` where there is no day."""

    def read(cell: str) -> tuple[str, str | None] | None:
        cell = cell.strip()
        if not cell:
            return None
        if _SERIAL.fullmatch(cell):
            return from_excel_serial(int(float(cell))).isoformat(), None
        try:
            return parse_day(cell, today, order, past=True).isoformat(), clock(cell)
        except AmbiguousDay:
            raise DayOrderUnknown(heading, cell) from None

    return Column(heading, read)


def birthday_column(heading: str, order: DayOrder | None, today: date) -> Column[YearlyDay | None]:
    """A column of birthdays: solar or lunar, with or without their year."""

    def read(cell: str) -> YearlyDay | None:
        try:
            return parse_yearly_day(cell, today, order) if cell.strip() else None
        except AmbiguousDay:
            raise DayOrderUnknown(heading, cell) from None

    return Column(heading, read)


def clock(cell: str) -> str | None:
    """The first time of day in a cell as ``HH:MM``, ``None`` if there is none."""
    found = clocks(cell) if ":" in cell or "：" in cell else []
    return found[0] if found else None


def clocks(cell: str) -> list[str]:
    """The times of day in a cell, each as ``HH:MM``."""
    times = []
    for hour, minute, half in _CLOCK.findall(cell.replace("：", ":")):
        number = int(hour)
        if half:
            number = number % 12 + (12 if half[0] in "Pp" else 0)
        times.append(f"{number:02}:{minute}")
    return times


class Amounts(Column[int | None]):
    """A column of amounts in units of ``10 ** -decimals``; ``None`` for an empty cell. It knows what it rounded."""

    def __init__(self, heading: str, decimals: int, decimal_mark: str) -> None:
        super().__init__(heading, self._round)
        self._decimals = decimals
        self._decimal_mark = decimal_mark
        self._rounded: set[str] = set()

    def _round(self, cell: str) -> int | None:
        if not cell.strip():
            return None
        cents, was_rounded = round_to_cents(cell, self._decimals, self._decimal_mark)
        if was_rounded:
            self._rounded.add(cell)
        return cents

    def rounded_among(self, cells: Sequence[str]) -> int:
        """How many of these cells, all read just now, had to be rounded."""
        return sum(map(self._rounded.__contains__, cells)) if self._rounded else 0


class Answers(Column[bool | None]):
    """A column of yes and no."""

    YES: ClassVar[frozenset[str]] = frozenset(
        [
            "yes",
            "y",
            "true",
            "1",
            "x",
            "✓",
            "✔",
            "是",
            "有",
            "同意",
            "允许",
            "可",
            "可以",
            "ok",
            "agreed",
            "allowed",
            "on",
        ]
    )
    NO: ClassVar[frozenset[str]] = frozenset(
        [
            "no",
            "n",
            "false",
            "0",
            "-",
            "✗",
            "✘",
            "否",
            "无",
            "没有",
            "不",
            "不同意",
            "拒绝",
            "不可",
            "不可以",
            "refused",
            "off",
        ]
    )

    def __init__(self, heading: str) -> None:
        super().__init__(heading, self._answer)

    def _answer(self, cell: str) -> bool | None:
        word = fold(cell)
        if not word:
            return None
        if word in self.YES:
            return True
        if word in self.NO:
            return False
        raise FieldError(_("“{text}” is neither yes nor no.").format(text=cell.strip()[:40]))
