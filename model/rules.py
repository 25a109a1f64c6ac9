"""Which contacts a fact plans, and when: pure functions of what the book knows and the day.

A rule never writes. What it plans appears on the day's list until somebody acts on it; only then is it stored as a
follow-up, under the rule's name and the day it counted from, so that the same occasion is planned once.
"""

import math
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from model.days_in_words import format_day
from resources.i18n import N_, _, ngettext

AFTER_SALE_DAYS = 3
"""The first call comes by the third day."""

AFTER_SALE_LASTS_DAYS = 14
"""After that much longer, "how is it?" has become an odd question."""

SILENT_TIMES_RHYTHM = 1.5
LOST_TIMES_RHYTHM = 4.0
"""Beyond this many intervals a customer is not late but lost, which needs another list."""


class Rule(StrEnum):
    """The rules by the name under which the book remembers them."""

    AFTER_SALE = "after_sale"
    SILENT = "silent"
    COMPLAINT = "complaint"
    AFTER_COMPLAINT = "after_complaint"

    @property
    def label(self) -> str:
        """The rule in the current language."""
        return _(_LABELS[self])


_LABELS = {
    Rule.AFTER_SALE: N_("After a sale"),
    Rule.SILENT: N_("Silent for long"),
    Rule.COMPLAINT: N_("Complaint that waits"),
    Rule.AFTER_COMPLAINT: N_("After a complaint"),
}


def rule_label(name: str) -> str:
    """The words for the rule that a follow-up names; planned by hand if no rule of today is called so."""
    return Rule(name).label if name in Rule.__members__.values() else _("Planned by hand")


@dataclass(frozen=True, slots=True)
class BuyingFacts:
    """What the rules ask about one customer: sale days up to the day in question and the last real contact.

    ``last_sale_id`` is 0 where the sale is of no interest or wholly returned.
    """

    customer_id: int
    buying_days: int
    first_on: date
    last_on: date
    reached_on: date | None
    last_sale_id: int = 0
    last_sale_text: str = ""

    @property
    def rhythm_days(self) -> float | None:
        """The mean number of days between buying days, ``None`` before the third."""
        return (self.last_on - self.first_on).days / (self.buying_days - 1) if self.buying_days >= 3 else None


@dataclass(frozen=True, slots=True)
class Planned:
    """One contact that a rule asks for."""

    customer_id: int
    rule: Rule
    planned_on: date
    anchor_on: date
    facts: BuyingFacts
    today: date

    @property
    def reason(self) -> str:
        """Why, in one sentence of the current language."""
        if self.rule is Rule.AFTER_SALE:
            day = format_day(self.anchor_on)
            if self.facts.last_sale_text:
                return _("Bought {what} on {day}: is all well?").format(
                    what=self.facts.last_sale_text, day=day
                )
            return _("Bought something on {day}: is all well?").format(day=day)
        rhythm = round(self.facts.rhythm_days or 0)
        comes = ngettext("Comes every day", "Comes every {n} days", rhythm).format(n=rhythm)
        return _("{comes}, today is day {day}.").format(
            comes=comes, day=(self.today - self.facts.last_on).days
        )


def after_sale(facts: BuyingFacts, today: date) -> Planned | None:
    """A call on the third day after the last sale, unless they were spoken to since or brought everything back."""
    if not facts.last_sale_id or (facts.reached_on is not None and facts.reached_on > facts.last_on):
        return None
    planned_on = facts.last_on + timedelta(days=AFTER_SALE_DAYS)
    if not planned_on <= today <= planned_on + timedelta(days=AFTER_SALE_LASTS_DAYS):
        return None
    return Planned(facts.customer_id, Rule.AFTER_SALE, planned_on, facts.last_on, facts, today)


def silent(facts: BuyingFacts, today: date) -> Planned | None:
    """A call to whoever has neither bought nor been spoken to for one and a half times their own rhythm."""
    rhythm = facts.rhythm_days
    if not rhythm or (today - facts.last_on).days > LOST_TIMES_RHYTHM * rhythm:
        return None
    anchor = max(facts.last_on, facts.reached_on or facts.last_on)
    planned_on = anchor + timedelta(days=math.ceil(SILENT_TIMES_RHYTHM * rhythm))
    return (
        Planned(facts.customer_id, Rule.SILENT, planned_on, anchor, facts, today)
        if planned_on <= today
        else None
    )


RULES = (after_sale, silent)


def plan(facts: BuyingFacts, today: date) -> list[Planned]:
    """Everything that the rules ask for one customer on ``today``."""
    return [planned for rule in RULES if (planned := rule(facts, today)) is not None]
