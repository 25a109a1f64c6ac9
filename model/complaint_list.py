"""The list of complaints: which of them, in which order, how long they wait, and the words of the rows in sight."""

import sqlite3
from array import array
from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum

from model.complaints import ComplaintStatus, Grade
from model.frozen import Plain
from model.store import Store
from resources.i18n import N_, _, ngettext

ANSWER_DAYS = {Grade.ORDINARY: 1, Grade.SERIOUS: 0, Grade.URGENT: 0}
"""Up to so many days after it was said a complaint may be without an answer."""

SOLUTION_DAYS = {Grade.ORDINARY: 3, Grade.SERIOUS: 5, Grade.URGENT: 1}
"""Up to so many days after it was said it may be answered and not yet put right; serious ones are harder."""


class Show(StrEnum):
    """Which complaints are shown."""

    OPEN = "open"
    CLOSED = "closed"
    ALL = "all"

    @property
    def label(self) -> str:
        """The words for it in the current language."""
        return _({Show.OPEN: N_("Open"), Show.CLOSED: N_("Closed"), Show.ALL: N_("All")}[self])


class Order(StrEnum):
    """What the list can be sorted by. ``HASTE`` is open before closed, then what is late, urgent, old."""

    HASTE = "haste"
    SAID = "said_on"
    NAME = "name"
    STATUS = "status"
    HANDLER = "handler"
    COST = "cost_cents"


class ComplaintRow(Plain):
    """One line of the list. ``days`` are counted from the day it was said to today, or to the day it was closed."""

    complaint_id: int
    customer_id: int
    name: str
    phone: str
    words: str
    product: str
    grade: Grade
    status: ComplaintStatus
    said_on: date
    closed_on: date | None
    handler: str
    cause: str
    cost_cents: int | None
    days: int
    late: bool

    @property
    def waits(self) -> str:
        """How long it waits, or took, in words; of what needs haste also that."""
        if self.closed_on is not None:
            took = ngettext("took {n} day", "took {n} days", self.days).format(n=self.days)
            return took if self.days else _("the same day")
        days = ngettext("{n} day", "{n} days", self.days).format(n=self.days) if self.days > 0 else _("today")
        return days if self.grade is Grade.ORDINARY else f"{days} · {self.grade.label}"

    @property
    def what(self) -> str:
        """The words of the complaint, and about which product."""
        return " · ".join(part for part in (self.words, self.product) if part)

    @property
    def stands(self) -> str:
        """How far it is, in a word."""
        return _(_STANDS[self.status])


_STANDS = {
    ComplaintStatus.OPEN: N_("Waiting"),
    ComplaintStatus.ANSWERED: N_("Answered"),
    ComplaintStatus.CLOSED: N_("Closed"),
}


def late_on(grade: Grade, status: ComplaintStatus, said_on: date) -> date:
    """The first day on which an open complaint of that grade has waited too long; an urgent one waits for nobody."""
    if grade is Grade.URGENT and status is ComplaintStatus.OPEN:
        return said_on
    allowed = (ANSWER_DAYS if status is ComplaintStatus.OPEN else SOLUTION_DAYS)[grade]
    return said_on + timedelta(days=allowed + 1)


def ids(
    store: Store,
    show: Show = Show.OPEN,
    text: str = "",
    order: Order = Order.HASTE,
    *,
    descending: bool = False,
) -> "array[int]":
    """The ids of the complaints that ``text`` finds: in what was said, done and noted, or by the customer."""
    where = {Show.OPEN: "p.status <> 'closed'", Show.CLOSED: "p.status = 'closed'", Show.ALL: "1"}[show]
    values: dict[str, str] = {}
    if text.strip():
        where, values = _found(store, where, text)
    way = "DESC" if descending else "ASC"
    found = store.column(
        "SELECT p.id FROM complaint AS p LEFT JOIN customer_search AS s ON s.customer_id = p.customer_id"
        " LEFT JOIN staff AS h ON h.id = p.handler_id"
        f" WHERE {where} ORDER BY {_ORDERS[order].format(way=way)}, p.id DESC",
        **values,
    )
    return array("q", found)


_ORDERS = {
    Order.HASTE: "p.status = 'closed', CASE WHEN p.status = 'closed' THEN p.closed_on END DESC,"
    " CASE p.grade WHEN 'urgent' THEN 0 WHEN 'serious' THEN 1 ELSE 2 END, p.said_on {way}",
    Order.SAID: "p.said_on {way}",
    Order.NAME: "s.sort_key {way}",
    Order.STATUS: "CASE p.status WHEN 'open' THEN 0 WHEN 'answered' THEN 1 ELSE 2 END {way}, p.said_on",
    Order.HANDLER: "h.name IS NULL, h.name {way}",
    Order.COST: "p.cost_cents {way}",
}


def _found(store: Store, where: str, text: str) -> tuple[str, dict[str, str]]:
    words = text.split()
    in_texts = " AND ".join(
        f"(p.words || ' ' || p.solution || ' ' || p.cause || ' ' || p.note || ' ' || coalesce((SELECT name FROM"
        f" product WHERE id = p.product_id), '')) LIKE :word{n} ESCAPE '\\'"
        for n in range(len(words))
    )
    from model.search import Search

    customers = ", ".join(map(str, Search(store).all_ids(text)))
    values = {f"word{n}": f"%{_literally(word)}%" for n, word in enumerate(words)}
    return f"{where} AND (({in_texts}) OR p.customer_id IN ({customers}))", values


def _literally(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_")


def rows(store: Store, some: Sequence[int], today: date) -> list[ComplaintRow | None]:
    """The rows of these complaints in the order given, ``None`` for one that has just been deleted."""
    found = store.rows(
        "SELECT p.*, c.name, h.name AS handler, coalesce((SELECT name FROM product WHERE id = p.product_id),"
        " (SELECT text FROM purchase_line WHERE purchase_id = p.purchase_id ORDER BY amount_cents DESC LIMIT 1), '')"
        " AS product,"
        " (SELECT number FROM customer_phone WHERE customer_id = c.id ORDER BY position, id LIMIT 1) AS phone"
        " FROM complaint AS p JOIN customer AS c ON c.id = p.customer_id"
        " LEFT JOIN staff AS h ON h.id = p.handler_id"
        f" WHERE p.id IN ({', '.join(map(str, some))})"
    )
    read = {row["id"]: _row(row, today) for row in found}
    return [read.get(complaint_id) for complaint_id in some]


def _row(row: sqlite3.Row, today: date) -> ComplaintRow:
    grade, status = Grade(row["grade"]), ComplaintStatus(row["status"])
    said_on = date.fromisoformat(row["said_on"])
    closed_on = date.fromisoformat(row["closed_on"]) if row["closed_on"] else None
    days = ((closed_on or today) - said_on).days
    return ComplaintRow(
        complaint_id=row["id"],
        customer_id=row["customer_id"],
        name=row["name"],
        phone=row["phone"] or "",
        words=row["words"],
        product=row["product"],
        grade=grade,
        status=status,
        said_on=said_on,
        closed_on=closed_on,
        handler=row["handler"] or "",
        cause=row["cause"],
        cost_cents=row["cost_cents"],
        days=days,
        late=status is not ComplaintStatus.CLOSED and late_on(grade, status, said_on) <= today,
    )


def counts(store: Store) -> dict[Show, int]:
    """How many there are of each."""
    found = store.row(
        "SELECT count(*) AS n, count(*) FILTER (WHERE status <> 'closed') AS open FROM complaint"
    )
    assert found is not None
    return {Show.OPEN: found["open"], Show.CLOSED: found["n"] - found["open"], Show.ALL: found["n"]}
