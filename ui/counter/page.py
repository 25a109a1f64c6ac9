"""Record a sale in under ten seconds: who, what, how much, Enter."""

import json
from datetime import date, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from model.changes import Change
from model.errors import BookError
from model.money import format_money
from model.purchases import Purchase, PurchaseKind
from resources.i18n import N_, _
from ui import theme
from ui.context import Context
from ui.counter.about_customer import AboutCustomer
from ui.counter.return_dialog import ReturnDialog
from ui.counter.sold import Sold
from ui.counter.status import Status
from ui.counter.who import Who
from ui.forms.fields import day_field, staff_choices, staff_field
from ui.forms.opening import open_form, who_is_here
from ui.forms.sale_form import SaleForm, delete_sale
from ui.forms.sale_lines import SaleLines
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.field import Field
from ui.widgets.label import PlainLabel
from ui.widgets.page import Page
from ui.widgets.text_field import TextField

_DRAFT = "counter"
_PANEL = 320
_NARROW = 900
_AS_WIDE_AS_IT_LIKES = 16_777_215


class CounterPage(Page):
    """The counter. ``customer_opened(id)`` to see a whole card."""

    customer_opened = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        self._back = Button(_("Take goods back…"), icon="undo-2", tip="F8")
        super().__init__(_("Counter"), actions=[self._back], widest=1600, parent=parent)
        self._context = context
        self._proposed = ""
        self._narrow: bool | None = None
        self._was_here = who_is_here(context.book)
        self.who = Who(context)
        self.lines = SaleLines(context.book)
        self.day = day_field(context, past=True)
        self.receipt = TextField(most=500)
        self.staff = staff_field(context.book, who_is_here(context.book))
        self.save = Button(_("Save the sale"), icon="check", kind="primary", tip="F9 · Ctrl+Enter")
        self._clear = Button(_("Clear"), kind="quiet")
        self.status = Status()
        self.about = AboutCustomer(context)
        self.sold = Sold(context)

        self.day.set_value(context.today())
        self._lay_out()
        self._wire()
        self._take_draft()
        self.refresh()

    # the contract of pages

    def refresh(self) -> None:
        """Look at the book again: today's sales, who works here, the next receipt number."""
        self._propose_receipt()
        self._take_up_staff()
        self.sold.show_day(self._day())
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

    def begin_sale(self, customer_id: int | None) -> None:
        """A sale to this customer; what is half-typed stays when it is somebody else's."""
        known = self._known_customer()
        if not self.lines.is_blank() and known is not None and known != customer_id:
            self.clear()
        self.who.show_customer(customer_id)
        self._go_on()

    def save_now(self) -> None:
        """Save the sale; the keyboard goes back to the customer field. A refusal leaves everything as it is."""
        if not self.who.settled() or not self.lines.settle():
            return
        if self.day.problem():
            self.day.show_problem(self.day.problem())
            self.day.setFocus()
            return
        if not self.lines.lines():
            self.status.say(_("Say what was sold: a sale needs at least one line."), "warning")
            self.lines.entry.product.setFocus()
            return
        name = self.who.shown_name()
        amount = format_money(self.lines.total_cents(), self._context.book.shop.currency)
        try:
            saved = self._store(name, amount)
        except BookError as refused:
            self.status.say(_("Not saved. {why}").format(why=refused), "danger")
            return
        self._forget()
        when = saved.bought_at or datetime.now().strftime("%H:%M")
        self.status.say(
            _("Saved {time} · {name} · {amount}").format(time=when, name=name, amount=amount), "success"
        )
        self.who.focus_first()

    def take_back(self) -> None:
        """Goods come back: choose the sale and its lines."""
        staff_id = self.staff.value()
        dialog = ReturnDialog(
            self._context, self._known_customer(), staff_id if isinstance(staff_id, int) else None, self
        )
        dialog.saved.connect(self._taken_back)
        open_form(dialog)

    def clear(self) -> None:
        """Put the half-typed sale away; it can be brought back."""
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
        staff_id = self.staff.value()
        day = self._day()
        now = datetime.now().strftime("%H:%M") if day == self._context.today() else None
        what = N_("Refunded {name}: {amount}") if only_back else N_("Sold to {name}: {amount}")
        with book.edit(what, name=name, amount=amount):
            return book.purchases.save(
                Purchase(
                    customer_id=self.who.stored_id(),
                    kind=PurchaseKind.RETURN if only_back else PurchaseKind.SALE,
                    bought_on=day,
                    bought_at=now,
                    receipt_number=self.receipt.value(),
                    staff_id=staff_id if isinstance(staff_id, int) else None,
                ),
                lines,
            )

    def _day(self) -> date:
        return self._context.today() if self.day.problem() else self.day.value() or self._context.today()

    def _known_customer(self) -> int | None:
        customer_id = self.who.customer_id()
        known = customer_id is not None and self._context.book.customers.find(customer_id) is not None
        return customer_id if known else None

    def _forget(self) -> None:
        """An empty sale; the day and who serves stay."""
        self.who.clear()
        self.lines.show_lines([])
        self._propose_receipt(afresh=True)
        self.about.show_customer(None)
        self._context.drafts.drop(_DRAFT)

    def _propose_receipt(self, *, afresh: bool = False) -> None:
        if afresh or self.receipt.value() == self._proposed:
            self._proposed = self._context.book.purchases.next_receipt_number()
            self.receipt.set_value(self._proposed)

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
            "shop",
        }:
            self.refresh()

    def _day_changed(self) -> None:
        self._away.setVisible(self._day() != self._context.today())
        self.sold.show_day(self._day())

    def _take_up_staff(self) -> None:
        """Offer who works here; whoever works at this PC now serves, unless another was chosen for this sale."""
        here = who_is_here(self._context.book)
        chosen = self.staff.value()
        self.staff.set_choices(staff_choices(self._context.book))
        self.staff.set_value(here if chosen in (None, self._was_here) else chosen)
        self._was_here = here

    # the half-typed sale

    def _draft(self) -> dict[str, str]:
        return {
            "who": json.dumps(self.who.draft(), ensure_ascii=False),
            "lines": self.lines.draft(),
            "day": self.day.line.text(),
            "receipt": self.receipt.value(),
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
            self.status.say(
                _("This sale was begun earlier and not saved."), "warning", action=_("Clear"), deed=self.clear
            )

    def _restore(self, kept: dict[str, str]) -> None:
        self.who.restore(json.loads(kept["who"]))
        self.lines.restore(kept["lines"])
        self.day.line.setText(kept["day"])
        self.receipt.set_value(kept["receipt"])
        self._keep_draft()

    # looks and wires

    def _lay_out(self) -> None:
        sale = Card()
        sale.body.setSpacing(theme.MEDIUM)
        sale.add(self.who, self.lines)
        sale.body.addLayout(self._meta())
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

    def _meta(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.SMALL)
        grid.setVerticalSpacing(theme.TIGHT)
        self._away = PlainLabel(_("Not today"), kind="small", tone="warning")
        self._away.setVisible(self._day() != self._context.today())
        fields: tuple[tuple[str, Field], ...] = (
            (_("Day"), self.day),
            (_("Receipt number"), self.receipt),
            (_("Served by"), self.staff),
        )
        for column, (name, field) in enumerate(fields):
            label = PlainLabel(name, kind="small", tone="muted")
            label.setBuddy(field.inner)
            field.name_it(name)
            grid.addWidget(label, 0, column)
            grid.addWidget(field, 1, column)
            grid.setColumnStretch(column, 1)
        grid.addWidget(self._away, 2, 0)
        return grid

    def _wire(self) -> None:
        self.who.decided.connect(self._go_on)
        self.who.chosen.connect(self.about.show_customer)
        self.lines.finished.connect(self.save_now)
        self.save.clicked.connect(self.save_now)
        self._clear.clicked.connect(self.clear)
        self._back.clicked.connect(self.take_back)
        self.day.edited.connect(self._day_changed)
        self.day.line.editingFinished.connect(self._day_changed)
        for part in (self.who, self.lines, self.day, self.receipt):
            part.edited.connect(self._keep_draft)
        self.about.opened.connect(self.customer_opened)
        self.sold.customer_opened.connect(self.customer_opened)
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
