"""The lines of the day in the order in which a person would call: no widgets, only words."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import groupby

from model.customer_class import CustomerClass
from model.days_in_words import format_day
from model.due import Due, DueItem, Group, households
from model.follow_ups import COMPLAINT
from model.frozen import Plain
from model.planning.told import missed_in_words
from model.today_facts import LastKnown, Today
from model.visit_rules import RuleKind
from resources.i18n import _, ngettext


class Call(Plain):
    """One customer to contact."""

    due: Due
    today: date
    together_with: str = ""
    """Who of the same household stands above: one call speaks to both."""
    list_number: int = 0
    """The open call list on which they stand, so that nobody calls them twice; 0 if on none."""

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
    def reasons_in_full(self) -> list[str]:
        """Why, each with the older occasions to which nobody got."""
        return [_with_missed(item) for item in self.items]

    @property
    def class_word(self) -> str:
        """Gold, platinum …; empty where nobody said so."""
        known = self.due.customer_class
        return known.label if known is not CustomerClass.NONE else ""

    @property
    def is_letter(self) -> bool:
        """Whether it is written, not called."""
        return self.due.group is Group.LETTERS

    @property
    def is_wish(self) -> bool:
        """Whether all there is to tell is that what they waited for is here."""
        return all(item.rule == RuleKind.WISH for item in self.items)

    @property
    def on_list(self) -> str:
        """``On list 12``; empty if on none."""
        return _("On list {number}").format(number=self.list_number) if self.list_number else ""

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
        return (self.today - self.items[0].waits_since).days

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


class Heading(Plain):
    """What the calls below it have in common."""

    title: str
    count: int


class More(Plain):
    """The last line: how many have to wait. ``key`` shows them."""

    title: str
    key: str = "H"


Line = Call | Heading | More


def lines(facts: Today) -> list[Line]:
    """The day's calls in the order of the paper, whoever lives together one below the other, a heading above each
    group that counts as the paper does; then those who stand on a paper already, and last how many have to wait."""
    found: list[Line] = []
    for group, some in groupby(households(facts.due), key=lambda people: people[0].group):
        _add_group(found, group.label, list(some), facts, facts.list_of)
    for number, people in groupby(facts.on_paper, key=lambda one: one.number):
        title = _("On list {number}, not written back").format(number=number)
        listed = [one.due for one in people]
        _add_group(
            found,
            title,
            households(listed),
            facts,
            dict.fromkeys((one.customer_id for one in listed), number),
        )
    waiting = who_waits(facts)
    if found and waiting:
        found.append(More(waiting))
    return found


def _add_group(
    found: list[Line], title: str, calls: list[list[Due]], facts: Today, list_of: Mapping[int, int]
) -> None:
    found.append(Heading(title, len(calls)))
    for first, *others in calls:
        found.append(Call(first, facts.day, list_number=list_of.get(first.customer_id, 0)))
        found += [
            Call(one, facts.day, together_with=first.name, list_number=list_of.get(one.customer_id, 0))
            for one in others
        ]


def who_waits(facts: Today) -> str:
    """``41 more wait: no room today (20 a day)``; empty if nobody has to."""
    waits = facts.plan.who_waits
    n = waits.other_calls
    if not waits.calls_without_room:
        return ngettext("{n} more waits", "{n} more wait", n).format(n=f"{n:,}") if n else ""
    also = ngettext("{n} for another reason", "{n} for other reasons", n).format(n=f"{n:,}") if n else ""
    n = waits.calls_without_room
    sentence = ngettext(
        "{n} more waits: no room today ({room} a day)", "{n} more wait: no room today ({room} a day)", n
    ).format(n=f"{n:,}", room=facts.plan.room)
    return " · ".join(part for part in (sentence, also) if part)


def _with_missed(item: DueItem) -> str:
    missed = missed_in_words(item)
    return _("{reason} ({missed})").format(reason=item.reason, missed=missed) if missed else item.reason


def last_words(known: LastKnown) -> str:
    """``Oolong, 1 Feb 2026 · “Too strong for me”``; empty when nothing is known."""
    bought = ""
    if known.bought_on is not None:
        day = format_day(known.bought_on)
        bought = _("{what}, {day}").format(what=known.bought, day=day) if known.bought else day
    said = _("“{words}”").format(words=known.words) if known.words else ""
    return " · ".join(part for part in (bought, said) if part)
