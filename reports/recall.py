"""A recall: who bought something between two days, how to reach them, and a box to tick for each."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import BinaryIO

from model.book import Book
from model.days_in_words import format_day
from model.purchases import show_quantity
from model.recall_list import Buyer, Recall, SoldPiece, recalled
from reports.columns import Column, in_points
from reports.listing import ListColumn, Listing
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
from reports.style import BODY, HEADING, INK, LEAD, SMALL, SOFT
from reports.table import Cell, Note, table
from reports.wording import names_and_phones, number, period
from resources.i18n import _, language, ngettext

_PRODUCTS_NAMED = 12


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything the paper says: ``pieces`` by name and then by day, ``buyers`` by customer id."""

    shop: Letterhead
    printed_on: date
    recall: Recall
    products: tuple[str, ...]
    pieces: tuple[SoldPiece, ...]
    buyers: dict[int, Buyer]
    unnamed: tuple[SoldPiece, ...]


def gather(book: Book, recall: Recall, printed_on: date) -> Facts:
    """Who bought it. ``FieldError`` if it is not said what, or nothing is called so."""
    found = recalled(book.store, recall)
    return Facts(
        letterhead(book.shop), printed_on, recall, found.products, found.pieces, found.buyers, found.unnamed
    )


def listing(facts: Facts) -> Listing[SoldPiece]:
    """The same on the screen and in a file."""

    def of_buyer(ask: Callable[[Buyer], str]) -> Callable[[SoldPiece], str]:
        return lambda piece: ask(_buyer(facts, piece))

    return Listing(
        columns=(
            ListColumn("name", _("Customer"), of_buyer(lambda one: one.name), stretch=True, strong=True),
            ListColumn(
                "phone",
                _("Phone"),
                of_buyer(lambda one: ", ".join(one.phones)),
                of_buyer(lambda one: one.phones[0] if one.phones else one.email),
                width=132,
            ),
            ListColumn(
                "on",
                _("Bought on"),
                lambda one: one.bought_on,
                lambda one: format_day(one.bought_on),
                width=112,
            ),
            ListColumn("what", _("What"), lambda one: one.what, width=170),
            ListColumn("batch", _("Batch"), lambda one: one.batch, width=88),
            ListColumn(
                "quantity",
                _("Quantity"),
                lambda one: one.thousandths / 1000,
                lambda one: show_quantity(one.thousandths),
                width=80,
                align="right",
            ),
            ListColumn(
                "returned",
                _("Came back"),
                lambda one: one.returned_thousandths / 1000,
                lambda one: show_quantity(one.returned_thousandths) if one.returned_thousandths else "",
                width=92,
                align="right",
                descends_first=True,
            ),
            ListColumn("receipt", _("Receipt"), lambda one: one.receipt_number, width=96),
            ListColumn("address", _("Address"), of_buyer(lambda one: one.address), width=200),
            ListColumn("email", _("E-mail"), of_buyer(lambda one: one.email), only_in_file=True),
            ListColumn("remark", _("Remark"), of_buyer(_remark), only_in_file=True),
        ),
        rows=facts.pieces,
        customer_of=lambda one: one.customer_id,
        shown=tuple(part for part in (_count(facts), _unnamed(facts)) if part),
        nothing=_nothing(facts),
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
        return write_document(
            target, story(facts, paper), _frame(facts), paper, len(facts.pieces) + 6, progress
        )


def story(facts: Facts, paper: Paper) -> Iterator[Block]:
    """The paper as blocks, from top to bottom."""
    width = body_width(paper)
    yield Gap(1)
    if facts.products:
        yield Note(_products(facts), width, BODY, SOFT, at_most=4)
    if not facts.pieces:
        yield Gap(36)
        yield Note(_nothing(facts), width, HEADING, INK, "centre")
        if facts.unnamed:
            yield Note(_unnamed(facts), width, LEAD, SOFT, "centre")
        return
    yield Note(_count(facts), width, LEAD.strong)
    if facts.unnamed:
        yield Note(
            _("{sold}: put a notice up in the shop for them.").format(sold=_unnamed(facts)), width, BODY
        )
    yield Note(
        _(
            "Everybody is listed, those too who are otherwise not to be contacted: this is about their safety."
        ),
        width,
        SMALL,
        SOFT,
    )
    yield Gap(1)
    with_batch = any(piece.batch for piece in facts.pieces)
    chosen = _columns(with_batch)
    rows = [
        _cells(facts, piece, with_batch, is_first=before is None or before.customer_id != piece.customer_id)
        for before, piece in zip((None, *facts.pieces), facts.pieces, strict=False)
    ]
    columns, type_ = in_points(chosen, rows, width)
    yield from table(columns, rows, body_height(paper, _frame(facts)), type_=type_)


def _frame(facts: Facts) -> Frame:
    recall = facts.recall
    parts = [
        f"“{recall.what.strip()}”" if recall.what.strip() else "",
        _("batch {batch}").format(batch=recall.batch.strip()) if recall.batch.strip() else "",
        _sold_in(recall),
    ]
    return Frame(
        letterhead=facts.shop,
        title=_("Recall"),
        subtitle=" · ".join(part for part in parts if part),
        printed_on=facts.printed_on,
        foot=names_and_phones(),
        signature=(_("Called by"), _("Day"), _("Notes")) if facts.pieces else (),
    )


def _sold_in(recall: Recall) -> str:
    if recall.first and recall.last:
        return period(recall.first, recall.last)
    if recall.first:
        return _("since {day}").format(day=format_day(recall.first))
    return _("until {day}").format(day=format_day(recall.last)) if recall.last else _("sold at any time")


def _products(facts: Facts) -> str:
    named = facts.products[:_PRODUCTS_NAMED]
    more = len(facts.products) - len(named)
    words = _("Meant are: {names}").format(names=_(", ").join(named))
    return (
        f"{words} {ngettext('and {n} more', 'and {n} more', more).format(n=number(more))}" if more else words
    )


def _count(facts: Facts) -> str:
    """How many persons, sales and pieces, and how many of these are back."""
    people = len(facts.buyers)
    sold = sum(piece.thousandths for piece in facts.pieces)
    back = sum(piece.returned_thousandths for piece in facts.pieces)
    parts = [
        ngettext("{n} person", "{n} people", people).format(n=number(people)),
        ngettext("{n} piece", "{n} pieces", -(-sold // 1000)).format(n=show_quantity(sold)),
    ]
    if back:
        parts.append(_("{n} of them came back already").format(n=show_quantity(back)))
    return " · ".join(parts)


def _unnamed(facts: Facts) -> str:
    sales = len({piece.purchase_id for piece in facts.unnamed})
    words = ngettext("And {n} sale without a name", "And {n} sales without a name", sales)
    return words.format(n=number(sales)) if sales else ""


def _nothing(facts: Facts) -> str:
    if facts.unnamed:
        return _("Nobody whose name is in the book bought it.")
    return _("Nobody bought it in these days.")


def _buyer(facts: Facts, piece: SoldPiece) -> Buyer:
    assert piece.customer_id is not None
    return facts.buyers[piece.customer_id]


def _remark(buyer: Buyer) -> str:
    parts = (_("do not contact") if buyer.do_not_contact else "", _("archived") if buyer.archived else "")
    return " · ".join(part for part in parts if part)


def _columns(with_batch: bool) -> list[Column]:
    return [
        Column("", box=True),
        Column(_("Customer"), 2, strong=True, lines=3),
        Column(_("Phone and address"), 2.8, lines=6),
        Column(_("Bought on")),
        Column(_("What"), 2.2, lines=3),
        *([Column(_("Batch"))] if with_batch else []),
        Column(_("Quantity"), align="right"),
        Column(_("Came back"), align="right"),
    ]


def _cells(facts: Facts, piece: SoldPiece, with_batch: bool, *, is_first: bool) -> list[Cell]:
    """All ways to reach them stand in the first line of a person, the first way in each."""
    buyer = _buyer(facts, piece)
    remark = _remark(buyer)
    ways = [*buyer.phones, *([] if buyer.phones else [buyer.email]), buyer.address]
    ways = [way for way in ways if way] or ["–"]
    day = format_day(piece.bought_on)
    return [
        "",
        (buyer.name, remark) if remark else buyer.name,
        "\n".join(ways) if is_first else ways[0],
        (day, piece.receipt_number) if piece.receipt_number else day,
        piece.what,
        *([piece.batch] if with_batch else []),
        show_quantity(piece.thousandths),
        show_quantity(piece.returned_thousandths) if piece.returned_thousandths else "",
    ]
