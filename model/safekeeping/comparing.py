"""Two copies of a book side by side: which of them is the later one, and what was done in each of them alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from model.book import Book
from model.days_in_words import format_day
from model.safekeeping import lineage
from model.safekeeping.lineage import Comparison, Lineage, Verdict
from model.safekeeping.one_sided import changed_rows
from resources.i18n import _, ngettext, paragraph

KINDS = {
    "shop": "shop",
    "holiday": "holidays",
    "staff": "staff",
    "household": "households",
    "customer": "customers",
    "customer_phone": "phones",
    "customer_trait": "traits",
    "customer_consent": "consents",
    "customer_day": "customer_days",
    "product": "products",
    "product_service": "product_services",
    "purchase": "purchases",
    "purchase_line": "purchase_lines",
    "service_use": "service_uses",
    "wish": "wishes",
    "complaint": "complaints",
    "gift": "gifts",
    "class_lines": "class_lines",
    "class_review": "class_reviews",
    "class_step": "class_steps",
    "class_treatment": "class_treatments",
    "visit_rule": "visit_rules",
    "follow_up": "follow_ups",
    "call_list": "call_lists",
    "call_list_line": "call_list_lines",
    "call_list_reason": "call_list_reasons",
    "visit": "visits",
    "slip": "slips",
    "text_template": "text_templates",
    "clash": "clashes",
}
"""What the rows of each table are called where they are counted."""


@dataclass(frozen=True)
class Side:
    """One of the two copies. ``last_at`` is the moment of its last edit, ``changes`` how many rows of each kind the
    edits touched that the other copy does not contain."""

    lineage: Lineage
    generation_id: str
    seq: int
    last_at: datetime
    customers: int
    changes: dict[str, int]


@dataclass(frozen=True)
class Compared:
    """The verdict on another copy, ``theirs``, seen from ``ours``, and when the two parted, if they did."""

    comparison: Comparison
    ours: Side
    theirs: Side
    parted_at: datetime | None

    @property
    def verdict(self) -> Verdict:
        """Which of the two contains the other."""
        return self.comparison.verdict

    def sentence(self, name: str) -> str:
        """The verdict in words; ``name`` is the other copy's file."""
        return paragraph((_SENTENCES[self.verdict](self, name), self.comparison.warning))


def compare_books(ours: Book, theirs: Book) -> Compared:
    """Compare two copies; both may be open for reading only."""
    one, other = lineage.of(ours.store), lineage.of(theirs.store)
    comparison = lineage.compare(one, other)
    parted = None if comparison.verdict is Verdict.OTHER else lineage.parted_at(ours.store, other)
    return Compared(comparison, _side(ours, one, other), _side(theirs, other, one), parted)


def _side(book: Book, ours: Lineage, theirs: Lineage) -> Side:
    head = book.store.row("SELECT generation_id, seq, at FROM edit ORDER BY number DESC LIMIT 1")
    assert head is not None, "a book begins with an edit"
    return Side(
        ours,
        head["generation_id"],
        head["seq"],
        datetime.fromisoformat(head["at"]),
        book.customers.count(),
        {KINDS[table]: n for table, n in changed_rows(book.store, ours, theirs).items()}
        if ours.book_id == theirs.book_id
        else {},
    )


def _other(_compared: Compared, name: str) -> str:
    return _(
        "“{name}” is another book. Its customers can be imported from a list; the two cannot be joined."
    ).format(name=name)


def _same(_compared: Compared, name: str) -> str:
    return _("“{name}” holds exactly what your book holds.").format(name=name)


def _older(compared: Compared, name: str) -> str:
    return _("“{name}” is OLDER ({facts}). Your book already has everything in it.").format(
        name=name, facts=_facts(compared.theirs)
    )


def _newer(compared: Compared, name: str) -> str:
    return _("“{name}” is NEWER ({facts}) and contains everything in your book.").format(
        name=name, facts=_facts(compared.theirs)
    )


def _parted(compared: Compared, _name: str) -> str:
    ours, theirs = _entries(compared.ours), _entries(compared.theirs)
    if compared.parted_at is None:
        return _("BOTH were changed: here {ours}, there {theirs}.").format(ours=ours, theirs=theirs)
    return _("BOTH were changed since {day}: here {ours}, there {theirs}.").format(
        day=_moment(compared.parted_at), ours=ours, theirs=theirs
    )


def _facts(side: Side) -> str:
    customers = ngettext("{n} customer", "{n} customers", side.customers).format(n=side.customers)
    return _("{day}, {customers}").format(day=_moment(side.last_at), customers=customers)


def _moment(at: datetime) -> str:
    """Day and time: two copies are often of one day."""
    here = at.astimezone()
    return _("{day}, {time}").format(day=format_day(here.date()), time=f"{here:%H:%M}")


def _entries(side: Side) -> str:
    n = sum(side.changes.values())
    return ngettext("{n} entry", "{n} entries", n).format(n=n)


_SENTENCES = {
    Verdict.OTHER: _other,
    Verdict.SAME: _same,
    Verdict.OLDER: _older,
    Verdict.NEWER: _newer,
    Verdict.PARTED: _parted,
}
