"""The plain rhythm: what can be said of a shop in which too few came back for anything better."""

from dataclasses import dataclass

import numpy as np

from model.value.arrays import Floats, Ints
from model.value.coming_back import expected_if_alive

_LATE = 2.0
"""Away for more than so many of their rhythms, customers begin to fade; with each further one half of them is gone."""

STOPPING = (0.3, 1.5)
"""Nobody comes for ever: after the first return one in six stays away for good, and fewer of those who came more often;
chances vary as a beta distribution with these parameters. Among small simulated shops of many kinds the sum of all is
so neither too high nor too low as a rule; without it, it is too high by a third where most come once."""

_KNOWN_FROM = 2
"""Repeats: before the third buying day nobody has a rhythm of their own."""


@dataclass(frozen=True)
class RoughRhythm:
    """``weeks`` is the shop's rhythm: how many weeks of watching its customers each return took. ``returns`` is of how
    many returns that was learned."""

    weeks: float
    returns: int

    @staticmethod
    def of(repeats: Ints, age: Floats) -> "RoughRhythm":
        """That of all together, as if there had been half a return more in half a year more."""
        returns = int(repeats.sum())
        return RoughRhythm((float(age.sum()) + 26) / (returns + 0.5), returns)

    def own_weeks(self, repeats: Ints, recency: Floats) -> Floats:
        """Each one's mean time between buying days, the shop's until there are three."""
        own = recency / np.maximum(repeats, 1)
        return np.where((repeats >= _KNOWN_FROM) & (own > 0), own, self.weeks)

    def if_alive(self, weeks: float, repeats: Ints, age: Floats) -> Floats:
        """How many buying days they have in the coming ``weeks`` if they still are customers: as many a week as since
        their first one, and as if the shop's rhythm had brought one return more, so that two sales in one week are not
        taken for a habit; fewer and fewer, as some stay away."""
        return expected_if_alive(1.0, self.weeks, *STOPPING, weeks, repeats, age)

    def alive(self, repeats: Ints, recency: Floats, age: Floats) -> Floats:
        """The chance that they still are customers, by their own rhythm."""
        late = (age - recency) / self.own_weeks(repeats, recency) - _LATE
        return np.asarray(0.5 ** np.clip(late, 0, 1000))
