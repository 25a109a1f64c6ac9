"""Why a customer is in a class, and what would lift them: one sentence each, as a shopkeeper would say it."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, Protocol

from model.class_lines import RHYTHMS_AWAY, ClassLines
from model.classes.held import LEAST_BROUGHT
from model.customer_class import CustomerClass
from model.days_in_words import format_day
from model.money import format_rough_money, format_round_money
from resources.i18n import _, ngettext

if TYPE_CHECKING:
    from model.classes.classifying import Classification
    from model.value.worth import Worth

FAR_PURCHASES: Final = 12
"""Beyond so many more purchases a year the money says more."""

_SURE_DIGITS: Final = 2
"""of an amount that is only roughly known"""


class Valued(Protocol):
    """A customer's figures on a day, as ``model.value.worth.Worth`` and ``model.classes.parts.Parts`` hold them."""

    @property
    def on(self) -> date: ...
    @property
    def current_cents(self) -> int: ...
    @property
    def potential_cents(self) -> int: ...
    @property
    def forecast_cents(self) -> int: ...
    @property
    def pace_cents(self) -> int: ...
    @property
    def purchases(self) -> float: ...
    @property
    def rhythm_days(self) -> float | None: ...
    @property
    def first_on(self) -> date | None: ...
    @property
    def last_on(self) -> date | None: ...
    @property
    def gone(self) -> bool: ...
    @property
    def rough(self) -> bool: ...


def why(
    one: Valued, lines: ClassLines, stands_in: CustomerClass, currency: str, *, by_hand: bool = False
) -> str:
    """Why a customer stands in a class. Where today's figures say something else, both are told."""
    says = by_figures(one, lines)
    if stands_in is CustomerClass.NEW or (says is stands_in and not by_hand):
        return reason(one, lines, stands_in, currency)
    words = (
        _("Your own word. By the figures: {other}. {reason}")
        if by_hand
        else _("As of the last review. By today's figures: {other}. {reason}")
    )
    return words.format(other=says.label, reason=reason(one, lines, says, currency))


def reason(one: Valued, lines: ClassLines, says: CustomerClass, currency: str) -> str:
    """Why the figures say this class, which they do."""
    if says is CustomerClass.NEW:
        return _why_new(one, lines)
    return _why_inactive(one) if says is CustomerClass.INACTIVE else _why_metal(one, lines, says, currency)


def lift(
    one: Valued, lines: ClassLines, stands_in: CustomerClass, currency: str, *, by_hand: bool = False
) -> str:
    """What would lift a customer who stands in a class; empty where nothing can be said."""
    if by_hand:
        # Nothing lifts what the owner gave; but what the figures say can be lifted.
        says = by_figures(one, lines)
        return "" if says is CustomerClass.PLATINUM else lift(one, lines, says, currency)
    if stands_in is CustomerClass.PLATINUM:
        return _("Already in the highest class.")
    if stands_in is CustomerClass.INACTIVE:
        return _lift_inactive(one, lines)
    if stands_in is CustomerClass.NEW:
        return _lift_new(one, lines, currency)
    current_gap = max(lines.current_cents - one.current_cents, 0)
    if stands_in is CustomerClass.GOLD:
        # Also who slipped below the gold line and is still held there has to be above it.
        gap = max(lines.platinum_cents - one.potential_cents, current_gap)
        return _more(one, gap, CustomerClass.PLATINUM, currency)
    above = CustomerClass.PLATINUM if one.potential_cents >= lines.platinum_cents else CustomerClass.GOLD
    iron_gap = lines.iron_cents - one.potential_cents
    if stands_in is CustomerClass.LEAD and 0 < current_gap > iron_gap:
        return _more(one, iron_gap, CustomerClass.IRON, currency)
    return _more(one, current_gap, above, currency)


def why_and_lift(worth: Worth, classification: Classification, currency: str) -> tuple[str, str]:
    """Both sentences for one customer of a classification."""
    stands_in = classification.class_of(worth.customer_id)
    by_hand = classification.is_by_hand(worth.customer_id)
    lines = classification.lines
    return (
        why(worth, lines, stands_in, currency, by_hand=by_hand),
        lift(worth, lines, stands_in, currency, by_hand=by_hand),
    )


def by_figures(one: Valued, lines: ClassLines) -> CustomerClass:
    """What the lines say of these figures, whether or not the customer is new."""
    if is_inactive(one, lines):
        return CustomerClass.INACTIVE
    if one.current_cents >= lines.current_cents:
        promises = one.potential_cents >= lines.platinum_cents
        return CustomerClass.PLATINUM if promises else CustomerClass.GOLD
    return CustomerClass.IRON if one.potential_cents >= lines.iron_cents else CustomerClass.LEAD


def is_inactive(one: Valued, lines: ClassLines) -> bool:
    """As ``classifying`` says it of everybody."""
    if one.last_on is None or one.gone:
        return True
    away_days = (one.on - one.last_on).days
    return away_days > lines.away_days and not (
        one.rhythm_days and away_days <= RHYTHMS_AWAY * one.rhythm_days
    )


def connector(brought: int) -> str:
    """What to know of somebody who brought so many customers that bought; nothing where they are too few."""
    if brought < LEAST_BROUGHT:
        return ""
    return ngettext(
        "Brought {n} customer who bought: is treated as gold at least, whatever they bring themselves.",
        "Brought {n} customers who bought: is treated as gold at least, whatever they bring themselves.",
        brought,
    ).format(n=brought)


def lines_in_words(lines: ClassLines, currency: str) -> str:
    """All three lines in one sentence."""
    return _(
        "Gold from {gold} brought in 12 months; platinum if {platinum} may be expected of the coming 12 too, iron from"
        " {iron} expected."
    ).format(
        gold=format_round_money(lines.current_cents, currency),
        platinum=format_round_money(lines.platinum_cents, currency),
        iron=format_round_money(lines.iron_cents, currency),
    )


def expected(one: Valued, cents: int, currency: str) -> str:
    """An amount of the coming year, never more exact than it is known."""
    return expected_amount(cents, currency, rough=one.rough)


def expected_amount(cents: int, currency: str, *, rough: bool) -> str:
    """``€1,235``, and where it is only roughly known ``roughly €1,200``."""
    if not rough:
        return format_round_money(cents, currency)
    return _("roughly {amount}").format(amount=format_rough_money(cents, currency, _SURE_DIGITS))


def _why_metal(one: Valued, lines: ClassLines, metal: CustomerClass, currency: str) -> str:
    return _WHY_METAL[metal]().format(
        now=format_round_money(one.current_cents, currency),
        coming=expected(one, one.potential_cents, currency),
        gold=format_round_money(lines.current_cents, currency),
        platinum=format_round_money(lines.platinum_cents, currency),
        iron=format_round_money(lines.iron_cents, currency),
    )


_WHY_METAL: Final[dict[CustomerClass, Callable[[], str]]] = {
    CustomerClass.PLATINUM: lambda: _(
        "Brought {now} in 12 months (the gold line is {gold}), and may bring {coming} in the coming 12: the platinum"
        " line is {platinum}."
    ),
    CustomerClass.GOLD: lambda: _(
        "Brought {now} in 12 months (the gold line is {gold}), and may bring {coming} in the coming 12, below the"
        " platinum line of {platinum}."
    ),
    CustomerClass.IRON: lambda: _(
        "Brought {now} in 12 months, below the gold line of {gold}; but may bring {coming} in the coming 12: the iron"
        " line is {iron}."
    ),
    CustomerClass.LEAD: lambda: _(
        "Brought {now} in 12 months, below the gold line of {gold}, and may bring {coming} in the coming 12, below the"
        " iron line of {iron}."
    ),
}


def _why_new(one: Valued, lines: ClassLines) -> str:
    if one.first_on is None:
        return _("New in the book, and has not bought anything yet.")
    return _("Bought for the first time on {day}. Is classed after {days} days, from {until} on.").format(
        day=format_day(one.first_on),
        days=lines.new_days,
        until=format_day(one.first_on + timedelta(days=lines.new_days)),
    )


def _why_inactive(one: Valued) -> str:
    if one.gone:
        return _("No longer comes: has left, or was put away.")
    if one.last_on is None:
        return _("Has never bought anything.")
    since = format_day(one.last_on)
    days = (one.on - one.last_on).days
    if one.rhythm_days is None:
        return ngettext(
            "Bought last on {day}, {n} day ago.", "Bought last on {day}, {n} days ago.", days
        ).format(day=since, n=days)
    return _("Bought last on {day}, {n} days ago; used to come every {rhythm} days.").format(
        day=since, n=days, rhythm=max(1, round(one.rhythm_days))
    )


def _lift_inactive(one: Valued, lines: ClassLines) -> str:
    if one.gone:
        return ""
    if one.last_on is None:
        return _("The first purchase makes them a customer.")
    if (says := by_figures(one, lines)) is not CustomerClass.INACTIVE:
        return _becomes(says)  # They came since the review.
    return _("One purchase, and they are back.")


def _lift_new(one: Valued, lines: ClassLines, currency: str) -> str:
    if one.current_cents <= 0:
        return _("Gold begins at {gold} in 12 months.").format(
            gold=format_round_money(lines.current_cents, currency)
        )
    return _("Brought {now} so far; gold begins at {gold} in 12 months.").format(
        now=format_round_money(one.current_cents, currency),
        gold=format_round_money(lines.current_cents, currency),
    )


def _more(one: Valued, gap_cents: int, to: CustomerClass, currency: str) -> str:
    """So much more would make them ``to``: in purchases like their own, where it takes not too many."""
    if gap_cents <= 0:
        return _becomes(to)
    usual = (one.forecast_cents + one.pace_cents) / one.purchases if one.purchases > 0 else 0.0
    number = math.ceil(gap_cents / usual) if usual >= 1 else FAR_PURCHASES + 1
    if number > FAR_PURCHASES:
        return _LIFT_BY_MONEY[to]().format(amount=expected(one, gap_cents, currency))
    return _LIFT_BY_PURCHASES[to](number).format(n=number)


def _becomes(better: CustomerClass) -> str:
    return _("Becomes {better} at one of the next reviews, if it stays like this.").format(
        better=better.label
    )


_LIFT_BY_MONEY: Final[dict[CustomerClass, Callable[[], str]]] = {
    CustomerClass.PLATINUM: lambda: _("It takes {amount} more a year to make them platinum."),
    CustomerClass.GOLD: lambda: _("It takes {amount} more a year to make them gold."),
    CustomerClass.IRON: lambda: _("It takes {amount} more a year to make them iron."),
}

_LIFT_BY_PURCHASES: Final[dict[CustomerClass, Callable[[int], str]]] = {
    CustomerClass.PLATINUM: lambda n: ngettext(
        "One more purchase a year like the usual would make them platinum.",
        "{n} more purchases a year like the usual would make them platinum.",
        n,
    ),
    CustomerClass.GOLD: lambda n: ngettext(
        "One more purchase a year like the usual would make them gold.",
        "{n} more purchases a year like the usual would make them gold.",
        n,
    ),
    CustomerClass.IRON: lambda n: ngettext(
        "One more purchase a year like the usual would make them iron.",
        "{n} more purchases a year like the usual would make them iron.",
        n,
    ),
}
