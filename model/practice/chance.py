"""Chance that falls the same way every time."""

import random
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, TypeVar

T = TypeVar("T")


class Chance(random.Random):
    """A source of chance with the few questions that a practice shop asks."""

    def percent(self, percent: float) -> bool:
        """Whether something happens that happens so often."""
        return self.random() * 100 < percent

    def weighted(self, choices: Sequence[tuple[int, T]]) -> T:
        """One of the choices, each as likely as its weight."""
        return self.choices([choice for _weight, choice in choices], [weight for weight, _choice in choices])[
            0
        ]

    def day_between(self, first: date, last: date) -> date:
        """A day from ``first`` to ``last``; ``first`` if that is not earlier."""
        return first + timedelta(days=self.randint(0, max(0, (last - first).days)))

    def time_within(self, spans: Sequence[tuple[int, int]]) -> str:
        """A local time ``HH:MM`` within spans of minutes since midnight."""
        opens, closes = self.choice(spans)
        return clock(self.randint(opens, closes - 1))


class Bag:
    """Draws from a list so that nothing comes twice before everything has come once."""

    def __init__(self, chance: Chance, things: Sequence[Any]) -> None:
        self._chance = chance
        self._things = list(things)
        self._left: list[Any] = []

    def draw(self) -> Any:
        """The next thing."""
        if not self._left:
            self._left = self._chance.sample(self._things, len(self._things))
        return self._left.pop()


def clock(minute: int) -> str:
    """A minute since midnight as ``HH:MM``."""
    return f"{minute // 60:02d}:{minute % 60:02d}"
