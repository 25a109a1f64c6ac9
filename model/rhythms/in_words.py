"""Rhythms in words, as a shopkeeper would say them."""

from __future__ import annotations

from datetime import date

from model.days_in_words import days_between
from model.planning.recurrence import days_after
from model.rhythms.own import Rhythm, Usual
from resources.i18n import _, ngettext


def comes(one: Rhythm | None) -> str:
    """``Comes every 34 days, today is day 61.``"""
    if one is None:
        return _("Has not bought anything yet.")
    if not one.own_days:
        return _("How often they come is known from the third visit on.")
    every = round(one.own_days)
    words = ngettext("Comes every day", "Comes every {n} days", every).format(n=every)
    return _("{comes}, today is day {day}.").format(comes=words, day=one.away_days)


def how_often(one: Rhythm, usual: Usual | None) -> str:
    """``every 21 days``; a dash where nobody can say."""
    days = one.days(usual)
    if not days:
        return "–"
    return ngettext("every day", "every {n} days", round(days)).format(n=round(days))


def by_whom(one: Rhythm, usual: Usual | None) -> str:
    """Whose rhythm it is, where it is not their own."""
    if one.own_days is not None or not one.days(usual):
        return ""
    return _("as you set it") if one.stated_days else _("as others do")


def expected(one: Rhythm, usual: Usual | None) -> str:
    """When they would buy it again: ``in 12 days``, ``9 days ago``; empty where nobody can say."""
    if one.is_given_up(usual):
        return _("no longer")
    day = expected_on(one, usual)
    return days_between(day, one.on) if day else ""


def expected_on(one: Rhythm, usual: Usual | None) -> date | None:
    """The day on which they would buy it again."""
    days = one.days(usual)
    return days_after(one.last_on, round(days)) if days else None


def usual_in_words(usual: Usual) -> str:
    """``Those who buy it again usually do so after 45 days (12 customers).``"""
    people = ngettext("{n} customer", "{n} customers", usual.people).format(n=f"{usual.people:,}")
    return ngettext(
        "Those who buy it again usually do so after {n} day ({people}).",
        "Those who buy it again usually do so after {n} days ({people}).",
        usual.days,
    ).format(people=people, n=usual.days)
