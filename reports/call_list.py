"""The call list: whom to contact on a day and why, with boxes for a pen.

A line is one call: one customer, or one household. Its number and the small digits in the boxes are what is
typed when the list comes back: ``17 3 +14`` is line 17, outcome 3, again in 14 days.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import BinaryIO

from model.book import Book
from model.briefing import Briefing, BriefPhone, briefings
from model.channels import Channel
from model.days_in_words import format_day
from model.due import Due, DueItem, due
from model.due import Group as Group_
from model.rules import Rule
from reports import script
from reports.call_block import CallLayout
from reports.page import (
    A4,
    Block,
    Frame,
    Gap,
    Letterhead,
    Paper,
    Progress,
    body_height,
    body_width,
    letterhead,
    write_document,
)
from reports.style import (
    BODY,
    HEADING,
    INK,
    SOFT,
)
from reports.table import Heading, Note
from resources.i18n import _, language, ngettext, pgettext


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
    lines = _households(due(book.store, day))[:limit]
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


def _households(found: list[Due]) -> list[list[Due]]:
    """One call each; whoever lives together is one call, where the first of them stands."""
    lines: list[list[Due]] = []
    at: dict[int, list[Due]] = {}
    for one in found:
        if one.household_id is not None and one.household_id in at:
            at[one.household_id].append(one)
            continue
        lines.append([one])
        if one.household_id is not None:
            at[one.household_id] = lines[-1]
    return lines


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


def write(
    facts: Facts,
    target: Path | BinaryIO,
    paper: Paper = A4,
    language_code: str = "en",
    progress: Progress | None = None,
) -> int:
    """Make the PDF; returns the number of pages. ``OSError`` leaves an earlier file as it was."""
    with language(language_code):
        frame = _frame(facts)
        expected = sum(len(group.lines) + 2 for group in facts.groups)
        return write_document(target, story(facts, paper), frame, paper, expected, progress)


def story(facts: Facts, paper: Paper) -> Iterator[Block]:
    """The list as blocks, from top to bottom."""
    if not any(group.lines for group in facts.groups):
        yield from _nobody(paper)
        return
    width = body_width(paper)
    tallest = body_height(paper, _frame(facts), first_page=True) - Heading("").height
    for group in facts.groups:
        if not group.lines:
            continue
        if group.title:
            yield Heading(
                group.title,
                ngettext("{n} call", "{n} calls", len(group.lines)).format(n=len(group.lines)),
                width,
            )
        for line in group.lines:
            yield from CallLayout(line, facts.currency, width).blocks(tallest)
        yield Gap(0.5)


def _frame(facts: Facts) -> Frame:
    count = sum(len(group.lines) for group in facts.groups)
    calls = ngettext("{n} call", "{n} calls", count).format(n=count)
    listed = [_("List {code}").format(code=facts.list_code)] if facts.list_code else []
    foot = [*listed, calls]
    if facts.destroy_after:
        foot.append(_("Destroy after {day}").format(day=format_day(facts.destroy_after)))
    return Frame(
        letterhead=facts.shop,
        title=_("Call list"),
        subtitle=" · ".join([format_day(facts.day, "long"), calls, *listed]),
        printed_on=facts.printed_on,
        foot=" · ".join(foot),
        signature=(_("Called by"), _("Day"), _("Notes")) if count else (),
    )


def _nobody(paper: Paper) -> Iterator[Block]:
    width = body_width(paper)
    yield Gap(40)
    yield Note(_("Nobody is due."), width, HEADING, INK, "centre")
    yield Note(
        _("There is no one to call on this day. For another day, print the list again."),
        width,
        BODY,
        SOFT,
        "centre",
    )
