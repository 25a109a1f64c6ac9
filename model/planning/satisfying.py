"""From when on a contact, or a purchase, does what an occasion was for: one may have come before the day of asking.

Where the anchor is what happened (a sale, the last time they were here), whatever came after it will do. What should be
running out a year after it was bought is not settled by a call in the first week.
"""

from datetime import date

from model.planning.recurrence import days_after
from model.visit_rules import RuleKind, Unit, VisitRule

_SINCE_ANCHOR = (RuleKind.AFTER_SALE, RuleKind.AFTER_COMPLAINT, RuleKind.WISH, RuleKind.SILENT)
_DAYS = {Unit.DAYS: 1, Unit.WEEKS: 7, Unit.MONTHS: 30, Unit.YEARS: 365}
_LATELY_DAYS = 7

_DAYS_OF_UNIT = (
    f"CASE r.unit {' '.join(f'WHEN {str(unit)!r} THEN {days}' for unit, days in _DAYS.items())} END"
)
_DAY_AFTER_ANCHOR = "date(f.anchor_on, '+1 day')"
_SINCE = (
    f"coalesce(CASE WHEN f.rule IN ({', '.join(repr(str(kind)) for kind in _SINCE_ANCHOR)}) THEN {_DAY_AFTER_ANCHOR}"
    # Whoever was spoken to in the second half of a period is left in peace at its end.
    " WHEN f.rule = 'keep_in_touch' THEN date(f.anchor_on, '-'"
    f" || (r.count * {_DAYS_OF_UNIT} / 2) || ' days') END,"
    " min(f.planned_on, coalesce(f.shown_on, f.planned_on)))"
)

CONTACT_SATISFIES = f"r.by_contact AND {{on}} >= {_SINCE}"
"""SQL: a contact on ``{on}`` does what the follow-up ``f`` of the rule ``r`` is for."""

PURCHASE_SATISFIES = (
    f"r.by_purchase AND {{on}} >= CASE f.rule WHEN 'win_back' THEN {_DAY_AFTER_ANCHOR} ELSE {_SINCE} END"
)
"""SQL: so does a purchase on ``{on}``."""


def satisfied_from(rule: VisitRule, anchor_on: date, planned_on: date) -> date:
    """The first day on which a contact that is still to be made satisfies what ``rule`` asks for on ``planned_on``."""
    match rule.kind:
        case RuleKind.KEEP_IN_TOUCH:
            return days_after(anchor_on, -(rule.count * _DAYS[rule.unit] // 2))
        case RuleKind.RUNNING_OUT:
            return days_after(planned_on, -min(_LATELY_DAYS, (planned_on - anchor_on).days // 2))
        case RuleKind.WIN_BACK:
            return days_after(anchor_on, 1)  # The time starts afresh.
    return days_after(anchor_on, 1) if rule.kind in _SINCE_ANCHOR else planned_on
