"""Record a sale in under ten seconds: who, what, how much, Enter."""

import json
from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from model.changes import Change
from model.errors import BookError, MaybeSaved
from model.money import format_money
from model.purchases import Purchase, PurchaseKind
from reports import sheets
from reports.report import Report
from resources.i18n import N_, _
from ui import theme
from ui.context import Context
from ui.counter.about_customer import AboutCustomer
from ui.counter.receipt_fields import ReceiptFields
from ui.counter.return_dialog import ReturnDialog
from ui.counter.sold import Sold
from ui.counter.status import Status
from ui.counter.who import Who
from ui.forms.opening import open_form
from ui.forms.sale_form import SaleForm, delete_sale
from ui.forms.sale_lines import SaleLines
from ui.forms.when_free import WhenFree
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.page import Page

_DRAFT = "counter"
_PANEL = 288
_NARROW = 900
_AS_WIDE_AS_IT_LIKES = 16_777_215


class CounterPage(Page):
    """The counter. ``customer_opened(id)`` to see a whole card."""

    customer_opened = Signal(object)
    sheet_wanted = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        self._back = Button(_("Take goods back…"), icon="undo-2", tip="F8")
        super().__init__(_("Counter"), actions=[self._back], widest=1600, parent=parent)
        self._context = context
        self._narrow: bool | None = None
        self._saved: Purchase | None = None
        self.who = Who(context)
        self.lines = SaleLines(context.book)
        self.receipt = ReceiptFields(context)
        self.save = Button(_("Save the sale"), icon="check", kind="primary", tip="F9 · Ctrl+Enter")
        self._clear = Button(_("Clear"), kind="quiet")
        self.status = Status()
        self.about = AboutCustomer(context)
        self.sold = Sold(context)
        fields = (self.who, self.lines, self.receipt)
        self._when_free = WhenFree(context.book, self._say_it_waits, *fields, parent=self)

        self._lay_out()
        self._wire()
        self._take_draft()
        self.refresh()

    # the contract of pages

    def refresh(self) -> None:
        """Look at the book again: today's sales, who works here, the next receipt number."""
        self.receipt.refresh()
        if self.who.customer_id() is not None and self._known_customer() is None:
            self._when_free.stop()
            self.who.clear()
            self.status.say(_("This customer was just deleted. Name another, or undo it."), "warning")
        self._show_sold()
        self.about.show_customer(self._known_customer())

    def focus_first(self) -> None:
        """Put the keyboard into the customer field, or where the sale was left."""
        if self.who.is_blank() and self.lines.is_blank():
            self.who.focus_first()
        else:
            self.lines.entry.product.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes one step back, as far as the empty customer field."""
        if event.key() == Qt.Key.Key_Escape and not event.modifiers():
            self._step_back()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place(narrow=self.width() < _NARROW)

    # deeds

    def sheet(self) -> Report:
        """What was sold on the day of the sale that is typed."""
        return sheets.sales(self.receipt.chosen_day())

    def current_customer(self) -> int | None:
        """Whom F3, F4, F6 and F7 mean here: who stands at the counter."""
        return self._known_customer()

    def begin_sale(self, customer_id: int | None) -> None:
        """A sale to this customer, else to whoever is named; a half-typed one of somebody else can be brought back.
        What still waits to be saved stays as it is."""
        if customer_id is None or self._when_free.waiting:
            self.focus_first()
            return
        if not self.who.is_blank() and self._known_customer() != customer_id:
            self.clear()
        self.who.show_customer(customer_id)
        self._go_on()

    def save_now(self) -> None:
        """Save the sale; the keyboard goes back to the customer field. A refusal leaves everything as it is."""
        if self._when_free.waiting:
            return
        if not (self.who.settled() and self.lines.settle() and self.receipt.settled()):
            return
        if not self.lines.lines():
            self.status.say(_("Say what was sold: a sale needs at least one line."), "warning")
            self.lines.entry.product.setFocus()
            return
        name = self.who.shown_name()
        amount = format_money(abs(self.lines.total_cents()), self._context.book.shop.currency)
        try:
            with self._context.book.store.impatient():
                saved = self._store(name, amount)
        except MaybeSaved as unsure:
            self.status.say(str(unsure), "danger")
            return
        except BookError as refused:
            if not self._when_free.takes(refused, self.save_now):
                self.status.say(_("Not saved. {why}").format(why=refused), "danger")
            return
        self._saved = saved
        if saved.amount_cents < 0:
            amount = _("Back to the customer: {amount}").format(amount=amount)
        when = saved.bought_at or datetime.now().strftime("%H:%M")
        self.status.say(
            _("Saved {time} · {name} · {amount}").format(time=when, name=name, amount=amount), "success"
        )
        self._forget()
        if self.isVisible():  # What waited is saved while somebody may type elsewhere.
            self.who.focus_first()

    def take_back(self) -> None:
        """Goods come back: choose the sale and its lines."""
        dialog = ReturnDialog(self._context, self._known_customer(), self.receipt.staff_id(), self.window())
        dialog.saved.connect(self._taken_back)
        open_form(dialog)

    def clear(self) -> None:
        """Put the half-typed sale away; it can be brought back."""
        self._when_free.stop()
        kept = self._draft()
        blank = self.who.is_blank() and self.lines.is_blank()
        self._forget()
        if not blank:
            self.status.say(
                _("Cleared."), "muted", action=_("Bring it back"), deed=lambda: self._restore(kept)
            )
        self.who.focus_first()

    # parts

    def _store(self, name: str, amount: str) -> Purchase:
        book, lines = self._context.book, self.lines.lines()
        only_back = all(line.amount_cents < 0 for line in lines)
        day = self.receipt.chosen_day()
        now = datetime.now().strftime("%H:%M") if day == self._context.today() else None
        what = N_("Refunded {name}: {amount}") if only_back else N_("Sold to {name}: {amount}")
        with book.edit(what, name=name, amount=amount):
            return book.purchases.save(
                Purchase(
                    customer_id=self.who.stored_id(),
                    kind=PurchaseKind.RETURN if only_back else PurchaseKind.SALE,
                    bought_on=day,
                    bought_at=now,
                    receipt_number=self.receipt.number.value(),
                    staff_id=self.receipt.staff_id(),
                ),
                lines,
            )

    def _say_it_waits(self, sentence: str, verb: str, deed: Callable[[], object]) -> None:
        self.status.say(sentence, "warning", action=verb, deed=deed)

    def _known_customer(self) -> int | None:
        customer_id = self.who.customer_id()
        known = customer_id is not None and self._context.book.customers.find(customer_id) is not None
        return customer_id if known else None

    def _forget(self) -> None:
        """An empty sale; the day and who serves stay."""
        self.who.clear()
        self.lines.show_lines([])
        self.about.show_customer(None)
        self._context.drafts.drop(_DRAFT)
        self.receipt.propose_number()  # the only one that asks the book, and so may fail

    def _step_back(self) -> None:
        entry = self.lines.entry
        if self.who.is_new() and self.who.isAncestorOf(self.focusWidget()):
            self.who.forget_new()
        elif not entry.is_blank():
            entry.clear()
            entry.product.setFocus()
            self._keep_draft()
        else:
            self.who.focus_first()

    def _go_on(self) -> None:
        self.lines.entry.product.setFocus()

    def _change_sale(self, purchase: Purchase) -> None:
        open_form(SaleForm(self._context, purchase, self.window()))

    def _taken_back(self, back: object) -> None:
        assert isinstance(back, Purchase)
        amount = format_money(-back.amount_cents, self._context.book.shop.currency)
        self.status.say(_("Taken back: give {amount} to the customer.").format(amount=amount), "success")
        self.who.focus_first()

    def _changed(self, change: Change) -> None:
        if self.isVisible() and change.kinds & {
            "purchase",
            "purchase_line",
            "customer",
            "staff",
            "complaint",
            "wish",
            "service_use",
            "shop",
            "class_step",
            "class_lines",
            "class_treatment",
        }:
            self._tell_if_undone()
            self.refresh()

    def _tell_if_undone(self) -> None:
        """What was taken back must not go on standing there as saved."""
        if self._saved is not None and self._context.book.purchases.find(self._saved.id) is None:
            self._saved = None
            self.status.say("")

    def _show_sold(self) -> None:
        self.sold.show_day(self.receipt.chosen_day())

    # the half-typed sale

    def _draft(self) -> dict[str, str]:
        return {
            "who": json.dumps(self.who.draft(), ensure_ascii=False),
            "lines": self.lines.draft(),
            **self.receipt.draft(),
        }

    def _keep_draft(self) -> None:
        if self.who.is_blank() and self.lines.is_blank():
            self._context.drafts.drop(_DRAFT)
        else:
            self._context.drafts.keep(_DRAFT, self._draft())

    def _take_draft(self) -> None:
        kept = self._context.drafts.take(_DRAFT)
        if kept is not None:
            self._restore(kept)
            self.status.say(_("This sale was begun earlier and not saved."), "warning")

    def _restore(self, kept: dict[str, str]) -> None:
        self.who.restore(json.loads(kept["who"]))
        self.lines.restore(kept["lines"])
        self.receipt.restore(kept)
        self._keep_draft()

    # looks and wires

    def _lay_out(self) -> None:
        sale = Card()
        sale.body.setSpacing(theme.MEDIUM)
        sale.add(self.who, self.lines, self.receipt)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.SMALL)
        buttons.addWidget(self.status, 1)
        buttons.addWidget(self._clear)
        buttons.addWidget(self.save)
        sale.body.addLayout(buttons)
        self._sale = sale
        self._places = QGridLayout()
        self._places.setSpacing(theme.MEDIUM)
        self.body.addLayout(self._places, 1)
        self._place(narrow=False)

    def _place(self, *, narrow: bool) -> None:
        """Beside each other, or in a narrow window one below the other, what must be seen first above."""
        if narrow == self._narrow:
            return
        self._narrow = narrow
        for widget in (self._sale, self.about, self.sold):
            self._places.removeWidget(widget)
        self._places.addWidget(self._sale, 0, 0)
        if narrow:
            self._places.addWidget(self.about, 1, 0)
            self._places.addWidget(self.sold, 2, 0)
        else:
            self._places.addWidget(self.sold, 1, 0)
            self._places.addWidget(self.about, 0, 1, 2, 1)
        self._places.setRowStretch(1, 0 if narrow else 1)
        self._places.setColumnStretch(0, 1)
        self.about.setMinimumWidth(0 if narrow else _PANEL)
        self.about.setMaximumWidth(_AS_WIDE_AS_IT_LIKES if narrow else _PANEL)

    def _wire(self) -> None:
        self.who.decided.connect(self._go_on)
        self.who.chosen.connect(self.about.show_customer)
        self.lines.finished.connect(self.save_now)
        self.save.clicked.connect(self.save_now)
        self._clear.clicked.connect(self.clear)
        self._back.clicked.connect(self.take_back)
        self.receipt.day_changed.connect(self._show_sold)
        for part in (self.who, self.lines, self.receipt):
            part.edited.connect(self._keep_draft)
        self.about.opened.connect(self.customer_opened)
        self.sold.customer_opened.connect(self.customer_opened)
        self.sold.print_wanted.connect(lambda: self.sheet_wanted.emit(self.sheet()))
        self.sold.opened.connect(self._change_sale)
        self.sold.delete_wanted.connect(lambda purchase: delete_sale(self._context.book, purchase))
        self._context.signals.changed.connect(self._changed)
        for keys, deed in (
            ("F9", self.save_now),
            ("Ctrl+Return", self.save_now),
            ("Ctrl+Enter", self.save_now),
            ("Ctrl+S", self.save_now),
            ("F8", self.take_back),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(deed)
