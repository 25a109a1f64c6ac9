"""What a practice shop is made of: its people, its shelves and its words, from ``resources/practice``."""

import json
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

import resources

Basket = tuple[tuple[str, int], ...]
"""Codes of products, and how many of each."""

Said = tuple[int | None, str]
"""Satisfaction from 0 to 10, if it was asked, and the words with it."""


@dataclass(frozen=True)
class Stream:
    """One thing that somebody comes for again and again: every how many days, for which baskets (with weights), and
    how likely in each month, if the season matters."""

    every_days: tuple[int, int]
    baskets: tuple[tuple[int, Basket], ...]
    months: tuple[int, ...] = ()

    @property
    def codes(self) -> set[str]:
        """Every product that may be in a basket."""
        return {code for _weight, basket in self.baskets for code, _count in basket}


@dataclass(frozen=True)
class Habit:
    """How a kind of customer buys; ``share`` is how many of them the shop has beside the ones with a story."""

    name: str
    share: int
    streams: tuple[Stream, ...]


@dataclass(frozen=True)
class Reminder:
    """After which sale the shop plans to remind the customer, how many days later, and of what."""

    code: str
    days: int
    reason: str


class Material:
    """Everything written down for one language. The files are read when first asked for."""

    def __init__(self, language: str) -> None:
        self._language = language

    def _read(self, name: str) -> Any:
        return json.loads(
            resources.path("practice", self._language, f"{name}.json").read_text(encoding="utf-8")
        )

    @cached_property
    def shop(self) -> dict[str, Any]:
        """The shop's settings, staff and holidays."""
        return dict(self._read("shop"))

    @cached_property
    def people(self) -> dict[str, Any]:
        """Names, streets, likes: what customers are put together from."""
        return dict(self._read("people"))

    @cached_property
    def characters(self) -> list[dict[str, Any]]:
        """The customers with a story of their own."""
        return list(self._read("characters"))

    @cached_property
    def products(self) -> list[dict[str, Any]]:
        """The shelves."""
        return list(self._read("products"))

    @cached_property
    def complaints(self) -> list[dict[str, Any]]:
        """What went wrong, the latest first."""
        return list(self._read("complaints"))

    @cached_property
    def follow_ups(self) -> list[dict[str, Any]]:
        """What is planned by hand around the day of practice."""
        return list(self._read("follow_ups"))

    @cached_property
    def extras(self) -> dict[str, list[Any]]:
        """Classes, yearly days, services, wishes and letters."""
        return dict(self._read("extras"))

    @cached_property
    def giving(self) -> dict[str, Any]:
        """What is given away, what is known of some customers, and who brings friends."""
        return dict(self._read("giving"))

    @cached_property
    def words(self) -> dict[str, list[Any]]:
        """What customers said, by occasion."""
        return dict(self._read("words"))

    @cached_property
    def selling(self) -> dict[str, Any]:
        """How the shop sells: habits, baskets of passers-by, notes on receipts."""
        return dict(self._read("habits"))

    @cached_property
    def habits(self) -> dict[str, Habit]:
        """Every habit by its name."""
        return {name: _habit(name, written) for name, written in self.selling["habits"].items()}

    @cached_property
    def reminders(self) -> list[Reminder]:
        """Which sales are followed by a reminder."""
        return [Reminder(code, days, reason) for code, (days, reason) in self.selling["reminders"].items()]


def cents(text: str | None) -> int | None:
    """``"26.50"`` as 2650."""
    return None if text is None else int(Decimal(text) * 100)


def basket(text: str) -> Basket:
    """``"CL-MON*2 SOL-360"`` as codes with their counts."""
    parts = [part.partition("*") for part in text.split()]
    return tuple((code, int(count or 1)) for code, _star, count in parts)


def _habit(name: str, written: dict[str, Any]) -> Habit:
    streams = tuple(
        Stream(
            every_days=(stream["every"][0], stream["every"][1]),
            baskets=tuple((weight, basket(text)) for weight, text in stream["baskets"]),
            months=tuple(stream.get("months", ())),
        )
        for stream in written["streams"]
    )
    return Habit(name, written["share"], streams)
