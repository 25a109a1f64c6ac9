"""A column of discounts: as a rate (0.2, 20%, 8折) or as money; what was paid is net of it either way."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from model.errors import FieldError
from model.importing.amounts import round_to_cents
from model.importing.cells import Column
from model.purchases import share
from resources.i18n import _

_WHOLE = 1_000_000  # a rate is kept in millionths
_FOLDS = re.compile(r"([0-9](?:[.][0-9])?|[0-9]{2})\s*折")


@dataclass(frozen=True)
class Discount:
    """One discount: a rate in millionths, or money."""

    rate: int | None
    cents: int = 0

    def of(self, net_cents: int) -> int | None:
        """The discount in cents that led to ``net_cents``; ``None`` where nothing was paid at all."""
        if self.rate is None:
            return self.cents
        if self.rate == _WHOLE:
            return None
        return share(abs(net_cents), self.rate, _WHOLE - self.rate)


def discount_column(
    heading: str, sample: Iterable[str], decimals: int, decimal_mark: str
) -> tuple[Column[Discount | None], bool]:
    """The column, and whether its cells are rates: all of them from 0 to 1, or written with ``%`` or ``折``."""
    filled = [cell.strip() for cell in sample if cell.strip()]
    marked = any("%" in cell or "折" in cell for cell in filled)
    are_rates = marked or (bool(filled) and all(_is_rate(cell, decimal_mark) for cell in filled))

    def read(cell: str) -> Discount | None:
        cell = cell.strip()
        if not cell:
            return None
        if not are_rates:
            return Discount(None, abs(round_to_cents(cell, decimals, decimal_mark)[0]))
        if match := _FOLDS.fullmatch(cell):  # 8折: eight tenths are paid; 85折: 85 hundredths
            digits = match[1].replace(".", "")
            return Discount(_WHOLE - int(digits) * (_WHOLE // 10 ** len(digits)))
        percent = cell.endswith(("%", "％"))
        rate = abs(round_to_cents(cell.rstrip("%％ "), 6, decimal_mark)[0])
        rate = rate // 100 if percent else rate
        if rate > _WHOLE:
            raise FieldError(_("“{text}” is no discount from 0 to 100 percent.").format(text=cell[:40]))
        return Discount(rate)

    return Column(heading, read), are_rates


def _is_rate(cell: str, decimal_mark: str) -> bool:
    try:
        return abs(round_to_cents(cell, 6, decimal_mark)[0]) <= _WHOLE
    except FieldError:
        return False
