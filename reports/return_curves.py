"""Small curves side by side: how soon the buyers of each thing are back, beside others like them."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from model.bringing_back.bringing_back import Drawn
from model.bringing_back.spells import YEAR_DAYS
from model.percentages import percent
from reports.page import Block
from reports.pen import Pen
from reports.style import ACCENT, ACCENT_LIGHT, FAINT, GRID, HAIR, INK, MM, SMALL, SOFT, TINY
from reports.wording import number
from resources.i18n import _, ngettext

IN_A_ROW = 3
_HEIGHT = 34 * MM
_LEFT = 8 * MM
_BETWEEN = 5 * MM
_LEGEND = 6 * MM
_TICKS = (30, 90, 180, YEAR_DAYS)
_LINE, _OTHERS = 1.4, 0.8
_DASH = "3 2"


@dataclass(frozen=True, slots=True)
class Panel:
    """One curve: ``words`` beneath its name say the number that is meant."""

    name: str
    words: str
    drawn: Drawn


class Legend(Block):
    """What the lines of all the panels are."""

    height = _LEGEND

    def draw(self, pen: Pen, left: float, top: float) -> None:
        x, middle = left + _LEFT, top + SMALL.leading / 2
        pen.path([(x, middle), (x + 7 * MM, middle)], ACCENT, _LINE)
        x += 8.5 * MM
        x += pen.words(x, top, _("back by then"), SMALL, SOFT) + 6 * MM
        pen.fill(x, top + 1, 7 * MM, SMALL.leading - 2, ACCENT_LIGHT)
        x += 8.5 * MM
        x += pen.words(x, top, _("probably between"), SMALL, SOFT) + 6 * MM
        pen.path([(x, middle), (x + 7 * MM, middle)], INK, _OTHERS, _DASH)
        pen.words(x + 8.5 * MM, top, _("others who had bought as often before"), SMALL, SOFT)


class Panels(Block):
    """Up to ``IN_A_ROW`` curves beside each other, all on one scale."""

    height = _HEIGHT + 2 * SMALL.leading + TINY.leading + 3 * GRID

    def __init__(self, panels: Sequence[Panel], width: float) -> None:
        self._panels, self._width = panels, width

    def draw(self, pen: Pen, left: float, top: float) -> None:
        width = (self._width - (IN_A_ROW - 1) * _BETWEEN) / IN_A_ROW
        for place, panel in enumerate(self._panels):
            self._draw_panel(pen, panel, left + place * (width + _BETWEEN), top, width)

    def _draw_panel(self, pen: Pen, panel: Panel, left: float, top: float, width: float) -> None:
        pen.words(left + _LEFT, top, panel.name, SMALL.strong, INK, width=width - _LEFT)
        pen.words(left + _LEFT, top + SMALL.leading, panel.words, SMALL, SOFT, width=width - _LEFT)
        area = _Area(left + _LEFT, top + 2 * SMALL.leading + GRID, width - _LEFT - 2 * MM, _HEIGHT)
        area.draw_span(pen, panel.drawn)
        area.draw_scales(pen)
        usual = panel.drawn.usual
        if usual:
            pen.path([area.at(day, usual[day]) for day in range(0, YEAR_DAYS + 1, 5)], INK, _OTHERS, _DASH)
        pen.path(area.corners(panel.drawn), ACCENT, _LINE)


@dataclass(frozen=True, slots=True)
class _Area:
    """Where a curve is drawn: days to the right, shares upwards."""

    left: float
    top: float
    width: float
    height: float

    def at(self, day: float, part: float) -> tuple[float, float]:
        return self.left + self.width * day / YEAR_DAYS, self.top + self.height * (1 - part)

    def draw_scales(self, pen: Pen) -> None:
        for part in (0.0, 0.5, 1.0):
            x, y = self.at(0, part)
            pen.rule(x, y, self.width, HAIR if part else FAINT, 0.5 if part else 0.8)
            pen.words(x - 1.2 * MM, y - TINY.leading / 2, percent(part), TINY, SOFT, "right")
        for day in _TICKS:
            x, y = self.at(day, 0)
            pen.path([(x, y), (x, y + 0.8 * MM)], FAINT, 0.6)
            words = number(day)
            if day == YEAR_DAYS:
                words = ngettext("{n} day", "{n} days", day).format(n=words)
            pen.words(x, y + 1.2 * MM, words, TINY, SOFT, "right" if day == YEAR_DAYS else "centre")

    def draw_span(self, pen: Pen, drawn: Drawn) -> None:
        edges = [*drawn.days, max(drawn.until, *drawn.days)] if drawn.days else []
        for (day, until), low, high in zip(pairwise(edges), drawn.low, drawn.high, strict=True):
            (x, upper), (right, lower) = self.at(day, high), self.at(until, low)
            pen.fill(x, upper, right - x, lower - upper, ACCENT_LIGHT)

    def corners(self, drawn: Drawn) -> list[tuple[float, float]]:
        corners, before = [self.at(0, 0)], 0.0
        for day, part in zip(drawn.days, drawn.back, strict=True):
            corners += [self.at(day, before), self.at(day, part)]
            before = part
        return [*corners, self.at(max([drawn.until, *drawn.days]), before)]
