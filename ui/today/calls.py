"""The lines of the day in the order in which a person would call: no widgets, only words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from model.days_in_words import format_day
from model.due import Due, DueItem, households
from model.follow_ups import COMPLAINT
from model.today_facts import LastKnown, Today
from resources.i18n import _, ngettext


@dataclass(frozen=True)
class Call:
    """One customer to contact."""

    due: Due
    today: date
    together_with: str = ""
    """Who of the same household stands above: one call speaks to both."""

    @property
    def customer_id(self) -> int:
        return self.due.customer_id

    @property
    def name(self) -> str:
        return self.due.name

    @property
    def phone(self) -> str:
        return self.due.phone

    @property
    def items(self) -> Sequence[DueItem]:
        """What a contact would settle."""
        return self.due.items

    @property
    def promise(self) -> bool:
        return self.due.promise

    @property
    def complaint_id(self) -> int | None:
        """The complaint of theirs that has waited too long."""
        return next((item.complaint_id for item in self.items if item.rule == COMPLAINT), None)

    @property
    def reasons(self) -> list[str]:
        """Why, the most pressing first."""
        return [item.reason for item in self.items]

    @property
    def best_time(self) -> str:
        """``17:00–19:00``, ``from 17:00``; empty when any time is good."""
        start, end = self.due.call_from, self.due.call_until
        if start and end:
            return f"{start}–{end}"
        if start:
            return _("from {time}").format(time=start)
        return _("until {time}").format(time=end) if end else ""

    @property
    def days(self) -> int:
        """How many days the most pressing reason has waited; a complaint since it was said."""
        first = self.items[0]
        return (self.today - (first.planned_on if first.rule == COMPLAINT else first.due_on)).days

    @property
    def attempts(self) -> int:
        return self.due.attempts

    @property
    def since(self) -> str:
        """``today``, ``for 3 days``."""
        if self.days <= 0:
            return _("today")
        return ngettext("for {n} day", "for {n} days", self.days).format(n=self.days)

    @property
    def tried(self) -> str:
        """How often it was tried in vain; empty if never."""
        return (
            ngettext("tried once", "tried {n} times", self.attempts).format(n=self.attempts)
            if self.attempts
            else ""
        )

    @property
    def icon(self) -> str:
        """What sets it apart, beside the words."""
        return "handshake" if self.promise else "frown" if self.complaint_id else ""


@dataclass(frozen=True)
class Heading:
    """What the calls below it have in common."""

    title: str
    count: int


Line = Call | Heading


def lines(facts: Today) -> list[Line]:
    """The day's calls in the order of the paper, whoever lives together one below the other, a heading above each
    group that counts as the paper does."""
    found: list[Line] = []
    for group, some in groupby(households(facts.due), key=lambda people: people[0].group):
        calls = list(some)
        found.append(Heading(group.label, len(calls)))
        for first, *others in calls:
            found.append(Call(first, facts.day))
            found += [Call(one, facts.day, together_with=first.name) for one in others]
    return found


def last_words(known: LastKnown) -> str:
    """``Oolong, 1 Feb 2026 · “Too strong for me”``; empty when nothing is known."""
    bought = ""
    if known.bought_on is not None:
        day = format_day(known.bought_on)
        bought = _("{what}, {day}").format(what=known.bought, day=day) if known.bought else day
    said = _("“{words}”").format(words=known.words) if known.words else ""
    return " · ".join(part for part in (bought, said) if part)
