"""The records of one customer, a table a kind."""

from collections.abc import Callable
from dataclasses import dataclass

from model.book import Book
from model.complaints import Complaint, ComplaintStatus
from model.days_in_words import format_day
from model.follow_ups import FollowUp, FollowUpStatus
from model.money import format_money
from model.planning.words import rule_label
from model.purchases import Purchase, PurchaseLine, show_quantity
from model.visits import Visit
from resources.i18n import _, pgettext
from ui.widgets.column import Column
from ui.widgets.empty_state import EmptyState
from ui.widgets.simple_table import SimpleTable


@dataclass(frozen=True)
class BoughtLine:
    """One line of one receipt; ``first`` on the line that carries the day."""

    purchase: Purchase
    line: PurchaseLine
    first: bool


def bought_lines(book: Book, customer_id: int) -> list[BoughtLine]:
    """Every line of every receipt, the latest receipt first."""
    return [
        BoughtLine(purchase, line, place == 0)
        for purchase in book.purchases.of_customer(customer_id)
        for place, line in enumerate(book.purchase_lines.of(purchase.id))
    ]


def purchases_table(book: Book) -> SimpleTable:
    """Rows are ``BoughtLine``."""
    currency = book.shop.currency

    def of_first(words: Callable[[Purchase], str]) -> Callable[[BoughtLine], str]:
        return lambda row: words(row.purchase) if row.first else ""

    return SimpleTable(
        [
            Column(
                "day",
                _("Day"),
                of_first(lambda purchase: format_day(purchase.bought_on)),
                width=112,
                strong=True,
                sortable=False,
            ),
            Column("what", _("What"), lambda row: row.line.text, stretch=True, sortable=False),
            Column(
                "quantity",
                _("Quantity"),
                lambda row: show_quantity(row.line.quantity_thousandths),
                width=84,
                align="right",
                sortable=False,
            ),
            Column(
                "amount",
                _("Amount"),
                lambda row: format_money(row.line.amount_cents, currency),
                width=112,
                align="right",
                sortable=False,
            ),
            Column(
                "receipt",
                _("Receipt"),
                of_first(lambda purchase: purchase.receipt_number),
                width=92,
                sortable=False,
            ),
        ],
        name=pgettext("a list of them", "Purchases"),
        empty=EmptyState(
            "shopping-bag", _("Nothing bought yet"), _("The first sale to this customer starts the list.")
        ),
    )


def contacts_table(book: Book) -> SimpleTable:
    """Rows are ``Visit``."""
    staff = _staff_names(book)
    return SimpleTable(
        [
            Column(
                "day",
                _("Day"),
                lambda visit: format_day(visit.visited_on),
                width=108,
                strong=True,
                order=lambda visit: visit.visited_on,
            ),
            Column("how", _("How"), lambda visit: visit.channel.label, width=92),
            Column("outcome", _("Outcome"), lambda visit: visit.outcome.label, width=100),
            Column(
                "score",
                _("Comes back"),
                lambda visit: "" if visit.satisfaction is None else str(visit.satisfaction),
                width=88,
                align="right",
                order=lambda visit: -1 if visit.satisfaction is None else visit.satisfaction,
            ),
            Column("words", _("Own words"), _words, stretch=True),
            Column("staff", _("Who of us"), lambda visit: staff(visit.staff_id), width=76),
        ],
        name=_("Contacts"),
        empty=EmptyState(
            "phone-call", _("No contact written down yet"), _("Calls, messages and visits stand here.")
        ),
    )


def _words(visit: Visit) -> str:
    return " · ".join(part for part in (visit.words, visit.suggestion, visit.note) if part)


def complaints_table(book: Book) -> SimpleTable:
    """Rows are ``Complaint``."""
    staff = _staff_names(book)
    return SimpleTable(
        [
            Column(
                "day",
                _("Day"),
                lambda complaint: format_day(complaint.said_on),
                width=112,
                strong=True,
                order=lambda complaint: complaint.said_on,
            ),
            Column("words", _("Own words"), lambda complaint: complaint.words, stretch=True),
            Column("grade", _("Grade"), lambda complaint: complaint.grade.label, width=92),
            Column(
                "status", _("State"), lambda complaint: complaint.status.label, width=172, icon=_state_icon
            ),
            Column("staff", _("Handled by"), lambda complaint: staff(complaint.handler_id), width=96),
        ],
        name=_("Complaints"),
        empty=EmptyState(
            "smile", _("No complaint so far"), _("Nine of ten unhappy customers never say so: ask.")
        ),
    )


def _state_icon(complaint: Complaint) -> str:
    return "circle-check" if complaint.status is ComplaintStatus.CLOSED else "triangle-alert"


def follow_ups_table() -> SimpleTable:
    """Rows are ``FollowUp``."""
    return SimpleTable(
        [
            Column(
                "day",
                _("Day"),
                lambda one: format_day(one.due_on),
                width=112,
                strong=True,
                order=lambda one: one.due_on,
            ),
            Column(
                "why",
                _("Why"),
                lambda one: one.reason or rule_label(one.rule),
                stretch=True,
                icon=_promise_icon,
            ),
            Column("how", _("How"), lambda one: one.channel.label, width=104),
            Column("status", _("State"), lambda one: one.status.label, width=120, tone=_open_tone),
            Column(
                "attempts",
                _("Tries"),
                lambda one: str(one.attempts) if one.attempts else "",
                width=64,
                align="right",
            ),
        ],
        name=_("Follow-ups"),
        empty=EmptyState(
            "calendar-check", _("Nothing is planned"), _("A promise or a date to call again stands here.")
        ),
    )


def _promise_icon(one: FollowUp) -> str:
    return "handshake" if one.promise else ""


def _open_tone(one: FollowUp) -> str:
    return "text" if one.status is FollowUpStatus.OPEN else "muted"


def _staff_names(book: Book) -> Callable[[int | None], str]:
    names: dict[int, str] = {}

    def name(staff_id: int | None) -> str:
        if staff_id is None:
            return ""
        if staff_id not in names:
            member = book.staff.find(staff_id)
            names[staff_id] = member.name if member else ""
        return names[staff_id]

    return name
