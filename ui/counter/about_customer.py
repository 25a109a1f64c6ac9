"""Who stands there: what to know, to keep and to ask before they go."""

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from model.book import Book
from model.classes import held
from model.classes.greeting import greeting
from model.complaints import ComplaintStatus
from model.customer_figures import Figures
from model.customers import CustomerCard, CustomerKind
from model.days_in_words import days_between, format_day
from model.entitlements import services_of, use_service
from model.follow_ups import FollowUpStatus
from model.money import format_money
from model.purchases import PurchaseKind
from model.traits import TraitKind
from model.visits import Outcome
from model.wishes_fulfilled import settle, wished_for
from model.yearly_days import Feb29
from resources.i18n import N_, _, ngettext
from ui import theme
from ui.context import Context
from ui.forms.customer_form import CustomerForm
from ui.forms.opening import open_form, who_is_here
from ui.widgets.button import Button, IconButton
from ui.widgets.card import Card
from ui.widgets.icon_view import IconView
from ui.widgets.label import PlainLabel

_BIRTHDAY_SOON_DAYS = 14
_TRIES_IN_VAIN = 5
_LONGEST_WORDS = 240
_SERVICE_SOON_DAYS = 30
_UNDER_THE_WORDS = 20


@dataclass(frozen=True)
class Remark:
    """One thing to know, the most pressing first."""

    icon: str
    tone: theme.Tone
    text: str
    deeds: tuple[tuple[str, Callable[[], object]], ...] = ()
    """The words of each button below it, and what that does."""


class AboutCustomer(Card):
    """``opened(id)`` to see the whole card."""

    opened = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        self._open = IconButton("circle-user", _("Open the card"), role="accent")
        super().__init__(_("Customer"), actions=[self._open], parent=parent)
        self._context = context
        self._customer_id: int | None = None
        self._said: list[Remark] = []
        self._summary = PlainLabel(tone="muted", wrap=True)
        self._remarks = QVBoxLayout()

        self._remarks.setSpacing(theme.SMALL + theme.TIGHT)
        self.add(self._summary)
        self.body.addLayout(self._remarks)
        self.body.addStretch(1)
        self.show_customer(None)

        self._open.clicked.connect(lambda: self.opened.emit(self._customer_id))

    def show_customer(self, customer_id: int | None) -> None:
        """Tell about this customer, or what the panel is for."""
        self._customer_id = customer_id
        self._open.setVisible(customer_id is not None)
        self._clear()
        self._said = []
        if customer_id is None:
            self.set_title(_("Who is it?"))
            self._summary.setText(
                _("Name the customer and this place says what to know: last words, promises, what to ask.")
            )
            return
        book, today = self._context.book, self._context.today()
        card = book.customers.card(customer_id)
        figures = book.customers.figures(customer_id)
        self.set_title(card.customer.name)
        self._summary.setText(summary(card, figures, book.shop.currency, today))
        self._said = [
            *_welcome(book, customer_id, today),  # Before anything else is said, they are greeted.
            *self._to_do_now(card, today),
            *remarks(book, card, figures, today),
        ]
        for remark in self._said:
            self._remarks.addLayout(_line(remark))
            if remark.deeds:
                self._remarks.addLayout(_buttons(remark))

    def _to_do_now(self, card: CustomerCard, today: date) -> list[Remark]:
        """What only this moment is right for: to ask, to hand over, to do."""
        book, customer = self._context.book, card.customer
        found = []
        if customer.confirm_details:
            deeds = (
                (_("Confirmed"), lambda: self._confirmed(card)),
                (_("Change"), lambda: self._change(customer.id)),
            )
            sentence = _("Please confirm phone and address: we could not reach them.")
            found.append(Remark("phone-missed", "warning", sentence, deeds))
        for wish in book.wishes.arrived(customer.id):
            text = _("It is in: {what}").format(what=wished_for(book, wish))
            deed = (_("They have it now"), partial(settle, book, wish, today))
            found.append(Remark("gift", "accent", text, (deed,)))
        for one in services_of(book.store, customer.id, today):
            if one.due_on <= today + timedelta(days=_SERVICE_SOON_DAYS):
                text = _("Free {service} for {goods}, due {when}").format(
                    service=one.service.name, goods=one.goods, when=days_between(one.due_on, today)
                )
                staff = who_is_here(book)
                used = (_("Used today"), partial(use_service, book, customer.id, one, today, staff))
                found.append(Remark("shield-check", "info", text, (used,)))
        return found

    def _confirmed(self, card: CustomerCard) -> None:
        """Phone and address are right: nobody is asked again."""
        book, customer = self._context.book, card.customer
        with book.edit(N_("Confirmed phone and address of {name}"), name=customer.name):
            book.customers.update(dataclasses.replace(customer, confirm_details=False), customer)

    def _change(self, customer_id: int) -> None:
        card = self._context.book.customers.card(customer_id)
        open_form(CustomerForm(self._context, card, confirming=True, parent=self.window()))

    def words(self) -> list[str]:
        """What is told about the customer now."""
        return [remark.text for remark in self._said]

    def _clear(self) -> None:
        while (row := self._remarks.takeAt(0)) is not None:
            layout = row.layout()
            while layout is not None and (item := layout.takeAt(0)) is not None:
                widget = item.widget()
                if widget is not None:
                    widget.hide()
                    widget.deleteLater()


def summary(card: CustomerCard, figures: Figures, currency: str, today: date) -> str:
    """Phone, purchases, revenue and the last time, a line each."""
    lines = [phone.number for phone in card.phones[:2]]
    if figures.sales and figures.last_on:
        lines.append(
            ngettext("{n} purchase, {amount}", "{n} purchases, {amount}", figures.sales).format(
                n=figures.sales, amount=format_money(figures.amount_cents, currency)
            )
        )
        lines.append(_("Last time {when}").format(when=days_between(figures.last_on, today)))
    else:
        lines.append(_("Has not bought yet"))
    return "\n".join(lines)


def remarks(book: Book, card: CustomerCard, figures: Figures, today: date) -> list[Remark]:
    """What to know about this customer while they stand there."""
    customer = card.customer
    return [
        *_complaints(book, customer.id, today),
        *_promises(book, customer.id, today),
        *_birthday(book, card, today),
        *_other_days(book, card, today),
        *_bought_last(book, customer.id, figures),
        *_last_words(book, customer.id, today),
        *_traits(card),
        *_to_ask(book, card),
        *([Remark("file-text", "muted", _cut(customer.note))] if customer.note else []),
    ]


def _complaints(book: Book, customer_id: int, today: date) -> list[Remark]:
    return [
        Remark(
            "triangle-alert",
            "danger",
            _("Open complaint, {when}: {words}").format(
                when=days_between(complaint.said_on, today), words=_cut(complaint.words)
            ),
        )
        for complaint in book.complaints.of_customer(customer_id)
        if complaint.status is not ComplaintStatus.CLOSED
    ]


def _promises(book: Book, customer_id: int, today: date) -> list[Remark]:
    return [
        Remark(
            "handshake",
            "accent",
            _("We promised for {day}: {what}").format(
                day=days_between(one.due_on, today), what=_cut(one.reason)
            ),
        )
        for one in book.follow_ups.of_customer(customer_id)
        if one.status is FollowUpStatus.OPEN and one.promise
    ]


def _birthday(book: Book, card: CustomerCard, today: date) -> list[Remark]:
    birthday = card.customer.birthday
    if birthday is None:
        return []
    day = birthday.next_on(today, "mar1" if book.shop.feb29 == "mar1" else "feb28")
    if day - today > timedelta(days=_BIRTHDAY_SOON_DAYS):
        return []
    if day == today:
        return [Remark("cake", "success", _("It is their birthday today."))]
    return [Remark("cake", "info", _("Birthday {when}").format(when=days_between(day, today)))]


def _other_days(book: Book, card: CustomerCard, today: date) -> list[Remark]:
    feb29: Feb29 = "mar1" if book.shop.feb29 == "mar1" else "feb28"
    coming = [(one.yearly_day.next_on(today, feb29), one.label) for one in card.days]
    return [
        Remark("cake", "info", _("{label} {when}").format(label=label, when=days_between(day, today)))
        for day, label in sorted(coming)
        if day - today <= timedelta(days=_BIRTHDAY_SOON_DAYS)
    ]


def _welcome(book: Book, customer_id: int, today: date) -> list[Remark]:
    """How customers of this class are welcomed."""
    [known_as] = held.classes_on(book.store, today, [customer_id]).values()
    [treated_as] = held.treated_on(book.store, today, [customer_id]).values()
    words = greeting(book.store, known_as, treated_as)
    return [Remark("star", "accent", _cut(words))] if words else []


def _bought_last(book: Book, customer_id: int, figures: Figures) -> list[Remark]:
    if not figures.sales:
        return []
    for purchase in book.purchases.of_customer(customer_id, limit=10):
        what = _(", ").join(line.text for line in book.purchase_lines.of(purchase.id) if line.text)
        if purchase.kind is PurchaseKind.SALE and what:
            words = _("Bought last, {day}: {what}").format(
                day=format_day(purchase.bought_on), what=_cut(what)
            )
            return [Remark("shopping-bag", "muted", words)]
    return []


def _last_words(book: Book, customer_id: int, today: date) -> list[Remark]:
    for visit in book.visits.of_customer(customer_id, limit=50):
        if visit.words:
            when = days_between(visit.visited_on, today)
            words = _("Said {when}: “{words}”").format(when=when, words=_cut(visit.words))
            return [Remark("message-square", "muted", words)]
    return []


def _traits(card: CustomerCard) -> list[Remark]:
    icons = {TraitKind.LIKES: "heart", TraitKind.DISLIKES: "circle-x", TraitKind.SIZE: "ruler"}
    found = []
    for kind, icon in icons.items():
        words = [
            _("{label}: {value}").format(label=trait.label, value=trait.value) if trait.label else trait.value
            for trait in card.traits
            if trait.kind is kind
        ]
        if words:
            text = _("{kind}: {words}").format(kind=kind.label, words=_(", ").join(words))
            found.append(Remark(icon, "muted", text))
    return found


def _to_ask(book: Book, card: CustomerCard) -> list[Remark]:
    """The best moment to ask is now."""
    found = []
    visits = book.visits.of_customer(card.customer.id, limit=20)
    wrong = bool(visits) and visits[0].outcome is Outcome.WRONG_NUMBER
    in_vain = any(
        one.attempts >= _TRIES_IN_VAIN and one.status is FollowUpStatus.OPEN
        for one in book.follow_ups.of_customer(card.customer.id)
    )
    if not card.phones:
        found.append(Remark("phone", "warning", _("No phone number is known: ask for one.")))
    elif (wrong or in_vain) and not card.customer.confirm_details:
        sentence = _("We could not reach them by phone: please confirm the contact details.")
        found.append(Remark("phone-missed", "warning", sentence))
    if card.customer.birthday is None and card.customer.kind is CustomerKind.PERSON:
        found.append(Remark("cake", "muted", _("The birthday is not known: a good moment to ask.")))
    if card.customer.do_not_contact:
        sentence = _("Does not want to be contacted. Here, in the shop, they came by themselves.")
        found.append(Remark("phone-off", "warning", sentence))
    return found


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_WORDS else line[:_LONGEST_WORDS].rstrip() + "…"


def _buttons(remark: Remark) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(theme.SMALL)
    row.addSpacing(_UNDER_THE_WORDS)
    for text, deed in remark.deeds:
        button = Button(text)
        button.setAccessibleDescription(remark.text)
        # The button is gone once its deed is done.
        button.clicked.connect(lambda _on=False, deed=deed: QTimer.singleShot(0, deed))
        row.addWidget(button)
    row.addStretch(1)
    return row


def _line(remark: Remark) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(theme.SMALL)
    top = Qt.AlignmentFlag.AlignTop
    row.addWidget(IconView(remark.icon, role=remark.tone, size=20), 0, top)
    tone: theme.Tone = "text" if remark.tone in ("muted", "accent", "info") else remark.tone
    row.addWidget(PlainLabel(remark.text, tone=tone, wrap=True), 1, top)
    return row
