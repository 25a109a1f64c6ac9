"""Ticking off the lines of a call list, and closing it: by hand, or by itself when every line is back."""

import dataclasses
from collections.abc import Iterable
from datetime import date

from model.book import Book
from model.call_lists import CallList, CallListLine, LineStatus, ListStatus
from resources.i18n import N_

SOMEBODY_LEFT = (
    "(l.customer_id IS NOT NULL OR EXISTS (SELECT 1 FROM call_list_reason WHERE call_list_line_id = l.id))"
)
"""SQL: somebody who stands on the line ``l`` is still in the book."""


def line_waiting_for(book: Book, follow_up_ids: Iterable[int]) -> CallListLine | None:
    """The open line of an open list that is about one of these."""
    some = ", ".join(map(str, follow_up_ids))
    found = book.call_list_lines.all(
        "status = 'open' AND id IN (SELECT call_list_line_id FROM call_list_reason"
        f" WHERE follow_up_id IN ({some})) AND call_list_id IN (SELECT id FROM call_list WHERE status = 'open')"
    )
    return found[0] if found else None


def tick_off(book: Book, line_id: int) -> None:
    """Note that a line is written back, if there is a contact with everybody on it."""
    missing = book.store.value(
        "SELECT 1 FROM (SELECT customer_id FROM call_list_line WHERE id = :line AND customer_id IS NOT NULL"
        " UNION SELECT f.customer_id FROM call_list_reason AS r JOIN follow_up AS f ON f.id = r.follow_up_id"
        " WHERE r.call_list_line_id = :line) AS p WHERE NOT EXISTS (SELECT 1 FROM visit"
        " WHERE call_list_line_id = :line AND customer_id = p.customer_id)",
        line=line_id,
    )
    line = book.call_list_lines.find(line_id)
    if line is not None and missing is None:
        book.call_list_lines.update(dataclasses.replace(line, status=LineStatus.WRITTEN))


def close(book: Book, call_list_id: int, today: date) -> CallList:
    """Put a list away: lines that are not written back were not called, and what they were for stays due."""
    before = book.call_lists.get(call_list_id)
    if before.status is ListStatus.CLOSED:
        return before
    with book.edit(N_("Closed call list {number}"), number=str(before.number)):
        for line in book.call_list_lines.of_list(call_list_id):
            if line.status is LineStatus.OPEN:
                book.call_list_lines.update(dataclasses.replace(line, status=LineStatus.LEFT))
        return book.call_lists.update(dataclasses.replace(before, status=ListStatus.CLOSED, closed_on=today))


def close_if_all_is_back(book: Book, call_list_id: int, today: date) -> bool:
    """Close a list of which no line is left that could be written back; whether it was."""
    waiting = book.store.value(
        f"SELECT 1 FROM call_list_line AS l WHERE call_list_id = :list AND status = 'open' AND {SOMEBODY_LEFT}",
        list=call_list_id,
    )
    if waiting is not None or book.call_lists.get(call_list_id).status is ListStatus.CLOSED:
        return False
    close(book, call_list_id, today)
    return True
