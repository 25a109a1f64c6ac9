"""The customers: the list at the left, the card of one at the right."""

import dataclasses

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QMenu, QSplitter, QWidget

from model.changes import Change
from reports import sheets
from reports.report import Report
from resources.i18n import N_, _
from ui import theme
from ui.context import Context
from ui.customers.card_view import CardView
from ui.customers.customer_table import CustomerTable
from ui.forms.customer_form import CustomerForm
from ui.forms.opening import open_form
from ui.widgets.button import Button, IconButton
from ui.widgets.page import Page

_REST_MS = 80
_SPLIT = (360, 640)
_NARROW = 800
_NOTED_SPLIT = "customers split"
_CONCERNS = frozenset(
    {
        *("customer", "customer_phone", "customer_trait", "customer_consent", "household", "shop", "staff"),
        *("purchase", "purchase_line", "complaint", "visit", "follow_up"),
        *("customer_day", "wish", "gift", "service_use", "product_service", "product"),
        *("class_review", "class_step", "class_lines"),
    }
)

_CONCERN_WHOEVER_IS_SHOWN = frozenset({"class_lines", "product", "shop"})
"""What decides about customers without naming them."""


class CustomersPage(Page):
    """``*_wanted(customer id)`` to begin something new with them; ``message`` for the foot of the window."""

    sale_wanted = Signal(object)
    contact_wanted = Signal(object)
    complaint_wanted = Signal(object)
    follow_up_wanted = Signal(object)
    wish_wanted = Signal(object)
    gift_wanted = Signal(object)
    history_wanted = Signal(object)
    forget_wanted = Signal(object)
    sheet_wanted = Signal(object)
    message = Signal(str)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        self._print = IconButton("printer", _("Print this list"))
        self._new = Button(_("New customer"), icon="user-plus", kind="primary")
        self._all = Button(_("All customers"), icon="arrow-left")
        super().__init__(
            _("Customers"), actions=[self._all, self._print, self._new], scrolls=False, parent=parent
        )
        self._context = context
        self.list = CustomerTable(context, lambda _row: self._menu())
        self.card = CardView(context)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        # Walking fast through the list asks for no card in between.
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)

        self._split.addWidget(self.list)
        self._split.addWidget(self.card)
        self._split.setChildrenCollapsible(False)
        self._split.setHandleWidth(theme.MEDIUM)
        self._split.setStyleSheet("QSplitter::handle { background: transparent; }")
        self.list.setMinimumWidth(240)
        self.card.setMinimumWidth(480)
        self._all.hide()
        self.body.addWidget(self._split, 1)
        self._take_up_split()

        self._wire()

    # the contract of pages

    def refresh(self) -> None:
        """Look at the book again, at the list and at the card."""
        self.list.refresh()
        self._show_parts(card=self._all.isVisibleTo(self))
        self._show_card()

    def focus_first(self) -> None:
        """Put the keyboard into the search field."""
        self._show_parts(card=False)
        self.list.search.setFocus()
        self.list.search.selectAll()

    # deeds

    def current_customer(self) -> int | None:
        """Whom F2, F3, F4, F6 and F7 mean on this page."""
        return self.list.current_id()

    def open_customer(self, customer_id: int) -> None:
        """Show this customer's card."""
        self.list.show_customer(customer_id)
        self._show_parts(card=True)
        self._show_card()

    def sheet(self) -> Report:
        """The list as it is shown; in a narrow window, where the card alone is in sight, its customer."""
        current = self.card.customer_id()
        if current is not None and not self.list.isVisibleTo(self):
            return self._sheet_of(current)
        return self.list.sheet()

    def print_customer(self, customer_id: int) -> None:
        """Everything about one customer on paper."""
        self.sheet_wanted.emit(self._sheet_of(customer_id))

    def look_for(self, text: str) -> None:
        """Search the list for ``text``."""
        self.list.look_for(text)

    def new_customer(self, name: str = "", phone: str = "") -> None:
        """Open the form of a new customer; afterwards their card is shown."""
        self._open_form(CustomerForm(self._context, name=name, phone=phone, parent=self.window()))

    def edit_customer(self, customer_id: int) -> None:
        """Open the form of this customer."""
        card = self._context.book.customers.card(customer_id)
        self._open_form(CustomerForm(self._context, card, parent=self.window()))

    def archive(self, customer_id: int) -> None:
        """Put away into the archive, or take out of it."""
        book = self._context.book
        customer = book.customers.get(customer_id)
        what = N_("Took {name} out of the archive") if customer.archived else N_("Archived customer {name}")
        with book.edit(what, name=customer.name):
            book.customers.update(dataclasses.replace(customer, archived=not customer.archived))

    def delete(self, customer_id: int) -> None:
        """Take out of the book with everything; undo brings all of it back."""
        book = self._context.book
        with book.edit(N_("Deleted customer {name}"), name=book.customers.get(customer_id).name):
            book.customers.delete(customer_id)

    # events

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            current = self.list.current_id()
            if event.key() == Qt.Key.Key_Delete and current is not None:
                self.delete(current)
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.focus_first()
                return True
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_parts(card=self._all.isVisibleTo(self))

    def hideEvent(self, event: QHideEvent) -> None:
        self._rest.stop()
        self.list.note_current()
        if self.width() >= _NARROW:
            self._context.computer.note(_NOTED_SPLIT, " ".join(map(str, self._split.sizes())))
        super().hideEvent(event)

    # parts

    def _sheet_of(self, customer_id: int) -> Report:
        return sheets.customer(customer_id, self._context.book.customers.get(customer_id).name)

    def _open_form(self, form: CustomerForm) -> None:
        form.saved.connect(self.open_customer)
        form.opened.connect(self.open_customer)
        open_form(form)

    def _show_card(self) -> None:
        self._rest.stop()
        self.card.show_customer(self.list.current_id())

    def _changed(self, change: Change) -> None:
        if not self.isVisible() or not change.kinds & _CONCERNS:
            return
        self.list.refresh()
        self._show_parts(card=self._all.isVisibleTo(self))
        current = self.list.current_id()
        of_all = change.kinds & _CONCERN_WHOEVER_IS_SHOWN
        if of_all or current != self.card.customer_id() or current is None or change.concerns(current):
            self._show_card()

    def _into_card(self) -> None:
        self._show_card()
        self._show_parts(card=True)
        self.card.tabs.currentWidget().setFocus()

    def _show_parts(self, *, card: bool) -> None:
        """In a narrow window either the list or the card, else both."""
        narrow = self.width() < _NARROW
        somebody = self.list.knows_somebody()
        self.list.setVisible(not narrow or not card)
        self.card.setVisible(somebody and (not narrow or card))
        self._new.setVisible(somebody)  # else the list itself offers it
        self._print.setVisible(somebody)
        self._all.setVisible(narrow and card)

    def _menu(self) -> QMenu:
        self._show_card()
        return self.card.more_menu()

    def _back_to_list(self) -> None:
        self._show_parts(card=False)
        self.list.table.setFocus()

    def _with_current(self, deed: object) -> None:
        current = self.list.current_id()
        if current is not None:
            deed(current)  # type: ignore[operator]

    def _take_up_split(self) -> None:
        noted = self._context.computer.noted(_NOTED_SPLIT).split()
        fits = len(noted) == 2 and all(part.isdecimal() and int(part) for part in noted)
        self._split.setSizes([int(part) for part in noted] if fits else list(_SPLIT))

    def _wire(self) -> None:
        card = self.card
        self._all.clicked.connect(self._back_to_list)
        self._print.clicked.connect(lambda: self.sheet_wanted.emit(self.sheet()))
        self._new.clicked.connect(lambda: self.new_customer())
        self.list.new_wanted.connect(lambda: self.new_customer(*self._as_searched()))
        self.list.chosen.connect(lambda _one: self._rest.start())
        self.list.opened.connect(lambda _one: self._into_card())
        self._rest.timeout.connect(self._show_card)
        for mine, theirs in (
            (self.sale_wanted, card.sale_wanted),
            (self.contact_wanted, card.contact_wanted),
            (self.complaint_wanted, card.complaint_wanted),
            (self.follow_up_wanted, card.follow_up_wanted),
            (self.wish_wanted, card.wish_wanted),
            (self.gift_wanted, card.gift_wanted),
            (self.history_wanted, card.history_wanted),
            (self.forget_wanted, card.forget_wanted),
        ):
            theirs.connect(mine)
        card.customer_opened.connect(self.open_customer)
        card.header.copied.connect(
            lambda number: self.message.emit(_("Copied {number}").format(number=number))
        )
        card.edit_wanted.connect(self.edit_customer)
        card.archive_wanted.connect(self.archive)
        card.print_wanted.connect(self.print_customer)
        card.delete_wanted.connect(self.delete)
        card.step_wanted.connect(self.list.step)
        self.list.table.installEventFilter(self)
        for widget in (card.timeline, card.purchases, card.contacts, card.complaints, card.follow_ups):
            escape = _Escape(widget)
            escape.pressed.connect(self._back_to_list)
            widget.installEventFilter(escape)
        self._context.signals.changed.connect(self._changed)
        for keys, deed in (
            ("Ctrl+E", lambda: self._with_current(self.edit_customer)),
            ("Alt+Down", lambda: self.list.step(1)),
            ("Alt+Up", lambda: self.list.step(-1)),
            ("Ctrl+Shift+C", self.card.header.copy_phone),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(deed)

    def _as_searched(self) -> tuple[str, str]:
        """What was looked for in vain, as name and phone of somebody new."""
        text = self.list.search.text().strip()
        digits = sum(character.isdigit() for character in text)
        return ("", text) if digits > len(text) / 2 else (text, "")


class _Escape(QObject):
    """``pressed`` when Esc is, in a part of the card."""

    pressed = Signal()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002
        escape = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if escape and event.type() == QEvent.Type.KeyPress:
            self.pressed.emit()
            return True
        return False
