"""What a rule asks for: one occasion to contact one customer."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import NamedTuple

from model.shop_calendar import ShopCalendar
from model.visit_rules import VisitRule
from model.yearly_days import Feb29


class Window(NamedTuple):
    """The days that are planned, both included. Nothing that the book knows of later than ``first`` is looked at."""

    first: date
    last: date


class ShopDays(NamedTuple):
    """What the shop says about days: when it is open, and when those born on 29 February have birthday."""

    calendar: ShopCalendar
    feb29: Feb29


class Occasion(NamedTuple):
    """One contact that ``rule`` asks for.

    ``anchor_on`` and ``occasion`` tell it apart from every other of that rule and customer. ``planned_on`` is an open
    day of the shop unless the rule says otherwise; after ``lapses_on`` it makes no sense any more. ``reason`` says why
    in a sentence of the current language, as it is on a day ("today is day 61").
    """

    rule: VisitRule
    customer_id: int
    anchor_on: date
    planned_on: date
    lapses_on: date
    reason: Callable[[date], str]
    occasion: str = ""
    purchase_id: int | None = None
    complaint_id: int | None = None

    @property
    def key(self) -> tuple[int, int, date, str]:
        """What tells it apart from every other."""
        return self.customer_id, self.rule.id, self.anchor_on, self.occasion


Only = Iterable[int] | None
"""Customers to look at; ``None``: everybody."""
