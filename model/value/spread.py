"""How far what a customer will bring may lie from what is expected: the model's own chances, not a rule of thumb.

Of somebody who still is a customer the model says exactly how the number of coming buying days is spread (the lesser
of a Poisson number with a gamma rate and of a geometric number with a beta chance) and how the money of so many days
is. Measured in what the customer is known to bring, both depend on only two things: how often they came back, and how
long the time to come is beside the time known. So a table over these two, made of seeded draws, serves everybody.
"""

import math
from dataclasses import dataclass

import numpy as np

from model.value.arrays import Floats, Ints

_DRAWS = 1000
_LEVELS = np.array(
    [0, 0.005, 0.01, 0.02, 0.03, 0.04, 0.05, 0.06, 0.07, 0.08, 0.09, 0.1, *np.linspace(0.12, 0.9, 40)]
)
_FACTOR = 1.6
"""Between neighbouring nodes of time."""


@dataclass(frozen=True)
class Chances:
    """What spreads: rates (shape ``r`` before anything is known), the chance to stop after a buying day (``a``, ``b``;
    ``None``: nobody stops), amounts (``p``, ``q``)."""

    r: float
    stopping: tuple[float, float] | None
    p: float
    q: float

    def of_any(self, repeats: Ints, times: Floats) -> Floats:
        """The chance of any buying day at all, of whoever is alive; ``times`` as for ``spread``."""
        return np.asarray(-np.expm1(-(self.r + repeats) * np.log1p(times)))


@dataclass(frozen=True)
class Spread:
    """Of each customer, in the unit of ``expected buying days if alive * p / (p (x + 1) + q)``: the bounds that hold
    four in five, gone ones and all. And, of the buying days n of whoever is alive, the mean of n (n - 1) in squares of
    the mean of n.

    One in ten stays below ``low`` and one in ten comes above ``high``. Of somebody who may well bring nothing at all
    no fewer than nothing can be brought: then up to two in ten come above ``high``.
    """

    low: Floats
    high: Floats
    pairs: Floats


def spread(chances: Chances, repeats: Ints, times: Floats, alive: Floats) -> Spread:
    """``times``: the time to come in times of (alpha + age); ``alive``: chances.

    What is told of a customer does not depend on who else is asked about.
    """
    if not len(repeats):
        return Spread(*[np.zeros(0)] * 3)
    step = np.log(times) / math.log(_FACTOR)
    column, right = np.floor(step).astype(np.int64), step % 1
    counts = _count_nodes(int(repeats.max()))
    row = np.searchsorted(counts, repeats, side="right") - 1
    nodes = np.log1p(counts)
    down = (np.log1p(repeats) - nodes[row]) / (nodes[row + 1] - nodes[row])

    asked_rows, asked_columns = _with_the_next(row), _with_the_next(column)
    table, pairs = _table(chances, counts[asked_rows], asked_columns)
    row, column = np.searchsorted(asked_rows, row), np.searchsorted(asked_columns, column)

    def between(of: Floats, *level: Ints) -> Floats:
        upper = of[(row, column, *level)] * (1 - right) + of[(row, column + 1, *level)] * right
        lower = of[(row + 1, column, *level)] * (1 - right) + of[(row + 1, column + 1, *level)] * right
        return np.asarray(upper * (1 - down) + lower * down)

    def at(level: Floats) -> Floats:
        # Whoever is gone brings nothing: only what is above that share is for the living to decide.
        living = np.clip((level - (1 - alive)) / np.maximum(alive, 1e-12), 0, _LEVELS[-1])
        below = np.minimum(np.searchsorted(_LEVELS, living, side="right") - 1, len(_LEVELS) - 2)
        onward = (living - _LEVELS[below]) / (_LEVELS[below + 1] - _LEVELS[below])
        value = between(table, below) * (1 - onward) + between(table, below + 1) * onward
        return np.where(living <= 0, 0.0, value)

    top = np.clip(alive * chances.of_any(repeats, times), 0.8, 0.9)
    return Spread(at(np.full(len(repeats), 0.1)), at(top), between(pairs))


def _count_nodes(most: int) -> Ints:
    """Numbers of repeats up to the first above ``most``: apart by about a third."""
    nodes = [0, 1, 2, 3, 4, 6, 8]
    while nodes[-1] <= most:
        nodes.append(nodes[-2] * 2)
    return np.array(nodes)


def _with_the_next(places: Ints) -> Ints:
    found = np.unique(places)
    return np.union1d(found, found + 1)


def _table(chances: Chances, counts: Ints, steps: Ints) -> tuple[Floats, Floats]:
    """Quantiles at _LEVELS and means of pairs, for every count and every time ``_FACTOR ** step``."""
    money, pairs = np.empty((len(counts), len(steps), _DRAWS)), np.empty((len(counts), len(steps)))
    for i, x in enumerate(counts.tolist()):
        known = chances.p * (x + 1) + chances.q
        for j, step in enumerate(steps.tolist()):
            # Every place has draws of its own, always the same: a book tells the same on every day and PC.
            random = np.random.default_rng((x, step + 1000))
            rates = random.standard_gamma(chances.r + x, _DRAWS) * _FACTOR**step
            days = random.poisson(np.minimum(rates, 1e6))
            if chances.stopping is not None:
                a, b = chances.stopping
                days = np.minimum(days, random.geometric(np.clip(random.beta(a, b + x, _DRAWS), 1e-9, 1.0)))
            mean = max(float(days.mean()), 1e-9)
            drawn = random.standard_gamma(chances.p * days) / random.standard_gamma(known, _DRAWS)
            money[i, j] = drawn / (mean * chances.p / known)
            pairs[i, j] = float((days * (days - 1)).mean()) / mean**2
    return np.moveaxis(np.quantile(money, _LEVELS, axis=2), 0, 2), pairs
