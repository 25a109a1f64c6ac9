"""Which fields a rule of each kind needs, and those that only rules have."""

import re
from typing import Final

from model.errors import FieldError
from model.visit_rules import RuleKind, Scope
from resources.i18n import N_, _
from ui.forms.fields import plainly
from ui.widgets.choice_field import Choice
from ui.widgets.parsed_field import ParsedField

_GOODS: Final = (Scope.ANY, Scope.PRODUCT, Scope.CATEGORY)
_PEOPLE: Final = (Scope.ANY, Scope.CLASS, Scope.TAG)

SCOPES: Final[dict[RuleKind, tuple[Scope, ...]]] = {
    RuleKind.AFTER_SALE: _GOODS,
    RuleKind.WARRANTY: _GOODS,
    RuleKind.RUNNING_OUT: _GOODS,
    RuleKind.SERVICE: _GOODS,
    RuleKind.YEARLY: _PEOPLE,
    RuleKind.KEEP_IN_TOUCH: (*_PEOPLE, Scope.CUSTOMER),
}
"""For what or whom a rule of a kind can be; kinds that are not named are for all."""

FIELDS: Final[dict[RuleKind, frozenset[str]]] = {
    RuleKind.AFTER_SALE: frozenset({"count", "unit", "least", "by_contact"}),
    RuleKind.WARRANTY: frozenset({"leads"}),
    RuleKind.RUNNING_OUT: frozenset({"leads", "by_contact", "by_purchase"}),
    RuleKind.AFTER_COMPLAINT: frozenset({"count", "unit"}),
    RuleKind.YEARLY: frozenset({"leads"}),
    RuleKind.KEEP_IN_TOUCH: frozenset({"count", "unit", "basis", "starts_on", "by_contact", "by_purchase"}),
    RuleKind.SILENT: frozenset({"times", "by_contact"}),
    RuleKind.WIN_BACK: frozenset({"count", "unit", "times", "by_contact"}),
    RuleKind.SERVICE: frozenset({"leads"}),
    RuleKind.WISH: frozenset(),
}
"""What a rule of a kind asks for beside what every rule has."""

_WEIGHTS: Final = {
    95: N_("Before everything else"),
    65: N_("Before most"),
    50: N_("As usual"),
    35: N_("After most"),
    20: N_("Only when there is room"),
}


def weights() -> list[Choice]:
    """How weighty a rule can be, in words."""
    return [Choice(weight, _(words)) for weight, words in _WEIGHTS.items()]


def level(weight: int) -> int:
    """The weight with words of its own that is nearest."""
    return min(_WEIGHTS, key=lambda known: abs(known - weight))


def number_field(unit: str = "", most: int = 36_500) -> ParsedField[int]:
    """A whole number from nought to ``most``."""

    def number(text: str) -> int:
        digits = text.strip()
        if not digits.isdecimal() or int(digits) > most:
            raise FieldError(_("Type a number up to {most}.").format(most=f"{most:,}"))
        return int(digits)

    return ParsedField(plainly(number), str, unit=unit)


def times_field() -> ParsedField[int]:
    """How many times something, in percent: ``1.5`` is 150."""
    return ParsedField(plainly(_percent), lambda percent: f"{percent / 100:g}")


def _percent(text: str) -> int:
    match = re.fullmatch(r"([0-9]{1,3})(?:[.,]([0-9]{1,2}))?", text.strip())
    percent = int(match[1]) * 100 + int((match[2] or "").ljust(2, "0")) if match else 0
    if not 50 <= percent <= 10_000:
        raise FieldError(_("Type a number between 0.5 and 100, like 1.5."))
    return percent
