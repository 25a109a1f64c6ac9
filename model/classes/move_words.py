"""Why a customer moved from one class to another, told from what their value was made of then and now."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from model.class_lines import ClassLines
from model.classes.in_words import expected, reason
from model.classes.parts import Parts
from model.customer_class import CustomerClass
from model.days_in_words import format_day
from model.money import format_round_money
from resources.i18n import _, ngettext, pgettext

_HIGH: Final = {CustomerClass.PLATINUM, CustomerClass.GOLD}
_METALS: Final = {*_HIGH, CustomerClass.IRON, CustomerClass.LEAD}

_CLEARLY: Final = 0.05
"""of a number of purchases: less is no reason"""


@dataclass(frozen=True)
class Moved:
    """One step: the figures ``now`` and at the review before (``then``), the lines of both."""

    from_class: CustomerClass
    to_class: CustomerClass
    now: Parts
    then: Parts | None
    lines: ClassLines
    lines_before: ClassLines
    currency: str


def why_moved(moved: Moved) -> str:
    """One sentence."""
    now, to_class, plain = moved.now, moved.to_class, _plainly(moved)
    if to_class is CustomerClass.NEW and now.first_on is not None:
        return _("Bought for the first time, on {day}.").format(day=format_day(now.first_on))
    if to_class in _METALS and moved.from_class is CustomerClass.INACTIVE and now.last_on is not None:
        return _("Came back, and bought on {day}. {reason}").format(day=format_day(now.last_on), reason=plain)
    if to_class in _METALS and moved.from_class is CustomerClass.NEW:
        return _("No longer new. {reason}").format(reason=plain)
    if to_class not in _METALS or moved.from_class not in _METALS or moved.then is None:
        return plain
    if (to_class in _HIGH) != (moved.from_class in _HIGH):
        return _why_current(moved, moved.then)
    return _why_potential(moved, moved.then)


def _plainly(moved: Moved) -> str:
    """Where the figures stand now, whatever they were."""
    return reason(moved.now, moved.lines, moved.to_class, moved.currency)


def _why_current(moved: Moved, then: Parts) -> str:
    """The gold line was crossed."""
    now, line = moved.now, moved.lines.current_cents
    crossing = _crossing(
        then.current_cents, now.current_cents, line, moved.lines_before.current_cents, moved.lines
    )
    if crossing is _Crossing.KNOWN_LATER:
        return _plainly(moved)
    if crossing is _Crossing.STAYED:
        words = (
            _("Above the gold line for {days} days now: {now}; the line is {line}.")
            if now.current_cents >= line
            else _("Below the gold line for {days} days now: {now}; the line is {line}.")
        )
    elif crossing is _Crossing.LINE_MOVED:
        words = _("The gold line was moved from {line_before} to {line}; they bring {now}.")
    else:
        words = _("{cause}: {now} after {then}; the gold line is {line}.")
    return words.format(
        cause=_cause_of_current(now, then, moved.currency, up=now.current_cents >= line),
        now=format_round_money(now.current_cents, moved.currency),
        then=format_round_money(then.current_cents, moved.currency),
        line=format_round_money(line, moved.currency),
        line_before=format_round_money(moved.lines_before.current_cents, moved.currency),
        days=moved.lines.past_days,
    )


def _why_potential(moved: Moved, then: Parts) -> str:
    """The platinum line was crossed, or the iron line."""
    now = moved.now
    name, line, line_before = (
        (CustomerClass.PLATINUM, moved.lines.platinum_cents, moved.lines_before.platinum_cents)
        if moved.to_class in _HIGH
        else (CustomerClass.IRON, moved.lines.iron_cents, moved.lines_before.iron_cents)
    )
    crossing = _crossing(then.potential_cents, now.potential_cents, line, line_before, moved.lines)
    if crossing is _Crossing.KNOWN_LATER:
        return _plainly(moved)
    if crossing is _Crossing.STAYED:
        words = (
            _("Above the {metal} line for {days} days now: may bring {now} in 12 months; the line is {line}.")
            if now.potential_cents >= line
            else _(
                "Below the {metal} line for {days} days now: may bring {now} in 12 months; the line is {line}."
            )
        )
    elif crossing is _Crossing.LINE_MOVED:
        words = _(
            "The {metal} line was moved from {line_before} to {line}; they may bring {now} in the coming 12 months."
        )
    else:
        words = _(
            "{cause}: may bring {now} in the coming 12 months, after {then}; the {metal} line is {line}."
        )
    return words.format(
        metal=line_word(name),
        cause=_cause_of_potential(now, then, moved.currency, up=now.potential_cents >= line),
        now=expected(now, now.potential_cents, moved.currency),
        then=expected(then, then.potential_cents, moved.currency),
        line=format_round_money(line, moved.currency),
        line_before=format_round_money(line_before, moved.currency),
        days=moved.lines.past_days,
    )


def step_words(before: CustomerClass, after: CustomerClass) -> str:
    """``Gold → Iron``; who was in no class before is simply in the one after."""
    return after.label if before is CustomerClass.NONE else f"{before.label} → {after.label}"


def line_word(metal: CustomerClass) -> str:
    """The name of a class inside a sentence: ``the platinum line``."""
    return {
        CustomerClass.PLATINUM: pgettext("inside a sentence", "platinum"),
        CustomerClass.GOLD: pgettext("inside a sentence", "gold"),
        CustomerClass.IRON: pgettext("inside a sentence", "iron"),
    }[metal]


class _Crossing(Enum):
    """How a value came to be on the other side of its line."""

    VALUE_MOVED = auto()
    LINE_MOVED = auto()
    STAYED = auto()
    """It was past the line at the review before already, though not clearly, and has been ever since."""
    KNOWN_LATER = auto()
    """It was clearly past the line by then, but of that the book knew nothing yet."""


def _crossing(then: int, now: int, line: int, line_before: int, lines: ClassLines) -> _Crossing:
    if (then >= line) != (now >= line):
        return _Crossing.VALUE_MOVED
    if (then >= line_before) != (then >= line):
        return _Crossing.LINE_MOVED

    def is_clear(value: int) -> bool:
        return abs(value - line) * 100 > lines.over_percent * abs(line)

    if not is_clear(now):
        return _Crossing.STAYED
    return _Crossing.KNOWN_LATER if is_clear(then) else _Crossing.VALUE_MOVED


def _cause_of_current(now: Parts, then: Parts, currency: str, *, up: bool) -> str:
    """The part that did most to carry the value over the line."""
    sign = 1 if up else -1
    kept = {
        "bought": sign * (_earned(now) - _earned(then)),
        "complaints": sign * (then.complaints_cents - now.complaints_cents),
        "given": sign * (_given(then) - _given(now)),
    }
    part = max(kept, key=lambda name: kept[name])
    if part == "bought":
        return _cause_of_buying(now, then, currency, up=up)
    amount = format_round_money(kept[part], currency)
    if part == "complaints":
        words = _("Complaints cost {amount} less") if up else _("Complaints cost {amount} more")
    else:
        words = (
            _("Presents and goodwill cost {amount} less")
            if up
            else _("Presents and goodwill cost {amount} more")
        )
    return words.format(amount=amount)


def _earned(one: Parts) -> int:
    return one.current_cents + one.complaints_cents + _given(one)


def _given(one: Parts) -> int:
    return one.gifts_cents + one.goodwill_cents


def _cause_of_buying(now: Parts, then: Parts, currency: str, *, up: bool) -> str:
    less = (then.sold_cents - then.returned_cents) - (now.sold_cents - now.returned_cents)
    gave_back = now.returned_cents - then.returned_cents
    if not up and gave_back * 2 > max(less, 1):
        return _("Gave back goods for {amount}").format(amount=format_round_money(gave_back, currency))
    if (now.times > then.times) if up else (now.times < then.times):
        return _bought_instead(now.times, then.times)
    words = (
        ngettext("Spent more (bought once)", "Spent more (bought {n} times)", now.times)
        if up
        else ngettext("Spent less (bought once)", "Spent less (bought {n} times)", now.times)
    )
    return words.format(n=now.times)


def _bought_instead(now: int, then: int) -> str:
    """On how many days in 12 months, now and at the review before."""
    if not now:
        return ngettext("Bought nothing instead of once", "Bought nothing instead of {n} times", then).format(
            n=then
        )
    if not then:
        return ngettext(
            "Bought once after a year without", "Bought {n} times after a year without", now
        ).format(n=now)
    if now == 1:
        return ngettext("Bought once instead of once", "Bought once instead of {n} times", then).format(
            n=then
        )
    if then == 1:
        return ngettext("Bought {n} time instead of once", "Bought {n} times instead of once", now).format(
            n=now
        )
    return _("Bought {now} times instead of {then}").format(now=now, then=then)


def _cause_of_potential(now: Parts, then: Parts, currency: str, *, up: bool) -> str:
    """The part that did most to carry what may be expected over the line."""
    sign = 1 if up else -1
    parts = {
        "forecast": sign * (now.forecast_cents - then.forecast_cents),
        "pace": sign * (now.pace_cents - then.pace_cents),
        "stars": sign * (now.stars_cents - then.stars_cents),
        "need": sign * (now.need_cents - then.need_cents),
    }
    part = max(parts, key=lambda name: parts[name])
    amount = format_round_money(parts[part], currency)
    if part == "pace":
        return (
            _("More frequent visits from year to year add {amount}")
            if up
            else _("Less frequent visits from year to year take {amount} away")
        ).format(amount=amount)
    if part == "stars":
        words = _("Your stars add {amount} more") if up else _("Your stars add {amount} less")
        return words.format(amount=amount)
    if part == "need":
        words = (
            _("What they need and still buy elsewhere adds {amount} more")
            if up
            else _("What they need and still buy elsewhere adds {amount} less")
        )
        return words.format(amount=amount)
    if up and now.last_on is not None and now.last_on != then.last_on:
        came = max(now.buying_days - then.buying_days, 1)
        return ngettext(
            "Bought once since the last review", "Bought {n} times since the last review", came
        ).format(n=came)
    if not up and now.last_on is not None and now.last_on == then.last_on:
        return _("Not here since {day}").format(day=format_day(now.last_on))
    if abs(now.purchases - then.purchases) > _CLEARLY * then.purchases:
        return _("Likely to come more often") if up else _("Likely to come less often")
    return _("Likely to spend more each time") if up else _("Likely to spend less each time")
