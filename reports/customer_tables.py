"""The tables on the paper about one customer: planned, bought, complained, talked about, given, and how classed."""

from collections.abc import Iterator
from dataclasses import dataclass

from model.days_in_words import format_day
from model.money import format_money
from reports.columns import Column
from reports.customer_facts import Facts
from reports.table import Cell
from resources.i18n import _, pgettext

LINES_AT_MOST = 8
"""of words in one cell"""
_TOGETHER = 12
"""A receipt of up to so many lines is not divided between pages."""


@dataclass(frozen=True, slots=True)
class Part:
    """One table, of the last ``shown`` of ``in_all``; ``kept`` says of each row whether it stays on a page with the
    next."""

    title: str
    shown: int
    in_all: int
    columns: tuple[Column, ...]
    rows: list[list[Cell]]
    kept: tuple[bool, ...] = ()


def parts_of(facts: Facts) -> Iterator[Part]:
    """All of them, from top to bottom; some may have no rows."""
    for part in (
        _open_follow_ups,
        _last_purchases,
        _last_complaints,
        _last_contacts,
        _last_gifts,
        _last_steps,
    ):
        yield part(facts)


def _open_follow_ups(facts: Facts) -> Part:
    rows: list[list[Cell]] = [
        [
            (format_day(one.day), one.when),
            (one.why, _("promised")) if one.promise else one.why,
            one.how,
            f"{one.tries}×" if one.tries else "",
        ]
        for one in facts.follow_ups
    ]
    columns = (
        Column(_("Day"), 1.4, strong=True, lines=2),
        Column(_("Why"), 5, lines=LINES_AT_MOST),
        Column(_("How"), 1.4, lines=2),
        Column(_("Tried"), align="right"),
    )
    return Part(pgettext("a list of them", "Planned"), len(rows), len(rows), columns, rows)


def _last_purchases(facts: Facts) -> Part:
    rows: list[list[Cell]] = []
    kept: list[bool] = []
    for receipt in facts.receipts:
        for place, line in enumerate(receipt.lines):
            first, last = place == 0, place == len(receipt.lines) - 1
            what = _("Brought back: {what}").format(what=line.what) if receipt.back else line.what
            rows.append(
                [
                    format_day(receipt.day) if first else "",
                    receipt.number if first else "",
                    what,
                    line.quantity,
                    format_money(line.cents, facts.currency),
                ]
            )
            kept.append(not last and len(receipt.lines) <= _TOGETHER)
    columns = (
        Column(_("Day"), strong=True),
        Column(_("Receipt")),
        Column(_("What"), 1, lines=3),
        Column(_("Quantity"), align="right"),
        Column(_("Amount"), align="right"),
    )
    title = pgettext("a list of them", "Purchases")
    return Part(title, len(facts.receipts), facts.receipts_in_all, columns, rows, tuple(kept))


def _last_complaints(facts: Facts) -> Part:
    rows: list[list[Cell]] = [
        [format_day(one.day), one.words, one.ended, one.stands] for one in facts.complaints
    ]
    columns = (
        Column(_("Day"), strong=True),
        Column(_("Own words"), 4, lines=LINES_AT_MOST),
        Column(_("Solution"), 3, lines=LINES_AT_MOST),
        Column(_("State"), 1.6, lines=3),
    )
    return Part(_("Complaints"), len(rows), facts.complaints_in_all, columns, rows)


def _last_contacts(facts: Facts) -> Part:
    rows: list[list[Cell]] = [
        [
            format_day(one.day),
            (one.how, one.outcome),
            "" if one.score is None else str(one.score),
            one.words,
            one.staff,
        ]
        for one in facts.contacts
    ]
    columns = (
        Column(_("Day"), strong=True),
        Column(_("How"), 1.7, lines=2),
        Column(_("Comes back"), align="centre"),
        Column(_("Own words"), 5, lines=LINES_AT_MOST),
        Column(_("Who of us"), 1.2, lines=2),
    )
    return Part(_("Contacts"), len(rows), facts.contacts_in_all, columns, rows)


def _last_gifts(facts: Facts) -> Part:
    rows: list[list[Cell]] = [
        [
            format_day(one.day),
            one.kind,
            (one.words, one.note) if one.note else one.words,
            format_money(one.cents, facts.currency) if one.cents else "",
        ]
        for one in facts.given
    ]
    columns = (
        Column(_("Day"), strong=True),
        Column(_("Kind")),
        Column(_("What was given"), 5, lines=LINES_AT_MOST),
        Column(_("What it cost us"), align="right"),
    )
    return Part(_("Gifts and goodwill"), len(rows), facts.given_in_all, columns, rows)


def _last_steps(facts: Facts) -> Part:
    rows: list[list[Cell]] = [[format_day(one.day), one.step, one.why] for one in facts.steps]
    columns = (
        Column(_("Day"), strong=True),
        Column(_("Class"), 2, lines=2),
        Column(pgettext("class", "Why"), 6, lines=LINES_AT_MOST),
    )
    return Part(_("Class"), len(rows), facts.steps_in_all, columns, rows)
