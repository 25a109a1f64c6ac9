"""What bringing a file in would do: everything is read, decided and counted, nothing is written."""

from __future__ import annotations

from model.book import Book
from model.importing.garbage import garbage_left_alone
from model.importing.matching import Matching
from model.importing.plan_customers import plan_customers
from model.importing.plan_purchases import plan_purchases
from model.importing.planned import Plan
from model.importing.reading import Options, Progress, Reading
from model.importing.table_file import TableFile


def plan(
    book: Book,
    table: TableFile,
    matching: Matching,
    options: Options,
    progress: Progress = lambda _done, _all: None,
) -> Plan:
    """Decide what the file becomes in the book. Rows that cannot be read are in the plan's ``refusals``.

    ``BookError`` if the file cannot be read at all, or ``DayOrderUnknown`` if only a person can say how its days
    are meant.
    """
    decided = Plan(
        kind=matching.kind,
        file_name=table.path.name,
        sha256=table.sha256,
        made_after=int(book.store.value("SELECT max(number) FROM edit")),
    )
    decided.notes += table.notes
    with garbage_left_alone():
        reading = Reading(book, table, matching, options, progress)
        if matching.kind == "purchases":
            plan_purchases(reading, decided)
        else:
            plan_customers(reading, decided)
    return decided
