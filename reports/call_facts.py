"""What the call list says: who is due on a day and why, in words ready to print.

It is gathered for a day, or for a list that was made: only the latter has a number, by which it comes back.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from model.book import Book
from model.briefing import Briefing, BriefPhone, briefings
from model.call_list_progress import ListedCall, Somebody, calls_of, letter
from model.call_lists import LineStatus
from model.channels import Channel
from model.classes.greeting import owners_greetings
from model.customer_class import CustomerClass
from model.days_in_words import format_day
from model.due import Due, DueItem, households, item_of
from model.due import Group as Group_
from model.planning.people import Person as Known
from model.planning.people import people
from model.planning.plan import due
from model.planning.standing import Priorities, priorities
from model.visit_rules import RuleKind
from reports import script
from reports.page import Letterhead, letterhead
from resources.i18n import _, pgettext

Welcome = Mapping[CustomerClass, str]
"""How the owner wants the customers of each class welcomed."""


@dataclass(frozen=True, slots=True)
class Phone:
    """``kind`` in words, e.g. “mobile”; may be empty."""

    number: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why we call, as a sentence. ``urgent``: a promise, or a complaint past its deadline."""

    words: str
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class LastPurchase:
    day: date
    what: str
    cents: int


@dataclass(frozen=True, slots=True)
class LastWords:
    """What the customer said when we last spoke."""

    day: date
    words: str


@dataclass(frozen=True, slots=True)
class Person:
    """One customer. ``badge`` is the name of the class, ``best_time`` a few words, ``letter`` tells the people of a
    household apart; all may be empty. ``greeting`` is how the owner wants such customers welcomed, if they said so."""

    name: str
    badge: str = ""
    phones: tuple[Phone, ...] = ()
    best_time: str = ""
    reasons: tuple[Reason, ...] = ()
    last_purchase: LastPurchase | None = None
    last_words: LastWords | None = None
    tried: int = 0
    """How often we tried since we last spoke."""
    letter: str = ""
    ended: str = ""
    """How the contact with one of a household ended, where that is in the book already."""
    greeting: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One call: ``number`` is typed back later. Several people are one household. ``ended`` says what became of it,
    where that is in the book already."""

    number: int
    people: tuple[Person, ...]
    ended: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Lines under one heading, in the order in which they should be called."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything the paper says. Words are ready to print, in the language of the paper."""

    shop: Letterhead
    currency: str
    day: date
    printed_on: date
    groups: tuple[Group, ...] = ()
    list_number: int | None = None
    """By which the paper is known when it comes back; ``None`` if it was only printed."""
    staff: str = ""
    """Who makes the calls, if that is settled."""
    masked: bool = False
    """Whether the phones stand on a strip to be torn off, and are not to be read beside the names."""
    destroy_by: date | None = None


def gather(book: Book, day: date, printed_on: date, limit: int | None = None) -> Facts:
    """Who is due on ``day``, in the language spoken now; at most ``limit`` calls. Nothing is written."""
    calls = households(due(book.store, day))[:limit]
    known = briefings(book.store, [one.customer_id for call in calls for one in call], day)
    welcome = owners_greetings(book.store)
    lines = [
        (call[0].group, Line(n, _persons(call, known, day, _letters(call), welcome)))
        for n, call in enumerate(calls, start=1)
    ]
    return Facts(
        shop=letterhead(book.shop),
        currency=book.shop.currency,
        day=day,
        printed_on=printed_on,
        groups=_groups(lines),
        masked=book.shop.mask_phones,
        destroy_by=_destroy_by(book, day, printed_on),
    )


def gather_list(book: Book, call_list_id: int, printed_on: date) -> Facts:
    """The list that was made, in the language spoken now. ``BookError`` if it is no longer in the book."""
    made = book.call_lists.get(call_list_id)
    staff = book.staff.find(made.staff_id) if made.staff_id is not None else None
    calls = calls_of(book, call_list_id)
    ids = [one.customer_id for call in calls for one in call.people]
    known, customers = briefings(book.store, ids, made.for_on), people(book.store, ids, made.for_on)
    priority, welcome = priorities(book.store), owners_greetings(book.store)
    lines = [_listed(call, customers, known, made.for_on, priority, welcome) for call in calls]
    return Facts(
        shop=letterhead(book.shop),
        currency=book.shop.currency,
        day=made.for_on,
        printed_on=printed_on,
        groups=_groups(lines),
        list_number=made.number,
        staff=staff.name if staff else "",
        masked=made.masked,
        destroy_by=_destroy_by(book, made.for_on, printed_on),
    )


def _destroy_by(book: Book, day: date, printed_on: date) -> date:
    return max(day, printed_on) + timedelta(days=book.shop.keep_lists_days)


def _groups(lines: Sequence[tuple[Group_, Line]]) -> tuple[Group, ...]:
    """The lines under the headings of their groups; under none where the order of the list is another."""
    order = list(Group_)
    places = [order.index(group) for group, _line in lines]
    if places != sorted(places):
        return (Group("", tuple(line for _group, line in lines)),)
    found: dict[Group_, list[Line]] = {}
    for group, line in lines:
        found.setdefault(group, []).append(line)
    return tuple(Group(group.label, tuple(some)) for group, some in found.items())


def _listed(
    call: ListedCall,
    customers: Mapping[int, Known],
    known: Mapping[int, Briefing],
    day: date,
    priority: Priorities,
    welcome: Welcome,
) -> tuple[Group_, Line]:
    """A line of the list with the group it stands in."""
    ended = "" if call.status is LineStatus.OPEN else call.status.label
    if not call.people:
        return Group_.ANY_TIME, Line(call.line, (Person(_("No longer in the book")),), ended)
    found = [_due(one, customers[one.customer_id], day, priority) for one in call.people]
    persons = [
        replace(person, ended=one.visit.outcome.label) if one.visit else person
        for one, person in zip(
            call.people,
            _persons(found, known, day, [*map(call.letter_of, call.people)], welcome),
            strict=True,
        )
    ]
    return found[0].group, Line(call.line, tuple(persons), ended)


def _due(one: Somebody, customer: Known, day: date, priority: Priorities) -> Due:
    """Somebody on a list as they stand among those who are due: the most pressing reason first."""
    items = sorted(
        map(item_of, one.follow_ups), key=lambda item: (not item.pressing, not item.promise, item.due_on)
    )
    return customer.as_due(items, day, priority)


def _letters(call: Sequence[Due]) -> list[str]:
    return [letter(place) if len(call) > 1 else "" for place, _one in enumerate(call)]


def _persons(
    call: Sequence[Due],
    known: Mapping[int, Briefing],
    day: date,
    letters: Sequence[str],
    welcome: Welcome,
) -> tuple[Person, ...]:
    return tuple(
        _person(one, known[one.customer_id], day, its_letter, welcome.get(one.treated_as, ""))
        for one, its_letter in zip(call, letters, strict=True)
    )


def _person(one: Due, known: Briefing, day: date, its_letter: str, greeting: str) -> Person:
    sale, words = known.last_sale, known.last_words
    return Person(
        name=one.name,
        badge=one.customer_class.label if one.customer_class else "",
        greeting=greeting,
        phones=tuple(Phone(phone.number, _phone_kind(phone)) for phone in known.phones),
        best_time=_best_time(one),
        reasons=tuple(Reason(_reason_words(item, day), item.pressing) for item in one.items),
        last_purchase=LastPurchase(sale.bought_on, sale.what, sale.amount_cents) if sale else None,
        last_words=LastWords(words.said_on, words.words) if words else None,
        tried=max((item.attempts for item in one.items), default=0),
        letter=its_letter,
    )


def _phone_kind(phone: BriefPhone) -> str:
    kind = phone.kind.label.lower()
    return _("{kind}, shared").format(kind=kind) if phone.shared else kind


def _best_time(one: Due) -> str:
    if one.call_from and one.call_until:
        hours = f"{one.call_from}–{one.call_until}"
    elif one.call_from:
        hours = _("after {time}").format(time=one.call_from)
    else:
        hours = _("before {time}").format(time=one.call_until) if one.call_until else ""
    return pgettext("between clauses", ", ").join(part for part in (hours, one.call_note) if part)


def _reason_words(item: DueItem, day: date) -> str:
    words = item.reason
    if item.channel is not Channel.PHONE:
        words = script.fill(_("{reason} ({channel})"), reason=words, channel=item.channel.label)
    # A rule's own sentence says how long; what a person planned, or complained of, should say it too.
    if item.planned_on >= day or item.rule in set(RuleKind):
        return words
    return script.fill(
        _("{reason} (since {day})"), reason=words.rstrip(".。"), day=format_day(item.planned_on)
    )
