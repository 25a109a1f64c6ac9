"""What stands out in the months and in the concentration: two or three sentences, the most pressing first.

A difference counts only where it is larger than chance alone would often make it: numbers of people are compared as
counts, which vary by about their square root. A quiet book says nothing.
"""

from __future__ import annotations

from itertools import takewhile
from math import sqrt
from typing import TYPE_CHECKING

from model.percentages import percent
from resources.i18n import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Sequence

    from model.flow.flow import Flow
    from model.flow.months import Month

MOST = 3
_MONTHS_IN_A_ROW = 3
_YEAR = 12
_CHANCE = 2
"""So many standard deviations are more than chance, as a rule."""
_LEAST_SHARE = 0.1
"""A change of money below that is not worth a sentence."""
_FEW_CARRY_HALF = 0.02
_LEAST_CUSTOMERS = 50
_ONCE = 0.5


def standing_out(flow: Flow) -> list[str]:
    """At most three sentences; none where nothing stands out."""
    whole = [month for month in flow.months if month.complete]
    found = [*_losing_more(whole), *_fewer_new(whole), *_earning(whole), *_on_few(flow), *_only_once(flow)]
    return found[:MOST]


def _losing_more(months: Sequence[Month]) -> list[str]:
    """More lost than came, several whole months in a row."""
    row = list(takewhile(lambda month: month.lost > month.new + month.back, reversed(months)))
    if len(row) < _MONTHS_IN_A_ROW:
        return []
    lost, came = sum(month.lost for month in row), sum(month.new + month.back for month in row)
    if lost - came < _CHANCE * sqrt(lost + came):
        return []
    return [
        ngettext(
            "For {n} month more customers were lost than came: {lost} lost, {came} new or back.",
            "For {n} months more customers were lost than came: {lost} lost, {came} new or back.",
            len(row),
        ).format(n=len(row), lost=f"{lost:,}", came=f"{came:,}")
    ]


def _fewer_new(months: Sequence[Month]) -> list[str]:
    """Many fewer, or many more, new customers in a year than in the year before it."""
    if len(months) < 3 * _YEAR:
        return []  # in its first year everybody is new to a book
    now = sum(month.new for month in months[-_YEAR:])
    before = sum(month.new for month in months[-2 * _YEAR : -_YEAR])
    if abs(now - before) <= _CHANCE * sqrt(now + before):
        return []
    sentence = (
        ngettext(
            "Only {n} new customer came in the last 12 months; in the 12 before there were {before}.",
            "Only {n} new customers came in the last 12 months; in the 12 before there were {before}.",
            now,
        )
        if now < before
        else ngettext(
            "{n} new customer came in the last 12 months; in the 12 before there were only {before}.",
            "{n} new customers came in the last 12 months; in the 12 before there were only {before}.",
            now,
        )
    )
    return [sentence.format(n=f"{now:,}", before=f"{before:,}")]


def _earning(months: Sequence[Month]) -> list[str]:
    """Clearly more or less profit than in the year before."""
    if len(months) < 2 * _YEAR:
        return []
    now = sum(month.profit_cents for month in months[-_YEAR:])
    before = sum(month.profit_cents for month in months[-2 * _YEAR : -_YEAR])
    if before <= 0 or abs(now - before) < _LEAST_SHARE * before:
        return []
    moved = percent(abs(now - before) / before)
    if now > before:
        return [
            _("The profit of the last 12 months is {percent} more than that of the 12 before.").format(
                percent=moved
            )
        ]
    return [
        _("The profit of the last 12 months is {percent} less than that of the 12 before.").format(
            percent=moved
        )
    ]


def _on_few(flow: Flow) -> list[str]:
    """Very few carry half of the profit."""
    profit = flow.profit_of_year
    half = profit.half
    if (
        half is None
        or profit.customers < _LEAST_CUSTOMERS
        or half > max(1, _FEW_CARRY_HALF * profit.customers)
    ):
        return []
    return [
        ngettext(
            "Half of the profit of the last 365 days hangs on {n} customer.",
            "Half of the profit of the last 365 days hangs on {n} customers.",
            half,
        ).format(n=f"{half:,}")
    ]


def _only_once(flow: Flow) -> list[str]:
    """Most never come a second time."""
    found = flow.repeating
    if found.long_ago < _LEAST_CUSTOMERS or found.once_long_ago < _ONCE * found.long_ago:
        return []
    return [
        _("{percent} of those who first bought more than a year ago never came a second time.").format(
            percent=percent(found.once_long_ago / found.long_ago)
        )
    ]
