"""What the call list says: who is due on a day and why, in words ready to print."""

from dataclasses import dataclass
from datetime import date, timedelta

from model.book import Book
from model.briefing import Briefing, BriefPhone, briefings
from model.channels import Channel
from model.days_in_words import format_day
from model.due import Due, DueItem, due, households
from model.due import Group as Group_
from model.rules import Rule
from reports import script
from reports.page import Letterhead, letterhead
from resources.i18n import _, pgettext


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
    """One customer. ``badge`` is the name of the class, ``best_time`` a few words; both may be empty."""

    name: str
    badge: str = ""
    phones: tuple[Phone, ...] = ()
    best_time: str = ""
    reasons: tuple[Reason, ...] = ()
    last_purchase: LastPurchase | None = None
    last_words: LastWords | None = None
    tried: int = 0
    """How often we tried since we last spoke."""


@dataclass(frozen=True, slots=True)
class Line:
    """One call: ``number`` is typed back later. Several people are one household."""

    number: int
    people: tuple[Person, ...]


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
    list_code: str = ""
    """By which the paper is known when it comes back."""
    destroy_after: date | None = None


KEPT_DAYS = 30
"""A list with names and phones should not lie about longer than this."""


def gather(book: Book, day: date, printed_on: date, limit: int | None = None) -> Facts:
    """Who is due on ``day``, in the language spoken now; at most ``limit`` calls."""
    lines = households(due(book.store, day))[:limit]
    known = briefings(book.store, [one.customer_id for line in lines for one in line], day)
    groups: dict[str, list[Line]] = {group.label: [] for group in Group_}
    for number, line in enumerate(lines, start=1):
        people = tuple(_person(one, known[one.customer_id], day) for one in line)
        groups[line[0].group.label].append(Line(number, people))
    return Facts(
        shop=letterhead(book.shop),
        currency=book.shop.currency,
        day=day,
        printed_on=printed_on,
        groups=tuple(Group(title, tuple(found)) for title, found in groups.items() if found),
        destroy_after=day + timedelta(days=KEPT_DAYS),
    )


def _person(one: Due, known: Briefing, day: date) -> Person:
    sale, words = known.last_sale, known.last_words
    return Person(
        name=one.name,
        phones=tuple(Phone(phone.number, _phone_kind(phone)) for phone in known.phones),
        best_time=_best_time(one),
        reasons=tuple(Reason(_reason_words(item, day), item.pressing) for item in one.items),
        last_purchase=LastPurchase(sale.bought_on, sale.what, sale.amount_cents) if sale else None,
        last_words=LastWords(words.said_on, words.words) if words else None,
        tried=one.attempts,
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
    waits = item.planned_on < day and item.rule not in (Rule.AFTER_SALE, Rule.SILENT)
    if not waits:
        return words
    return script.fill(
        _("{reason}, since {day}"), reason=words.rstrip(".。"), day=format_day(item.planned_on)
    )
