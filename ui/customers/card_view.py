"""Everything about one customer on one card."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QIcon, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMenu,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from model.customers import CustomerCard
from model.planning.stored import follow_ups_on
from model.timeline import EventKind, timeline
from resources.i18n import _, pgettext
from ui import theme
from ui.context import Context
from ui.customers import tables
from ui.customers.as_it_was import AsItWasDialog
from ui.customers.bought import Bought
from ui.customers.card_header import CardHeader
from ui.customers.details import Details
from ui.customers.dues import Dues
from ui.customers.figures_row import FiguresRow
from ui.customers.happenings import happening
from ui.customers.worth_view import WorthView
from ui.forms.complaint_form import ComplaintForm
from ui.forms.contact_form import ContactForm
from ui.forms.follow_up_form import FollowUpForm
from ui.forms.opening import open_form
from ui.forms.sale_form import SaleForm
from ui.widgets.button import Button, IconButton
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.flow import FlowLayout
from ui.widgets.page import scrolled
from ui.widgets.tabs import Tabs
from ui.widgets.timeline import TimelineView

_TABS_AT_LEAST, _TABS_WELL = 120, 220
"""So high a tab must be to be read, and is where what stands above it can be said in it as well."""
_TIGHT = 560
_TIGHT_TABS = 700
_EDGE = theme.MEDIUM + 1


class CardView(QWidget):
    """Signals carry the id of the customer; what is in the book already is opened right here."""

    sale_wanted = Signal(object)
    contact_wanted = Signal(object)
    complaint_wanted = Signal(object)
    follow_up_wanted = Signal(object)
    wish_wanted = Signal(object)
    gift_wanted = Signal(object)
    customer_opened = Signal(object)
    edit_wanted = Signal(object)
    archive_wanted = Signal(object)
    print_wanted = Signal(object)
    delete_wanted = Signal(object)
    history_wanted = Signal(object)
    forget_wanted = Signal(object)
    step_wanted = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._customer_id: int | None = None
        self._archived = False
        self.header = CardHeader(context)
        self.figures = FiguresRow()
        self.timeline = TimelineView(
            name=_("Everything that happened"),
            empty=EmptyState(
                "history", _("Nothing has happened yet"), _("Sales, calls and complaints appear here.")
            ),
        )
        self.purchases = tables.purchases_table(context.book)
        self.bought = Bought(context, self.purchases)
        self.contacts = tables.contacts_table(context.book)
        self.complaints = tables.complaints_table(context.book)
        self.follow_ups = tables.follow_ups_table()
        self.dues = Dues(context)
        self.details = Details(context, self.dues)
        self.worth = WorthView(context)
        self.tabs = Tabs(_("Customer"))
        self._inside = QVBoxLayout()
        self._deeds: dict[Button, QIcon] = {}
        self._stack = QStackedWidget()
        self._nobody = EmptyState(
            "circle-user",
            _("Nobody is chosen"),
            _("Choose a customer in the list to see everything about them."),
        )
        self._fill: dict[QWidget, Callable[[int], None]] = {
            self.timeline: self._fill_timeline,
            self.bought: self.bought.show_customer,
            self.contacts: lambda one: self.contacts.show_rows(context.book.visits.of_customer(one)),
            self.complaints: lambda one: self.complaints.show_rows(context.book.complaints.of_customer(one)),
            self.follow_ups: lambda one: self.follow_ups.show_rows(
                follow_ups_on(context.book.store, one, context.today())
            ),
            # It follows whoever is shown: the figures above are of it too.
            self.worth: lambda _one: None,
            self.details: lambda one: self.details.show_card(context.book.customers.card(one)),
        }

        self._lay_out()
        self._wire()

    # deeds

    def show_customer(self, customer_id: int | None) -> None:
        """Show this customer; nobody for ``None`` or somebody who is gone."""
        customer = None if customer_id is None else self._context.book.customers.find(customer_id)
        self._customer_id = customer.id if customer else None
        self._stack.setCurrentIndex(1 if customer else 0)
        if customer is None:
            return
        book = self._context.book
        card: CustomerCard = book.customers.card(customer.id)
        self._archived = customer.archived
        self.header.show_card(card)
        self.figures.show_figures(
            book.customers.figures(customer.id), book.shop.currency, self._context.today()
        )
        self.worth.show_customer(customer.id)
        self._make_room()
        self._fill_tab()

    def customer_id(self) -> int | None:
        """Who is shown."""
        return self._customer_id

    def more_menu(self) -> QMenu:
        """What is done more rarely."""
        menu = QMenu(self)
        for text, icon, keys, deed in (
            (_("Copy the phone number"), "copy", "Ctrl+Shift+C", self.header.copy_phone),
            (_("Write down a wish"), "gift", "F4", lambda: self.wish_wanted.emit(self._customer_id)),
            (
                _("Record a gift or goodwill"),
                "heart",
                "Ctrl+Shift+G",
                lambda: self.gift_wanted.emit(self._customer_id),
            ),
            (_("Next customer"), "arrow-down", "Alt+Down", lambda: self.step_wanted.emit(1)),
            (_("Customer before"), "arrow-up", "Alt+Up", lambda: self.step_wanted.emit(-1)),
            (None, "", "", None),
            (
                _("Print this customer"),
                "printer",
                "Ctrl+Shift+P",
                lambda: self.print_wanted.emit(self._customer_id),
            ),
            (
                _("History of this customer"),
                "history",
                "",
                lambda: self.history_wanted.emit(self._customer_id),
            ),
            (_("As it was on a day…"), "calendar-days", "", self.show_as_it_was),
            (None, "", "", None),
            (
                _("Take out of the archive") if self._archived else _("Archive"),
                "archive",
                "",
                lambda: self.archive_wanted.emit(self._customer_id),
            ),
            (_("Delete"), "trash-2", "Delete", lambda: self.delete_wanted.emit(self._customer_id)),
            (None, "", "", None),
            (
                _("Forget this person for good…"),
                "eraser",
                "",
                lambda: self.forget_wanted.emit(self._customer_id),
            ),
        ):
            if text is None or deed is None:
                menu.addSeparator()
                continue
            action = menu.addAction(theme.icon(icon, "muted"), text)
            if keys:
                # Shown only: the page itself listens to these keys, whatever has the keyboard.
                action.setText(
                    f"{text}\t{QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)}"
                )
            action.triggered.connect(lambda _on=False, deed=deed: deed())
        return menu

    def show_as_it_was(self) -> None:
        """The card as it was on a day, beside what it says now."""
        if self._customer_id is not None:
            open_form(AsItWasDialog(self._context, self._customer_id, self.window()))

    # events

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        bar = self.tabs.tabBar()
        tight = self.width() < _TIGHT_TABS
        if bar.property("tight") is not tight:
            bar.setProperty("tight", tight)
            bar.style().unpolish(bar)
            bar.style().polish(bar)
            QApplication.sendEvent(bar, QEvent(QEvent.Type.StyleChange))  # else the tabs keep their widths
        for button, icon in self._deeds.items():
            # Four words in one row say more than two rows of pictures.
            button.setIcon(QIcon() if self.width() < _TIGHT else icon)
        self._make_room()

    # parts

    def _make_room(self) -> None:
        """Where there is no room for both, the tab says what the worth is in more words."""
        figures = self.worth.figures
        width = self.width() - 2 * _EDGE
        above = [
            item
            for place in range(self._inside.count())
            if (item := self._inside.itemAt(place)) is not None and item.widget() not in (figures, self.tabs)
        ]
        heights = [
            one.heightForWidth(width) if one.hasHeightForWidth() else one.sizeHint().height() for one in above
        ]
        heights.append(figures.sizeHint().height())
        room = self.height() - 2 * _EDGE - sum(heights) - len(heights) * self._inside.spacing()
        figures.setVisible(room >= _TABS_WELL)

    def _fill_tab(self) -> None:
        """Only what is in sight is asked of the book."""
        if self._customer_id is not None:
            self._fill[self.tabs.currentWidget()](self._customer_id)

    def _fill_timeline(self, customer_id: int) -> None:
        book, today = self._context.book, self._context.today()
        currency = book.shop.currency
        events = timeline(book.store, customer_id, today)
        self.timeline.show_happenings([happening(event, currency, today) for event in events])

    def _open_event(self, key: object) -> None:
        assert isinstance(key, tuple)
        kind, record_id = key
        if kind in (EventKind.SALE, EventKind.RETURN):
            self._open_purchase(record_id)
        elif kind is EventKind.BROUGHT:
            self.customer_opened.emit(record_id)
        elif kind is EventKind.WISH:
            self.dues.open_wish(self._context.book.wishes.get(record_id))
        elif kind in (EventKind.GIFT, EventKind.GOODWILL):
            self.dues.open_gift(self._context.book.gifts.get(record_id))
        elif kind is EventKind.SERVICE:
            self.tabs.setCurrentWidget(self.details)
        elif kind is EventKind.CLASSED:
            self.tabs.setCurrentWidget(self.worth)
        elif kind is EventKind.CONTACT:
            self._open_contact(record_id)
        elif kind in (EventKind.COMPLAINT, EventKind.PUT_RIGHT):
            self._open_complaint(record_id)
        else:
            self._open_follow_up(record_id)

    def _open_purchase(self, purchase_id: int) -> None:
        purchase = self._context.book.purchases.get(purchase_id)
        open_form(SaleForm(self._context, purchase, self.window()))

    def _open_contact(self, visit_id: int) -> None:
        visit = self._context.book.visits.get(visit_id)
        open_form(ContactForm(self._context, visit=visit, parent=self.window()))

    def _open_complaint(self, complaint_id: int) -> None:
        complaint = self._context.book.complaints.get(complaint_id)
        open_form(ComplaintForm(self._context, complaint=complaint, parent=self.window()))

    def _open_follow_up(self, follow_up_id: int) -> None:
        follow_up = self._context.book.follow_ups.get(follow_up_id)
        open_form(FollowUpForm(self._context, follow_up=follow_up, parent=self.window()))

    def _show_more(self) -> None:
        self.more_menu().popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))

    # looks and wires

    def _lay_out(self) -> None:
        card = Card()
        inside = self._inside
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(theme.MEDIUM)
        card.body.addWidget(scrolled(inside, widest=10_000))
        head = QHBoxLayout()
        head.setSpacing(theme.SMALL)
        head.addWidget(self.header, 1)
        self._edit = Button(_("Edit"), icon="pencil", tip="Ctrl+E")
        self._more = IconButton("ellipsis", _("More for this customer"))
        head.addWidget(self._edit, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._more, 0, Qt.AlignmentFlag.AlignTop)
        inside.addLayout(head)
        inside.addWidget(self._actions())
        inside.addWidget(self.figures)
        inside.addWidget(self.worth.figures)
        for widget, title in (
            (self.timeline, _("Timeline")),
            (self.bought, pgettext("a list of them", "Purchases")),
            (self.contacts, _("Contacts")),
            (self.complaints, _("Complaints")),
            (self.follow_ups, pgettext("a list of them", "Planned")),
            (self.worth, _("Worth")),
            (self.details, _("Details")),
        ):
            widget.setProperty("look", "bare")
            self.tabs.addTab(widget, title)
        self.tabs.setDocumentMode(True)
        # Every tab in sight, its words shortened if need be: small arrows would hide what there is.
        self.tabs.setUsesScrollButtons(False)
        self.tabs.setElideMode(Qt.TextElideMode.ElideRight)
        # As high as there is room: what is in them scrolls by itself, not within a card that scrolls too.
        self.tabs.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        self.tabs.setMinimumHeight(_TABS_AT_LEAST)
        inside.addWidget(self.tabs, 1)
        self._stack.addWidget(self._nobody)
        self._stack.addWidget(card)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)

    def _actions(self) -> QWidget:
        actions = QWidget()
        row = FlowLayout(actions)
        for text, icon, keys, signal in (
            (_("Sale"), "shopping-bag", "F2", self.sale_wanted),
            (_("Contact"), "phone-call", "F3", self.contact_wanted),
            (_("Complaint"), "frown", "F6", self.complaint_wanted),
            (_("Follow-up"), "calendar-check", "F7", self.follow_up_wanted),
        ):
            button = Button(text, icon=icon, tip=keys)
            button.clicked.connect(lambda _on=False, signal=signal: signal.emit(self._customer_id))
            self._deeds[button] = button.icon()
            row.addWidget(button)
        return actions

    def _wire(self) -> None:
        self._edit.clicked.connect(lambda: self.edit_wanted.emit(self._customer_id))
        self._more.clicked.connect(self._show_more)
        self.tabs.currentChanged.connect(lambda _tab: self._fill_tab())
        self.timeline.opened.connect(self._open_event)
        self.purchases.opened.connect(lambda row: self._open_purchase(row.purchase.id))
        self.contacts.opened.connect(lambda visit: self._open_contact(visit.id))
        self.complaints.opened.connect(lambda complaint: self._open_complaint(complaint.id))
        self.follow_ups.opened.connect(lambda one: self._open_follow_up(one.id))
        self.details.customer_opened.connect(self.customer_opened)
        self.dues.wish_wanted.connect(self.wish_wanted)
        self.dues.gift_wanted.connect(self.gift_wanted)
