"""The day in a line, and what is said when there is nobody to contact."""

from datetime import date
from enum import Enum

from model.days_in_words import format_day
from model.due import Group, households
from model.today_facts import Today
from resources.i18n import N_, _, ngettext


class Nobody(Enum):
    """Why nobody is to be contacted; each with its words and the next step."""

    EMPTY_BOOK = (
        N_("Your book is still empty"),
        N_("Record the first sale: the customer is added with it, and the call after it plans itself."),
        N_("Record a sale"),
    )
    NO_ROOM = (
        N_("Done for today"),
        N_("Others wait for another day. If there is time, take one of them on today."),
        N_("See who waits"),
    )
    DONE = (
        N_("Nobody is waiting to hear from you"),
        N_(
            "Sales plan a call on the third day by themselves, and whoever stays away too long appears here."
            " Plan more by hand: a promise, a question, a greeting."
        ),
        N_("Plan a follow-up"),
    )

    @property
    def title(self) -> str:
        return _(self.value[0])

    @property
    def sentence(self) -> str:
        return _(self.value[1])

    @property
    def verb(self) -> str:
        """What the button does."""
        return _(self.value[2])


def nobody(facts: Today, *, has_customers: bool) -> Nobody:
    """Why there are no calls."""
    if facts.plan.who_waits.anybody:
        return Nobody.NO_ROOM
    return Nobody.DONE if has_customers else Nobody.EMPTY_BOOK


def subtitle(facts: Today | None, today: date) -> str:
    """``Thursday 12 March 2026 · 20 to contact · 2 promises · 61 wanted, room for 20``."""
    parts = [format_day(today, "long")]
    if facts is None:
        return parts[0]
    calls = households(facts.due)
    letters = sum(people[0].group is Group.LETTERS for people in calls)
    promised = sum(one.promise for one in facts.due)
    n = len(calls) - letters
    if n:
        parts.append(ngettext("{n} to contact", "{n} to contact", n).format(n=f"{n:,}"))
    if promised:
        parts.append(ngettext("{n} promise", "{n} promises", promised).format(n=f"{promised:,}"))
    if letters:
        parts.append(ngettext("{n} letter", "{n} letters", letters).format(n=f"{letters:,}"))
    plan = facts.plan
    if plan.room is not None and plan.wanted > plan.room:
        parts.append(_("{wanted} wanted, room for {room}").format(wanted=f"{plan.wanted:,}", room=plan.room))
    return " · ".join(parts)
