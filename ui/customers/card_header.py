"""The top of a customer's card: who it is, how to reach them, what to know at once."""

from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from model.book import Book
from model.card_words import best_time
from model.channels import Channel
from model.classes import held
from model.complaints import ComplaintStatus
from model.customer_class import CustomerClass
from model.customers import CustomerCard, CustomerKind
from model.days_in_words import days_between
from model.follow_ups import FollowUpStatus
from model.leaving import LeftReason
from model.traits import TraitKind
from model.wishes_fulfilled import wished_for
from resources.i18n import _, ngettext
from ui import theme
from ui.class_tones import class_tone
from ui.context import Context
from ui.widgets.badge import Badge
from ui.widgets.button import Button
from ui.widgets.flow import FlowLayout
from ui.widgets.label import PlainLabel

_BIRTHDAY_SOON_DAYS = 30
_CLOSE = "QPushButton { padding: 0 4px; } QPushButton:focus { padding: 0 3px; }"
"""A button without an edge stands as far left as the words above it."""


class CardHeader(QWidget):
    """``copied(number)`` when a phone was put on the clipboard."""

    copied = Signal(str)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._card: CustomerCard | None = None
        self.name = PlainLabel(kind="title", elide=True, selectable=True)
        self._under = PlainLabel(tone="muted", wrap=True, selectable=True)
        self._phones = QHBoxLayout()
        self._chips = QWidget()
        self._flow = FlowLayout(self._chips, gap=theme.TIGHT + 2)

        self._phones.setSpacing(theme.SMALL)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.TIGHT)
        column.addWidget(self.name)
        column.addWidget(self._under)
        column.addLayout(self._phones)
        column.addWidget(self._chips)

    def show_card(self, card: CustomerCard) -> None:
        """Tell about this customer."""
        self._card = card
        customer = card.customer
        self.name.setText(customer.name)
        parts = [customer.greeting, customer.address, customer.email]
        if customer.call_from or customer.call_until:
            parts.append(best_time(customer.call_from, customer.call_until))
        self._under.setText(" · ".join(part for part in parts if part))
        self._under.setVisible(bool(self._under.text()))
        self._show_phones(card)
        _empty(self._flow)
        for badge in badges(self._context.book, card, self._context.today()):
            self._flow.addWidget(badge)
        self._chips.setVisible(self._flow.count() > 0)

    def copy_phone(self) -> None:
        """Put the first phone on the clipboard."""
        if self._card is not None and self._card.phones:
            self._copy(self._card.phones[0].number)

    def words(self) -> list[str]:
        """What the chips say now."""
        items = (self._flow.itemAt(place) for place in range(self._flow.count()))
        shown = (item.widget() for item in items if item is not None)
        return [badge.text() for badge in shown if isinstance(badge, Badge)]

    def _show_phones(self, card: CustomerCard) -> None:
        _empty(self._phones)
        for phone in card.phones[:4]:
            kind = _("{kind}, shared").format(kind=phone.kind.label) if phone.shared else phone.kind.label
            tip = _("{kind}: copy the number").format(kind=kind)
            button = Button(phone.number.replace("&", "&&"), icon="phone", kind="quiet", tip=tip)
            button.setStyleSheet(_CLOSE)
            button.setAccessibleName(_("{kind} {number}: copy").format(kind=kind, number=phone.number))
            button.clicked.connect(lambda _on=False, number=phone.number: self._copy(number))
            self._phones.addWidget(button)
        if not card.phones:
            self._phones.addWidget(PlainLabel(_("No phone number"), tone="muted"))
        self._phones.addStretch(1)

    def _copy(self, number: str) -> None:
        QGuiApplication.clipboard().setText(number)
        self.copied.emit(number)


def badges(book: Book, card: CustomerCard, today: date) -> list[Badge]:
    """What to know at once, the most pressing first."""
    customer = card.customer
    found: list[Badge] = []
    n = sum(one.status is not ComplaintStatus.CLOSED for one in book.complaints.of_customer(customer.id))
    if n:
        text = ngettext("{n} open complaint", "{n} open complaints", n).format(n=n)
        found.append(Badge(text, tone="danger", icon="triangle-alert"))
    if customer.do_not_contact:
        found.append(Badge(_("Do not contact"), tone="warning", icon="phone-off"))
    elif not card.may_contact(Channel.PHONE):
        found.append(Badge(_("No phone calls"), tone="warning", icon="phone-off"))
    for one in book.follow_ups.of_customer(customer.id):
        if one.status is FollowUpStatus.OPEN and one.promise:
            when = days_between(one.due_on, today)
            found.append(Badge(_("Promise, {when}").format(when=when), tone="accent", icon="handshake"))
    birthday = customer.birthday
    if birthday is not None:
        day = birthday.next_on(today, "mar1" if book.shop.feb29 == "mar1" else "feb28")
        if day - today <= timedelta(days=_BIRTHDAY_SOON_DAYS):
            when = days_between(day, today)
            found.append(Badge(_("Birthday {when}").format(when=when), tone="info", icon="cake"))
    found += _worth(book, card, today)
    for wish in book.wishes.arrived(customer.id):
        text = _("It is in: {what}").format(what=wished_for(book, wish))
        found.append(Badge(text, tone="success", icon="gift"))
    if customer.kind is CustomerKind.BUSINESS:
        found.append(Badge(customer.kind.label, icon="building"))
    if card.household is not None:
        found.append(Badge(card.household.name, icon="house"))
    if customer.archived:
        found.append(Badge(_("Archived"), icon="archive"))
    found += [Badge(trait.value, icon="tag") for trait in card.traits if trait.kind is TraitKind.TAG]
    return found


def _worth(book: Book, card: CustomerCard, today: date) -> list[Badge]:
    """Whether they still come, whether we know how to reach them, the class, and whether they bring others."""
    customer = card.customer
    found = []
    if customer.left_reason is not LeftReason.NONE:
        text = _("No longer comes: {reason}").format(reason=customer.left_reason.label)
        found.append(Badge(text, tone="warning", icon="log-out"))
    if customer.confirm_details:
        found.append(Badge(_("Confirm phone and address"), tone="warning", icon="phone-missed"))
    if (known_as := held.class_on(book.store, customer.id, today)) is not CustomerClass.NONE:
        found.append(Badge(known_as.label, tone=class_tone(known_as), icon="star"))
    if (n := held.brought_on(book.store, customer.id, today)) >= held.LEAST_BROUGHT:
        words = ngettext("Brought {n} customer", "Brought {n} customers", n).format(n=n)
        found.append(Badge(words, tone="success", icon="users"))
    return found


def _empty(layout: QHBoxLayout | FlowLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
