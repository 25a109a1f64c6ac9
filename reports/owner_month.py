"""The owner's page: one month on one sheet of paper, from what to do to the money behind it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from model.book import Book
from model.classes.moves import Move
from model.customer_class import JUDGED, METALS, CustomerClass
from model.days_in_words import format_day, format_month
from model.flow.months import Month
from model.flow.standing_out import standing_out
from model.looking_back.in_words import mean_in_words
from model.money import format_round_money
from model.owner_month.month import OwnerMonth, owner_month
from model.owner_month.to_do import ToDo
from model.percentages import fine_percent, percent
from model.value.whole_book_words import whole_book_in_words
from reports import script
from reports.coming_months import ComingMonth, ComingMonths
from reports.money_months import MoneyMonth, MoneyMonths
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
    nobody_listens,
    write_document,
)
from reports.style import BODY, GRID, LEAD, MM, SMALL, SOFT
from reports.table import BOX, Cell, Column, Heading, Note, fitting_width, nothing_found, table
from reports.tiles import Beside, Tile, Tiles
from reports.wording import number
from resources.i18n import _, language, ngettext, pgettext

_MONTHS = 13
"""drawn: this one, the same of the year before, and all between"""
_MOVES = 6
_STANDS_OUT = 2
_MOST_OF_DEED = 0.44
"""of the width: what is to be done, at most"""


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything the paper says. Sentences are ready to print, in the language of the paper."""

    shop: Letterhead
    currency: str
    printed_on: date
    month: OwnerMonth


def gather(book: Book, month: date, today: date, progress: Progress = nobody_listens) -> Facts:
    """The month in which the day ``month`` lies, in the language spoken now. ``BookError`` if it has not begun."""
    shop = book.shop
    return Facts(letterhead(shop), shop.currency, today, owner_month(book.store, month, today, progress))


def write(
    facts: Facts,
    target: Path | BinaryIO,
    paper: Paper = A4,
    language_code: str = "en",
    progress: Progress | None = None,
) -> int:
    """Make the PDF, always of one page. ``OSError`` leaves an earlier file as it was."""
    with language(language_code):
        return write_document(target, story(facts, paper), _frame(facts), paper, 40, progress)


def story(facts: Facts, paper: Paper) -> list[Block]:
    """The paper as blocks, from top to bottom: of what moved and what to do only as much as fits on the page."""
    room = body_height(paper, _frame(facts), first_page=True)
    moves, deeds = _MOVES, len(facts.month.to_do)
    while True:
        blocks = list(_blocks(facts, paper, moves, deeds))
        if sum(block.height for block in blocks) <= room or not (moves or deeds):
            return blocks
        if moves * 2 > deeds:
            moves -= 1
        else:
            deeds -= 1


def _frame(facts: Facts) -> Frame:
    month = facts.month
    subtitle = format_month(month.first)
    if not month.complete:
        subtitle = _("{month}, up to {day}").format(month=subtitle, day=format_day(month.day))
    return Frame(facts.shop, _("The month"), subtitle, facts.printed_on)


def _blocks(facts: Facts, paper: Paper, moves: int, deeds: int) -> Iterator[Block]:
    month, width = facts.month, body_width(paper)
    yield from _to_do(month.to_do[:deeds], width)
    if not month.flow.months:
        yield from nothing_found(_("Nobody has bought anything yet."), width)
        return
    yield Gap()
    yield Note(
        whole_book_in_words(month.whole, facts.currency, is_revenue=month.flow.is_revenue),
        width,
        LEAD.strong,
    )
    for sentence in islice(standing_out(month.flow), _STANDS_OUT):
        yield Note(sentence, width)
    yield Gap(0.5)
    yield Tiles(_tiles(facts), width)
    if month.margin_words:
        yield Note(month.margin_words, width, SMALL, SOFT)
    drawn = [
        MoneyMonth(one.first, one.revenue_cents, None if month.flow.is_revenue else one.profit_cents)
        for one in month.flow.months[-_MONTHS:]
    ]
    yield MoneyMonths(drawn, width, facts.currency)
    yield Gap(0.5)
    yield _side_by_side(facts, width)
    yield from _moved(facts, width, moves)


# money


def _tiles(facts: Facts) -> list[Tile]:
    months, currency = facts.month.flow.months, facts.currency
    now = months[-1]
    year_ago = months[-_MONTHS] if len(months) >= _MONTHS else None
    buyers = [
        words
        for count, words in (
            (now.new, _("{n} new").format(n=number(now.new))),
            (now.back, _("{n} back again").format(n=number(now.back))),
        )
        if count
    ]
    profit = (
        _("{share} of the revenue").format(share=percent(now.profit_cents / now.revenue_cents, 1))
        if now.revenue_cents > 0
        else ""
    )
    returned = now.revenue_cents + now.returned_cents
    earned = Tile(_("Profit"), format_round_money(now.profit_cents, currency), profit)
    return [
        Tile(_("Revenue"), format_round_money(now.revenue_cents, currency), _against(now, year_ago, facts)),
        *([] if facts.month.flow.is_revenue else [earned]),
        Tile(_("Customers who bought"), number(now.buyers), " · ".join(buyers)),
        Tile(
            _("Brought back"),
            format_round_money(now.returned_cents, currency) if now.returned_cents else "–",
            _("{share} of what was sold").format(share=percent(now.returned_cents / returned, 1))
            if now.returned_cents and returned > 0
            else "",
        ),
    ]


def _against(now: Month, year_ago: Month | None, facts: Facts) -> str:
    """The revenue beside that of the same month a year ago, of whole months only."""
    if year_ago is None or year_ago.revenue_cents <= 0 or not facts.month.complete:
        return ""
    change = now.revenue_cents / year_ago.revenue_cents - 1
    words = _("{share} more than a year ago") if change >= 0 else _("{share} less than a year ago")
    return words.format(share=percent(abs(change)))


# classes and the rest, side by side


def _side_by_side(facts: Facts, width: float) -> Block:
    gap = 6 * MM
    left = (width - gap) * 0.56
    return Beside(list(_classes(facts, left)), list(_numbers(facts, width - gap - left)), right_at=left + gap)


def _classes(facts: Facts, width: float) -> Iterator[Block]:
    month = facts.month
    yield Heading(_("Classes"), "", width)
    brought = sum(one.figures.current_cents for one in month.classes.values())
    rows: list[list[Cell]] = []
    for one in JUDGED:
        here = month.classes[one]
        if not here.figures.customers and one not in METALS:
            continue
        moved = " ".join(
            words
            for count, words in ((here.came, f"+{number(here.came)}"), (here.went, f"-{number(here.went)}"))
            if count
        )
        part = here.figures.current_cents / brought if brought > 0 else 0.0
        share = fine_percent(part) if part else "–"
        rows.append([one.label, number(here.figures.customers), *([moved] if month.moves else []), share])
    titles = [_("Customers"), *([_("Moved")] if month.moves else []), _("Of what is brought")]
    label = fitting_width(_("Class"), [row[0] for row in rows], BODY)
    each = (width - label) / len(titles)
    columns = [Column(_("Class"), label, strong=True, lines=1)]
    columns += [Column(title, each, "right", lines=1) for title in titles]
    yield from table(columns, rows, 400)
    if month.classes_proposed:
        yield Note(_("by proposed lines"), width, SMALL, SOFT)


def _numbers(facts: Facts, width: float) -> Iterator[Block]:
    month = facts.month
    now, complaints, visits = month.flow.months[-1], month.complaints, month.visits
    yield Heading(_("The month in numbers"), "", width)
    rows: list[list[Cell]] = [
        [_("Active customers"), number(now.active)],
        [_("Lost"), number(now.lost) if now.lost else "–"],
        [_("Complaints"), _complaints(complaints.said, complaints.open)],
    ]
    if complaints.cost_cents:
        rows.append([_("Cost of complaints"), format_round_money(complaints.cost_cents, facts.currency)])
    if complaints.cause:
        rows.append([_("Most often because of"), f"{complaints.cause} ({number(complaints.of_cause)})"])
    rows.append([pgettext("number", "Return visits"), _visits(visits.plans.done, visits.plans.planned)])
    scored = visits.scores.mean is not None
    if mean := mean_in_words(visits.scores):
        rows.append([_("Would come back"), _("{mean} of 10").format(mean=mean) if scored else mean])
    room = width * 0.57
    columns = [Column("", width - room, lines=1), Column("", room, "right", strong=True, lines=1)]
    yield from islice(table(columns, rows, 400), 1, None)
    yield Gap(0.5)
    drawn = [ComingMonth(one.first, one.new + one.back, one.lost) for one in month.flow.months[-_MONTHS:]]
    yield ComingMonths(drawn, width)


def _complaints(said: int, still_open: int) -> str:
    if not said and not still_open:
        return _("none")
    return _("{said} new, {open} open").format(said=number(said), open=number(still_open))


def _visits(done: int, planned: int) -> str:
    if not planned:
        return _("none planned")
    return _("{done} of {planned} done").format(done=number(done), planned=number(planned))


# who moved, what to do


def _moved(facts: Facts, width: float, most: int) -> Iterator[Block]:
    moves = facts.month.moves
    if not moves or not most:
        return
    shown = sorted(moves, key=_weight)[:most]
    rest = len(moves) - len(shown)
    aside = ngettext("and {n} more", "and {n} more", rest).format(n=number(rest)) if rest else ""
    yield Gap(0.5)
    yield Heading(_("Who moved, and why"), aside, width)
    rows: list[Sequence[Cell]] = [
        [
            move.name,
            script.fill("{before} → {now}", before=move.from_class.label, now=move.to_class.label),
            move.why,
        ]
        for move in shown
    ]
    steps = fitting_width("", [row[1] for row in rows], BODY)
    name = min(fitting_width("", [row[0] for row in rows], BODY), width * 0.24)
    columns = [
        Column("", name, strong=True, lines=1),
        Column("", steps, lines=1),
        Column("", width - steps - name, lines=2),
    ]
    yield from islice(table(columns, rows, 400), 1, None)


_LOOKED_AT = {CustomerClass.PLATINUM: 0, CustomerClass.GOLD: 1}


def _weight(move: Move) -> tuple[int, int, int]:
    """Who fell from the best classes first, then who rose into them."""
    best = min(_LOOKED_AT.get(one, 2) for one in (move.from_class, move.to_class))
    return best, move.is_up is not False, -abs(move.now.current_cents)


def _to_do(deeds: Sequence[ToDo], width: float) -> Iterator[Block]:
    if not deeds:
        return
    yield Heading(_("What to do"), "", width)
    rows: list[Sequence[Cell]] = [
        ["", script.fill(one.what, **one.values), script.fill(one.why, **one.values)] for one in deeds
    ]
    box = BOX + 2 * GRID
    what = min(fitting_width("", [row[1] for row in rows], BODY), width * _MOST_OF_DEED)
    columns = [
        Column("", box, box=True),
        Column("", what, strong=True, lines=2),
        Column("", width - box - what, lines=2),
    ]
    yield from islice(table(columns, rows, 400), 1, None)
