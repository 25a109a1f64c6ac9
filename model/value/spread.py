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


@dataclass(frozen=True)
class Spread:
    """Of each customer, in the unit of ``expected buying days if alive * p / (p x + q)``: the bounds that hold four
    in five, gone ones and all; and the mean square of the number of buying days of whoever is alive, in squares of
    the expected number.

    One in ten stays below ``low`` and one in ten comes above ``high``. Of somebody who may well bring nothing at all
    no fewer than nothing can be brought: then up to two in ten come above ``high``.
    """

    low: Floats
    high: Floats
    mean_square: Floats


def spread(chances: Chances, repeats: Ints, times: Floats, alive: Floats) -> Spread:
    """``times``: the time to come in times of (alpha + age); ``alive``: chances."""
    if not len(repeats):
        return Spread(*[np.zeros(0)] * 3)
    counts, nodes = _count_nodes(int(repeats.max())), _time_nodes(times)
    table, squares = _table(chances, counts, nodes)
    row, down = _between(np.log1p(counts), np.log1p(repeats))
    column, right = _between(np.log(nodes), np.log(np.maximum(times, nodes[0])))

    def interpolated(of: Floats, *level: Ints) -> Floats:
        upper = of[(row, column, *level)] * (1 - right) + of[(row, column + 1, *level)] * right
        lower = of[(row + 1, column, *level)] * (1 - right) + of[(row + 1, column + 1, *level)] * right
        return np.asarray(upper * (1 - down) + lower * down)

    def at(level: Floats) -> Floats:
        # Whoever is gone brings nothing: only what is above that share is for the living to decide.
        living = (level - (1 - alive)) / np.maximum(alive, 1e-12)
        step, onward = _between(_LEVELS, np.clip(living, 0, _LEVELS[-1]))
        value = interpolated(table, step) * (1 - onward) + interpolated(table, step + 1) * onward
        return np.where(living <= 0, 0.0, value)

    nothing = 1 - alive * -np.expm1(-(chances.r + repeats) * np.log1p(times))
    return Spread(at(np.full(len(repeats), 0.1)), at(np.clip(1 - nothing, 0.8, 0.9)), interpolated(squares))


def _count_nodes(most: int) -> Ints:
    nodes = [0, 1, 2, 3, 4, 6, 8]
    while nodes[-1] < most:
        nodes.append(nodes[-2] * 2)
    return np.array(nodes)


def _time_nodes(times: Floats) -> Floats:
    least, most = max(float(times.min()), 1e-6), max(float(times.max()), 2e-6)
    steps = max(1, math.ceil(math.log(most / least) / math.log(_FACTOR)))
    return np.geomspace(least, most * (1 + 1e-9), steps + 1)


def _between(nodes: Floats, values: Floats) -> tuple[Ints, Floats]:
    """The node before each value and how far it is on the way to the next one."""
    before = np.clip(np.searchsorted(nodes, values, side="right") - 1, 0, len(nodes) - 2)
    part = (values - nodes[before]) / (nodes[before + 1] - nodes[before])
    return before, np.clip(part, 0.0, 1.0)


def _table(chances: Chances, counts: Ints, nodes: Floats) -> tuple[Floats, Floats]:
    """Quantiles at _LEVELS and mean squares, for every count and time."""
    # Always the same draws: the same book tells the same on every day and PC.
    random = np.random.default_rng(1)
    quantiles, squares = (
        np.empty((len(counts), len(nodes), len(_LEVELS))),
        np.empty((len(counts), len(nodes))),
    )
    for i, x in enumerate(counts):
        rates = random.standard_gamma(chances.r + x, (len(nodes), _DRAWS))
        days = random.poisson(np.minimum(rates * nodes[:, None], 1e6)).astype(np.float64)
        if chances.stopping is not None:
            a, b = chances.stopping
            stops = np.clip(random.beta(a, b + x, days.shape), 1e-9, 1.0)
            days = np.minimum(days, random.geometric(stops))
        known = chances.p * x + chances.q
        money = random.standard_gamma(chances.p * days) / random.standard_gamma(known, days.shape)
        mean_days = np.maximum(days.mean(axis=1, keepdims=True), 1e-9)
        unit = mean_days * chances.p / known
        quantiles[i] = np.quantile(money / unit, _LEVELS, axis=1).T
        squares[i] = (days**2).mean(axis=1) / mean_days[:, 0] ** 2
    return quantiles, squares
