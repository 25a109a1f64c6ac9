"""How far what a customer will bring may lie from what is expected: the model's own chances, not a rule of thumb.

Of somebody who still is a customer the model says exactly how the number of coming buying days is spread (the lesser
of a Poisson number with a gamma rate and of a geometric number with a beta chance) and how the money of so many days
is. Measured in what the customer is known to bring, both depend on only two things: how often they came back, and how
long the time to come is beside the time known. What is left of the money depends on a third: the customer's margin,
beside how far the margins of single days stray from it. So a table over these, made of seeded draws, serves everybody.
"""

import itertools
import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from model.value.arrays import Floats, Ints
from model.value.scatter import Scatter

_DRAWS = 1000
_LEVELS = np.array(
    [0, 0.005, *np.arange(0.01, 0.1, 0.01), *np.linspace(0.1, 0.9, 41), *np.arange(0.91, 0.995, 0.01), 0.995]
)
_FACTOR = 1.6
"""Between neighbouring nodes of time."""
_MARGIN_STEP = 0.5
"""Between neighbouring nodes of the margin, in strays around 0 and as a share of it far from there."""
_ONE_BY_ONE = 8
"""So many days stray each on their own; the sum of more of them has its shape by then."""


@dataclass(frozen=True)
class Chances:
    """What spreads: rates (shape ``r`` before anything is known), the chance to stop after a buying day (``a``, ``b``;
    ``None``: nobody stops), amounts (``p``, ``q``)."""

    r: float
    stopping: tuple[float, float] | None
    p: float
    q: float

    def of_any(self, repeats: Ints, times: Floats) -> Floats:
        """The chance of any buying day at all, of whoever is alive; ``times`` as for ``Spread``."""
        return np.asarray(-np.expm1(-(self.r + repeats) * np.log1p(times)))


@dataclass(frozen=True)
class Spread:
    """Of each customer, row by row: ``times`` is the time to come in times of (alpha + age), ``alive`` a chance.

    Money is in the unit of ``expected buying days if alive * p / (p (x + 1) + q)``. What is told of a customer does not
    depend on who else is asked about.
    """

    chances: Chances
    repeats: Ints
    times: Floats
    alive: Floats

    @cached_property
    def pairs(self) -> Floats:
        """Of the buying days n of whoever is alive, the mean of n (n - 1) in squares of the mean of n."""
        if not len(self.repeats):
            return np.zeros(0)
        table = np.empty(self._nodes.shape)
        for place, days, _money in self._drawn():
            table[place] = float((days * (days - 1)).mean()) / max(float(days.mean()), 1e-9) ** 2
        return self._nodes.between(table)

    def bounds(self, margins: Floats, scatter: Scatter | None) -> tuple[Floats, Floats]:
        """Between which what is left of the money, by these margins, comes to lie four times in five, gone customers
        and all.

        One in ten stays below the lower bound and one in ten comes above the upper. Of somebody who may well bring
        nothing at all no fewer than nothing can be brought, as long as no day brings a loss: then up to two in ten come
        above.
        """
        if not len(self.repeats):
            return np.zeros(0), np.zeros(0)
        if scatter is None:
            nodes, unit, strays = self._nodes, 1.0, np.zeros((1, _DRAWS))
            ratios = np.ones(1)
        else:
            unit, strays = scatter.deviation, self._strays(scatter)
            nodes = self._nodes.along(_margin_places(margins / unit))
            ratios = _margin_at(nodes.asked[2])
        table = np.empty((*self._nodes.shape, len(ratios), len(_LEVELS)))
        losses = np.empty((*self._nodes.shape, len(ratios)))
        for place_of, days, money in self._drawn():
            left = ratios[:, None] * money
            if scatter is not None:
                left = left + money * self._together(strays, days) / unit
            table[place_of] = np.quantile(left, _LEVELS, axis=1).T
            losses[place_of] = (left < 0).mean(axis=1)
        if scatter is None:
            table, losses = table[:, :, 0], losses[:, :, 0]

        top = np.clip(
            self.alive * self.chances.of_any(self.repeats, self.times),
            np.minimum(0.8 + self.alive * nodes.between(losses), 0.9),
            0.9,
        )
        low, high = (self._at(level, nodes, table) * unit for level in (np.full_like(top, 0.1), top))
        if scatter is None:
            # Goods sold under their cost turn the interval round.
            low, high = np.minimum(low * margins, high * margins), np.maximum(low * margins, high * margins)
        return low, high

    def _at(self, level: Floats, nodes: "_Nodes", table: Floats) -> Floats:
        """Whoever is gone brings nothing, so at 0 the chances take a leap: losses of the living lie below it, what they
        bring lies above."""
        alive = np.maximum(self.alive, 1e-12)
        above = (level - (1 - alive)) / alive
        brings = np.where(above > 0, _at_level(np.clip(above, 0, _LEVELS[-1]), nodes, table), 0.0)
        answer = np.maximum(brings, 0.0)
        if table.min() < 0:
            below = level / alive
            loses = np.where(below < 1, _at_level(np.minimum(below, _LEVELS[-1]), nodes, table), 0.0)
            answer = np.where(loses < 0, loses, answer)
        return answer

    @cached_property
    def _nodes(self) -> "_Nodes":
        counts = _count_nodes(int(self.repeats.max()))
        row = np.searchsorted(counts, self.repeats, side="right") - 1
        size = np.log1p(counts)
        down = (np.log1p(self.repeats) - size[row]) / (size[row + 1] - size[row])
        asked, row = _asked(row)
        return _Nodes((counts[asked],), (row,), (down,)).along(np.log(self.times) / math.log(_FACTOR))

    def _drawn(self) -> Iterator[tuple[tuple[int, int], Ints, Floats]]:
        """The number of days and their money, for every count and every time ``_FACTOR ** step``."""
        chances = self.chances
        counts, steps = self._nodes.asked
        for (i, x), (j, step) in itertools.product(enumerate(counts.tolist()), enumerate(steps.tolist())):
            # Every place has draws of its own, always the same: a book tells the same on every day and PC.
            random = np.random.default_rng((x, step + 1000))
            rates = random.standard_gamma(chances.r + x, _DRAWS) * _FACTOR**step
            days = random.poisson(np.minimum(rates, 1e6))
            if chances.stopping is not None:
                a, b = chances.stopping
                days = np.minimum(days, random.geometric(np.clip(random.beta(a, b + x, _DRAWS), 1e-9, 1.0)))
            known = chances.p * (x + 1) + chances.q
            mean = max(float(days.mean()), 1e-9)
            drawn = random.standard_gamma(chances.p * days) / random.standard_gamma(known, _DRAWS)
            yield (i, j), days, drawn / (mean * chances.p / known)

    def _strays(self, scatter: Scatter) -> Floats:
        """How far the margin of 0, 1, 2 … days together strays, in each draw: each day by its part of the money."""
        random = np.random.default_rng(1)
        money = np.maximum(random.standard_gamma(self.chances.p, (_ONE_BY_ONE, _DRAWS)), 1e-300)
        strays = scatter.strays[random.integers(len(scatter.strays), size=money.shape)]
        together = np.cumsum(money * strays, axis=0) / np.cumsum(money, axis=0)
        return np.concatenate((np.zeros((1, _DRAWS)), together))

    def _together(self, strays: Floats, days: Ints) -> Floats:
        """Of so many days in each draw. The more they are, the more they even out."""
        few = np.minimum(days, _ONE_BY_ONE)
        evened = np.sqrt((1 + self.chances.p * few) / (1 + self.chances.p * days))
        return np.asarray(strays[few, np.arange(_DRAWS)] * evened)


@dataclass(frozen=True)
class _Nodes:
    """Where customers stand between the nodes of a table: along each axis the nodes that are asked for, the place among
    them that is left of each customer, and how far they are on the way to the next."""

    asked: tuple[Ints, ...]
    left: tuple[Ints, ...]
    onward: tuple[Floats, ...]

    @property
    def shape(self) -> tuple[int, ...]:
        return tuple(map(len, self.asked))

    def along(self, places: Floats) -> "_Nodes":
        """With one more axis, whose nodes are the whole numbers."""
        left = np.floor(places).astype(np.int64)
        asked, row = _asked(left)
        return _Nodes((*self.asked, asked), (*self.left, row), (*self.onward, places - left))

    def between(self, table: Floats, *level: Ints) -> Floats:
        """What a table says of each, by a straight line between the nodes; ``level`` is the place on its last axis."""
        total = np.zeros(len(self.left[0]))
        for corner in itertools.product((0, 1), repeat=len(self.left)):
            weight = np.ones(len(total))
            for side, onward in zip(corner, self.onward, strict=True):
                weight *= onward if side else 1 - onward
            at = tuple(left + side for left, side in zip(self.left, corner, strict=True))
            total += weight * table[(*at, *level)]
        return total


def _at_level(level: Floats, nodes: _Nodes, table: Floats) -> Floats:
    below = np.minimum(np.searchsorted(_LEVELS, level, side="right") - 1, len(_LEVELS) - 2)
    onward = (level - _LEVELS[below]) / (_LEVELS[below + 1] - _LEVELS[below])
    return np.asarray(nodes.between(table, below) * (1 - onward) + nodes.between(table, below + 1) * onward)


def _margin_places(ratios: Floats) -> Floats:
    """Where margins, in units of what they stray by, stand between their nodes: money goes straight with them."""
    left = np.floor(np.arcsinh(ratios) / _MARGIN_STEP)
    at, following = _margin_at(left), _margin_at(left + 1)
    return np.asarray(left + (ratios - at) / (following - at))


def _margin_at(places: Floats | Ints) -> Floats:
    return np.asarray(np.sinh(places * _MARGIN_STEP))


def _asked(places: Ints) -> tuple[Ints, Ints]:
    """The places that occur and the next of each, and where each stands among these."""
    found = np.unique(places)
    asked = np.union1d(found, found + 1)
    return asked, np.searchsorted(asked, places)


def _count_nodes(most: int) -> Ints:
    """Numbers of repeats up to the first above ``most``: apart by about a third."""
    nodes = [0, 1, 2, 3, 4, 6, 8]
    while nodes[-1] <= most:
        nodes.append(nodes[-2] * 2)
    return np.array(nodes)
