"""Birthdays and other yearly days, by the sun or by the moon, on the day itself and some days before."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import NamedTuple

from model import lunar
from model.days import FIRST_DAY, LAST_DAY
from model.days_in_words import format_day
from model.planning.occasion import Occasion, Only, ShopDays, Window
from model.planning.questions import customers_of, values_of
from model.planning.recurrence import days_after, days_that_matter, when
from model.planning.shop_days import shop_days
from model.planning.words import filled
from model.store import Store
from model.visit_rules import VisitRule
from model.yearly_days import YearlyDay, format_yearly_day
from resources.i18n import _, ngettext

BIRTHDAY = "birthday"
"""What occasions of birthdays are about; those of other yearly days name the day by its id."""

_ALL_DAYS = 366


class YearlyFacts(NamedTuple):
    """One yearly day of one customer; ``label`` is empty for a birthday, and ``about`` tells it apart from others."""

    customer_id: int
    yearly_day: YearlyDay
    about: str = BIRTHDAY
    label: str = ""


def facts(store: Store, rule: VisitRule, window: Window, only: Only = None) -> Iterator[YearlyFacts]:
    """The birthdays and other days that could fall so that the rule wants a contact in ``window``."""
    asked = days_that_matter(window, rule.lasts_days, rule.closed_days, shop_days(store).calendar)
    days: set[int] = set()
    for lead in rule.leads:
        days |= _days_of_the_year(days_after(asked.first, lead), days_after(asked.last, lead))
    values = values_of(store, rule, window, only) | {"days": json.dumps(sorted(days))}
    for customer_id, year, month, day, moon, leap in store.tuples(
        "SELECT c.id, birth_year, birth_month, birth_day, birth_lunar, birth_leap_month FROM json_each(:days)"
        " CROSS JOIN customer AS c ON c.birth_month = value / 100 AND c.birth_day = value % 100"
        f" WHERE 1{customers_of(rule, 'c.id', only)}",
        **values,
    ):
        yield YearlyFacts(customer_id, YearlyDay(month, day, year, bool(moon), bool(leap)))
    for customer_id, day_id, label, year, month, day, moon, leap in store.tuples(
        "SELECT d.customer_id, d.id, d.label, d.year, d.month, d.day, d.lunar, d.leap_month FROM json_each(:days)"
        " CROSS JOIN customer_day AS d ON d.month = value / 100 AND d.day = value % 100"
        f" WHERE 1{customers_of(rule, 'd.customer_id', only)}",
        **values,
    ):
        yield YearlyFacts(
            customer_id, YearlyDay(month, day, year, bool(moon), bool(leap)), str(day_id), label
        )


def _days_of_the_year(first: date, last: date) -> set[int]:
    """Month times 100 plus day, by the sun and by the moon, of whatever is kept on one of these days."""
    last = min(last, LAST_DAY, days_after(first, _ALL_DAYS + 30))
    found: set[int] = set()
    day = max(first, FIRST_DAY)
    while day <= last:
        found.add(day.month * 100 + day.day)
        try:
            moon = lunar.from_solar(day)
        except ValueError:
            pass  # before the first or after the last year of the table
        else:
            found.add(moon.month * 100 + moon.day)
            if moon.day == 29:
                found.add(moon.month * 100 + 30)  # a short month keeps its 30th on the 29th
        day += timedelta(days=1)
    if found & {228, 301}:
        found.add(229)
    return found


def occasions(rule: VisitRule, facts: YearlyFacts, window: Window, shop: ShopDays) -> Iterator[Occasion]:
    """One for each time the day comes back, and each of the rule's leads before it."""
    asked = days_that_matter(window, rule.lasts_days, rule.closed_days, shop.calendar)
    for lead in rule.leads:
        first, last = days_after(asked.first, lead), days_after(asked.last, lead)
        for day in _kept_on(facts.yearly_day, first, last, shop):
            days = when(rule, days_after(day, -lead), window, shop)
            if days:
                yield Occasion(
                    rule=rule,
                    customer_id=facts.customer_id,
                    anchor_on=day,
                    planned_on=days[0],
                    lapses_on=days[1],
                    reason=partial(_reason, rule, facts, day),
                    occasion=f"{facts.about}/{lead}",
                )


def _kept_on(yearly_day: YearlyDay, first: date, last: date, shop: ShopDays) -> Iterator[date]:
    """Every day from ``first`` to ``last`` on which it comes back, not before the year in which it began."""
    last = min(last, LAST_DAY)
    # A lunar year ends in the January or February after its number.
    start, end = first.year - yearly_day.lunar, last.year
    if yearly_day.lunar:
        start, end = max(start, lunar.FIRST_YEAR), min(end, lunar.LAST_YEAR)
    for year in range(max(start, yearly_day.year or start), end + 1):
        day = yearly_day.in_year(year, shop.feb29)
        if first <= day <= last:
            yield day


def _reason(rule: VisitRule, one: YearlyFacts, on: date, today: date) -> str:
    yearly_day = one.yearly_day
    day = format_day(on)
    if rule.words:
        return filled(rule.words, what=one.label or _("Birthday"), day=day)
    if yearly_day.lunar:
        day = _("{day} ({lunar})").format(day=day, lunar=format_yearly_day(replace(yearly_day, year=None)))
    years = _years(yearly_day, on)
    if one.label:
        if years:
            return ngettext("{label}: {n} year on {day}.", "{label}: {n} years on {day}.", years).format(
                label=one.label, n=years, day=day
            )
        return _("{label} on {day}.").format(label=one.label, day=day)
    if years:
        sentence = _("Turned {age} on {day}.") if on < today else _("Turns {age} on {day}.")
        return sentence.format(age=years, day=day)
    return (_("Had birthday on {day}.") if on < today else _("Has birthday on {day}.")).format(day=day)


def _years(yearly_day: YearlyDay, on: date) -> int:
    """How many years it is on ``on``; 0 where nobody knows, or on the very first day."""
    if yearly_day.year is None:
        return 0
    year = lunar.from_solar(on).year if yearly_day.lunar else on.year
    return max(0, year - yearly_day.year)
