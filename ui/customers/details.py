"""Every field of the card that is filled in, to read and to copy."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLayout, QVBoxLayout, QWidget

from model.book import Book
from model.customers import Consent, CustomerCard, TraitKind
from model.days_in_words import format_day
from model.yearly_days import format_yearly_day
from resources.i18n import _
from ui import theme
from ui.context import Context
from ui.customers.card_header import best_time
from ui.forms.traits_text import traits_text
from ui.widgets.button import Button
from ui.widgets.label import PlainLabel
from ui.widgets.page import scrolled


class Details(QWidget):
    """``customer_opened(id)`` for somebody of the household, who brought them, or whom they brought."""

    customer_opened = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        body = QVBoxLayout()
        self._grid = QGridLayout()
        self._line = 0

        body.setContentsMargins(0, theme.SMALL, theme.SMALL, theme.SMALL)
        body.addLayout(self._grid)
        body.addStretch(1)
        self._grid.setHorizontalSpacing(theme.MEDIUM)
        self._grid.setVerticalSpacing(theme.SMALL)
        self._grid.setColumnStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scrolled(body))

    def show_card(self, card: CustomerCard) -> None:
        """Show everything that is known."""
        _clear(self._grid)
        self._line = 0
        for label, text in facts(card):
            self._add(label, PlainLabel(text, wrap=True, selectable=True))
        book = self._context.book
        for label, people in relations(book, card):
            for customer_id, name in people:
                link = Button(name.replace("&", "&&"), icon="circle-user", kind="quiet")
                link.setAccessibleName(name)
                link.clicked.connect(lambda _on=False, one=customer_id: self.customer_opened.emit(one))
                self._add(label, link)
                label = ""

    def words(self) -> list[str]:
        """Everything that can be read here."""
        widgets = (self._grid.itemAt(place) for place in range(self._grid.count()))
        shown = (item.widget() for item in widgets if item is not None)
        return [
            widget.text().replace("&&", "&") for widget in shown if isinstance(widget, PlainLabel | Button)
        ]

    def _add(self, label: str, widget: QWidget) -> None:
        top = Qt.AlignmentFlag.AlignTop
        name = PlainLabel(label, tone="muted")
        name.setMinimumWidth(140)
        self._grid.addWidget(name, self._line, 0, top)
        left = Qt.AlignmentFlag.AlignLeft if isinstance(widget, Button) else Qt.AlignmentFlag(0)
        self._grid.addWidget(widget, self._line, 1, top | left)
        self._line += 1


def facts(card: CustomerCard) -> list[tuple[str, str]]:
    """Label and words of every field that is filled in."""
    customer = card.customer
    phones = "\n".join(
        _("{number} ({kind}, shared)").format(number=phone.number, kind=phone.kind.label)
        if phone.shared
        else _("{number} ({kind})").format(number=phone.number, kind=phone.kind.label)
        for phone in card.phones
    )
    calls = (
        best_time(customer.call_from, customer.call_until)
        if customer.call_from or customer.call_until
        else ""
    )
    found = [
        (_("Kind"), customer.kind.label),
        (_("Phones"), phones),
        (_("E-mail"), customer.email),
        (_("How we greet them"), customer.greeting),
        (_("Address"), customer.address),
        (_("Birthday"), format_yearly_day(customer.birthday) if customer.birthday else ""),
        *(
            (kind.label, traits_text([trait for trait in card.traits if trait.kind is kind]))
            for kind in TraitKind
        ),
        (_("Best time to call"), " · ".join(part for part in (calls, customer.call_note) if part)),
        (_("Contact"), _("Does not want to be contacted at all") if customer.do_not_contact else ""),
        (_("May we use"), "\n".join(consent_words(consent) for consent in card.consents)),
        (_("Found us by"), customer.found_by),
        (_("Known since"), format_day(customer.known_since) if customer.known_since else ""),
        (_("Card number"), customer.card_number),
        (_("Customer number"), customer.code),
        (_("Household"), card.household.name if card.household else ""),
        (_("Note"), customer.note),
    ]
    return [(label, text) for label, text in found if text]


def consent_words(consent: Consent) -> str:
    """``E-mail: refused, 5 Jan 2024``."""
    answer = _("allowed") if consent.allowed else _("refused")
    channel = consent.channel.label
    if consent.said_on is None:
        return _("{channel}: {answer}").format(channel=channel, answer=answer)
    day = format_day(consent.said_on)
    return _("{channel}: {answer}, {day}").format(channel=channel, answer=answer, day=day)


def relations(book: Book, card: CustomerCard) -> list[tuple[str, list[tuple[int, str]]]]:
    """The others: who live together, who brought them, whom they brought."""
    customer = card.customer
    household = book.households.members(card.household.id) if card.household else []
    by = book.customers.find(customer.introduced_by_id) if customer.introduced_by_id else None
    return [
        (_("Lives with"), [one for one in household if one[0] != customer.id]),
        (_("Introduced by"), [(by.id, by.name)] if by else []),
        (_("Brought to us"), book.customers.brought_by(customer.id)),
    ]


def _clear(layout: QLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
