"""Charts drawn with lines and rectangles: crisp at any size, and as clear from a grey printer."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from math import ceil, floor, log10

from model.percentages import percent
from reports import script
from reports.fonts import weight
from reports.page import Block
from reports.pen import Align, Pen
from reports.style import ACCENT, ACCENT_LIGHT, FAINT, GRID, HAIR, INK, MM, PAPER, SMALL, SOFT, TINY, Colour
from reports.wording import number
from resources.i18n import _

_AXIS_LEFT = 11 * MM
_AXIS_FOOT = 6 * MM
_LEGEND = 7 * MM
_BINS = 20
SAMPLE = 2.6 * MM


class Plot:
    """The area inside the axes: values in, places on the page out."""

    def __init__(self, left: float, top: float, width: float, height: float, lowest: float, highest: float):
        self.left, self.top, self.width, self.height = left, top, width, height
        self.lowest, self.highest = lowest, highest

    def y(self, value: float) -> float:
        return self.top + self.height * (self.highest - value) / (self.highest - self.lowest)

    def bar(self, pen: Pen, x: float, width: float, value: float, colour: Colour) -> None:
        upper, lower = self.y(max(value, 0)), self.y(min(value, 0))
        pen.fill(x, upper, width, lower - upper, colour)

    def grid(self, pen: Pen, ticks: Sequence[float], labels: Sequence[str]) -> None:
        for tick, label in zip(ticks, labels, strict=True):
            y = self.y(tick)
            at_zero = tick == 0
            pen.rule(self.left, y, self.width, FAINT if at_zero else HAIR, 0.8 if at_zero else 0.5)
            pen.words(self.left - 1.5 * MM, y - TINY.leading / 2, label, TINY, SOFT, "right")


class ParetoChart(Block):
    """How much the best customers bring: bars from best to least, and their sum as a line.

    ``ranked`` are the values of all customers, largest first; their sum has to be positive. From forty
    customers on each bar is a twentieth of them.
    """

    height = 66 * MM

    def __init__(self, ranked: Sequence[int], width: float, bar_words: str, line_words: str) -> None:
        self._width, self._bar_words, self._line_words = width, bar_words, line_words
        total = sum(ranked)
        self._line = [0.0, *(part / total for part in accumulate(ranked))]
        count = len(ranked)
        if count >= 2 * _BINS:
            edges = [round(count * step / _BINS) for step in range(_BINS + 1)]
        else:
            edges = list(range(count + 1))
        self._bars = [self._line[end] - self._line[start] for start, end in pairwise(edges)]
        self._edges = edges
        self._fifth = first_fifth(count)

    def draw(self, pen: Pen, left: float, top: float) -> None:
        legend(
            pen,
            left + _AXIS_LEFT,
            top,
            [(ACCENT_LIGHT, SAMPLE, self._bar_words), (ACCENT, 1.6, self._line_words)],
        )
        lowest, highest = min(0.0, *self._bars, *self._line), max(1.0, *self._line)
        step = 0.2 if highest - lowest <= 1.6 else 0.5
        first, last = int(lowest / step - 0.999), int(highest / step + 0.999)
        ticks = [step * position for position in range(first, last + 1)]
        plot = Plot(
            left + _AXIS_LEFT,
            top + _LEGEND,
            self._width - _AXIS_LEFT,
            self.height - _LEGEND - _AXIS_FOOT - GRID,
            ticks[0],
            ticks[-1],
        )
        plot.grid(pen, ticks, [percent(tick) for tick in ticks])
        self._draw_bars(pen, plot)
        self._draw_line(pen, plot)
        self._draw_foot(pen, plot)

    def _x(self, plot: Plot, customers: float) -> float:
        return plot.left + plot.width * customers / (len(self._line) - 1)

    def _draw_bars(self, pen: Pen, plot: Plot) -> None:
        for value, (start, end) in zip(self._bars, pairwise(self._edges), strict=True):
            x, width = self._x(plot, start), self._x(plot, end) - self._x(plot, start)
            plot.bar(pen, x + width * 0.1, width * 0.8, value, ACCENT_LIGHT)

    def _draw_line(self, pen: Pen, plot: Plot) -> None:
        count = len(self._line) - 1
        shown = sorted({round(count * step / 200) for step in range(201)} | {self._fifth})
        pen.path([(self._x(plot, at), plot.y(self._line[at])) for at in shown], ACCENT, 1.6)
        x, y = self._x(plot, self._fifth), plot.y(self._line[self._fifth])
        pen.path([(x, plot.y(0)), (x, y), (plot.left, y)], INK, 0.6, "2 2")
        pen.dot(x, y, 2.4, INK)
        words = script.fill(
            _("{customers} of the customers: {share}"),
            customers=percent(self._fifth / count),
            share=percent(self._line[self._fifth], 1),
        )
        taken = weight(True).width(script.line(words, SMALL.strong, 400), SMALL.size)
        pen.fill(x + 2 * MM, y + 0.8 * MM, taken + 2, SMALL.leading, PAPER)
        pen.words(x + 2 * MM, y + 0.8 * MM, words, SMALL.strong)

    def _draw_foot(self, pen: Pen, plot: Plot) -> None:
        y = plot.top + plot.height + 0.8 * MM
        for fifth in range(6):
            x = plot.left + plot.width * fifth / 5
            align: Align = "left" if fifth == 0 else "right" if fifth == 5 else "centre"
            words = percent(fifth / 5)
            if fifth == 5:
                words = _("{share} of the customers").format(share=words)
            pen.words(x, y, words, TINY, SOFT, align)


def first_fifth(count: int) -> int:
    """How many customers are the best 20% of ``count``; at least one."""
    return max(1, round(count / 5))


@dataclass(frozen=True, slots=True)
class Part:
    """A bar: ``part`` of ``whole``, under ``label``."""

    label: str
    whole: int
    part: int


class PartBars(Block):
    """A bar for each stretch of time, and in its foot the part of it that counts."""

    height = 54 * MM

    def __init__(self, bars: Sequence[Part], width: float, whole_words: str, part_words: str) -> None:
        self._bars, self._width = bars, width
        self._whole_words, self._part_words = whole_words, part_words

    def draw(self, pen: Pen, left: float, top: float) -> None:
        legend(
            pen,
            left + _AXIS_LEFT,
            top,
            [(ACCENT_LIGHT, SAMPLE, self._whole_words), (ACCENT, SAMPLE, self._part_words)],
        )
        ticks = even_ticks(0, max((bar.whole for bar in self._bars), default=0), steps=6)
        plot = Plot(
            left + _AXIS_LEFT,
            top + _LEGEND,
            self._width - _AXIS_LEFT,
            self.height - _LEGEND - _AXIS_FOOT - GRID,
            0,
            ticks[-1],
        )
        plot.grid(pen, ticks, [number(tick) for tick in ticks])
        step = plot.width / max(len(self._bars), 6)
        bar_width = min(step * 0.66, 12 * MM)
        widest = max(
            (weight(False).width(script.line(bar.label, TINY, 200), TINY.size) for bar in self._bars),
            default=1,
        )
        every = max(1, -int(-(widest + 1.5 * MM) // step))
        for position, bar in enumerate(self._bars):
            middle = plot.left + step * (position + 0.5)
            plot.bar(pen, middle - bar_width / 2, bar_width, bar.whole, ACCENT_LIGHT)
            plot.bar(pen, middle - bar_width / 2, bar_width, bar.part, ACCENT)
            if bar.whole and step > 6 * MM:
                above = plot.y(bar.whole) - TINY.leading
                pen.words(
                    middle, above, f"{number(bar.part)} / {number(bar.whole)}", TINY, INK, "centre", step
                )
            if position % every == 0:
                pen.words(middle, plot.top + plot.height + 0.8 * MM, bar.label, TINY, SOFT, "centre")


def even_ticks(lowest: int, highest: int, steps: int = 3) -> list[int]:
    """About so many steps between round whole numbers, from ``lowest``, at most 0, to ``highest``, at least 0."""
    step = _even_step(max(highest - lowest, 1) / steps)
    first, last = floor(lowest / step), ceil(highest / step)
    return [at * step for at in range(first, max(last, first + 1) + 1)]


def _even_step(least: float) -> int:
    """The next of 1, 2, 5, 10, 20 … that is not below ``least``."""
    tens = int(10 ** floor(log10(max(least, 1))))
    return next(tens * part for part in (1, 2, 5, 10) if tens * part >= least)


def legend(pen: Pen, left: float, top: float, entries: Sequence[tuple[Colour, float, str]]) -> None:
    """What each colour is; the second of an entry is how thick its sample is, a line or a square."""
    x = left
    for colour, thick, words in entries:
        pen.fill(x, top + (SMALL.leading - thick) / 2, SAMPLE, thick, colour)
        x += 4 * MM + pen.words(x + 4 * MM, top, words, SMALL, SOFT) + 6 * MM
