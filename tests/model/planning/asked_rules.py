"""A rule asked for its occasions in one line, from a real book or from facts alone."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from model.book import Book
from model.planning.kinds import KINDS
from model.planning.occasion import Occasion, Only, ShopDays, Window
from model.planning.shop_days import shop_days
from model.shop_calendar import ShopCalendar
from model.visit_rules import VisitRule
from model.yearly_days import Feb29

Key = tuple[int, int, date, str]

ALL_DAY = ((0, 24 * 60),)


def calendar(*closed_weekdays: int, holidays: Iterable[date] = ()) -> ShopCalendar:
    """A shop that is closed on these days of the week, Monday being 0, and on its holidays."""
    monday, tuesday, wednesday, thursday, friday, saturday, sunday = (
        () if day in closed_weekdays else ALL_DAY for day in range(7)
    )
    return ShopCalendar(
        (monday, tuesday, wednesday, thursday, friday, saturday, sunday), dict.fromkeys(holidays, ())
    )


def always_open(feb29: Feb29 = "feb28") -> ShopDays:
    """A shop that never closes."""
    return ShopDays(calendar(), feb29)


def asked(book: Book, rule: VisitRule, first: date, days: int = 1, only: Only = None) -> list[Occasion]:
    """What ``rule`` asks for in the ``days`` from ``first`` on, by what the book knows on ``first``."""
    window = Window(first, first + timedelta(days=days - 1))
    shop = shop_days(book.store)
    kind = KINDS[rule.kind]
    return [
        occasion
        for one in kind.facts(book.store, rule, window, only)
        for occasion in kind.occasions(rule, one, window, shop)
    ]


def of_facts(rule: VisitRule, facts: Any, first: date, days: int, shop: ShopDays) -> list[Occasion]:
    """What ``rule`` asks for by these facts alone."""
    return list(
        KINDS[rule.kind].occasions(rule, facts, Window(first, first + timedelta(days=days - 1)), shop)
    )


def reasons(found: Iterable[Occasion], today: date) -> list[str]:
    """Why, in the words of ``today``."""
    return [one.reason(today) for one in found]
