"""Closing a call list: by hand, or by itself when every line is back."""

import dataclasses
from datetime import date

from model.book import Book
from model.call_lists import CallList, LineStatus, ListStatus
from resources.i18n import N_


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
        "SELECT 1 FROM call_list_line AS l WHERE call_list_id = :list AND status = 'open'"
        " AND (customer_id IS NOT NULL OR EXISTS (SELECT 1 FROM call_list_reason WHERE call_list_line_id = l.id))",
        list=call_list_id,
    )
    if waiting is not None or book.call_lists.get(call_list_id).status is ListStatus.CLOSED:
        return False
    close(book, call_list_id, today)
    return True
