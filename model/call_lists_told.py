"""The open call lists as text and as JSON, for the command line."""

from model.book import Book
from model.call_list_progress import calls_of, open_lists
from model.call_lists import LineStatus
from model.days_in_words import format_day
from resources.i18n import _


def in_lines(book: Book) -> list[str]:
    """The open lists as lines of text, each with whom it misses."""
    said = []
    for one in open_lists(book.store):
        head = (_("List {number}").format(number=one.code), format_day(one.for_on), one.staff, one.progress)
        said.append("  ".join(part for part in head if part))
        said += [
            f"  {call.line:>4}  {call.names or _('No longer in the book')}"
            for call in calls_of(book, one.call_list_id)
            if call.status is LineStatus.OPEN
        ]
    return said or [_("Every call list is written back.")]


def as_values(book: Book) -> list[dict[str, object]]:
    """The open lists as JSON takes them, with every line."""
    return [
        {
            "number": one.number,
            "code": one.code,
            "for_on": one.for_on.isoformat(),
            "staff": one.staff,
            "lines": one.lines,
            "written": one.written,
            "open": one.to_write,
            "calls": [
                {
                    "line": call.line,
                    "status": str(call.status),
                    "people": [
                        {
                            "customer_id": somebody.customer_id,
                            "code": call.code(somebody),
                            "name": somebody.name,
                            "reasons": [follow_up.reason for follow_up in somebody.follow_ups],
                            "outcome": str(somebody.visit.outcome) if somebody.visit else None,
                        }
                        for somebody in call.people
                    ],
                }
                for call in calls_of(book, one.call_list_id)
            ],
        }
        for one in open_lists(book.store)
    ]
