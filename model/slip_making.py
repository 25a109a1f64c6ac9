"""Blank slips: making numbered ones, asking for those that were written on, and taking them back."""

import dataclasses
from datetime import date

from model.book import Book
from model.errors import BookError
from model.slips import Slip, SlipKind, SlipStatus
from model.store import Store
from resources.i18n import N_, _

MOST_AT_ONCE = 500


def make_slips(book: Book, kind: SlipKind, count: int, today: date) -> list[Slip]:
    """So many new slips, numbered on from the highest number of all kinds. One edit; its undo takes them away."""
    if not 1 <= count <= MOST_AT_ONCE:
        raise BookError(_("Print from 1 to {most} slips at once.").format(most=MOST_AT_ONCE))
    with book.edit(N_("Printed blank slips")):
        first = 1 + int(book.store.value("SELECT coalesce(max(number), 0) FROM slip"))
        return [
            book.slips.insert(Slip(number=number, kind=kind, printed_on=today))
            for number in range(first, first + count)
        ]


def asked_for(store: Store) -> list[Slip]:
    """The slips that are missing, by number: not back, though a later one of their kind is, so the pad is torn off to
    there. Those behind the last one that came back lie blank in the drawer, as far as anybody knows."""
    rows = store.rows(
        "SELECT s.* FROM slip AS s WHERE status = 'out' AND number < (SELECT max(number) FROM slip"
        " WHERE kind = s.kind AND status <> 'out') ORDER BY number, id"
    )
    return [Slip.from_row(row) for row in rows]


def blank_ones(store: Store) -> list[Slip]:
    """The slips that should still be blank, by number."""
    missing = {slip.id for slip in asked_for(store)}
    rows = store.rows("SELECT * FROM slip WHERE status = 'out' ORDER BY number, id")
    return [slip for slip in map(Slip.from_row, rows) if slip.id not in missing]


def slip_numbered(book: Book, number: int) -> Slip:
    """The slip with that number, of several in joined copies one that is not back. ``BookError`` if there is none."""
    found = book.slips.all("number = :number", "status <> 'out', id", number=number)
    if not found:
        raise BookError(_("There is no slip {number}. The number stands at its top.").format(number=number))
    return found[0]


def take_back(book: Book, slip_id: int, today: date, customer_id: int | None = None) -> Slip:
    """Note that what was written on a slip is in the book now, about this customer."""
    slip = book.slips.get(slip_id)
    with book.edit(N_("Wrote back slip {number}"), number=str(slip.number)):
        return book.slips.update(
            dataclasses.replace(slip, status=SlipStatus.BACK, back_on=today, customer_id=customer_id)
        )


def not_used(book: Book, slip_id: int, today: date) -> Slip:
    """Note that nothing was written on a slip, and nobody needs to ask for it."""
    slip = book.slips.get(slip_id)
    with book.edit(N_("Noted that slip {number} was not used"), number=str(slip.number)):
        return book.slips.update(dataclasses.replace(slip, status=SlipStatus.VOID, back_on=today))
