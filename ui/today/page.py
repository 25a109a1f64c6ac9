"""Today: whom to contact and why, in the order in which one would; what they said goes back with one key."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from model import contacts
from model.changes import Change
from model.days_in_words import format_day
from model.due import households
from model.errors import BookError
from model.today_facts import LastKnown, Today, last_known, today_facts
from model.visits import Outcome, Visit
from resources.i18n import _, ngettext
from ui import theme
from ui.context import Context
from ui.forms.opening import open_form, who_is_here
from ui.forms.outcomes import ICONS, LETTERS
from ui.keys import shown_keys
from ui.tasks import Progress
from ui.today.call_table import CallTable
from ui.today.calls import Call, lines
from ui.today.write_back import LATER, OPEN_CARD, SKIP, WriteBack
from ui.widgets.button import Button
from ui.widgets.empty_state import EmptyState
from ui.widgets.later import Later
from ui.widgets.page import Page
from ui.widgets.problem_dialog import ProblemDialog

if TYPE_CHECKING:
    from ui.today.beside import Beside

_AT_ONCE_CUSTOMERS = 5_000
"""Up to so many are looked through between two key strokes; for more, a thread does it."""

_REST_MS = 600
"""A large book is looked through again when the keys rest: while it is read, the next letter would have to wait."""

_BESIDE_WIDTH, _ROOM_BESIDE = 280, 940
"""A narrower page is for the calls alone."""

_LOW, _VERY_LOW = 760, 480
"""In a lower page the calls would have room for three lines only; in a very low one for none."""

_KEYS = {getattr(Qt.Key, f"Key_{letter}"): outcome for outcome, letter in LETTERS.items()}


class TodayPage(Page):
    """Each contact is one edit. What the page asks of others goes up as a signal, by the names the window knows."""

    customer_opened = Signal(object)
    sale_wanted = Signal(object)
    follow_up_wanted = Signal(object)
    call_list_wanted = Signal()
    page_wanted = Signal(str)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        self._print = Button(
            _("Print the call list"), icon="printer", kind="primary", tip=shown_keys("Ctrl+P")
        )
        super().__init__(_("Today"), actions=[self._print], scrolls=False, parent=parent)
        self._context = context
        self._asking = self._ask_again = self._large = False
        self._empty = EmptyState("circle-check", "", "", _("Plan a follow-up"), button_icon="calendar-check")
        self.calls = CallTable(
            lambda customers: last_known(context.book.store, customers),
            name=_("Whom to contact today"),
            menu_for=self._menu_for,
            empty=self._empty,
        )
        self.write_back = WriteBack(context)
        self._facts: Today | None = None
        self._beside = Later(self._make_beside, width=_BESIDE_WIDTH)
        self._soon = QTimer(self, singleShot=True, interval=0)

        left = QVBoxLayout()
        left.setSpacing(theme.MEDIUM)
        left.addWidget(self.calls, 1)
        left.addWidget(self.write_back)
        row = QHBoxLayout()
        row.setSpacing(theme.LARGE)
        row.addLayout(left, 1)
        row.addWidget(self._beside)
        self.body.addLayout(row, 1)
        self._say_who_is_due(None)
        self._connect()

    # what every page can do

    def refresh(self) -> None:
        """Look at the book again: at once when it is small, else in a thread while the page stays alive."""
        today, book = self._context.today(), self._context.book
        self._large = book.customers.count() > _AT_ONCE_CUSTOMERS
        if not self._large:
            self._show(today_facts(book.store, today))
        elif self._asking:
            self._ask_again = True
        else:
            self._asking = True
            self._context.tasks.start(
                _("Looking at the day"),
                lambda progress: _facts(progress, today),
                self._show,
                stopped=self._not_asked,
                quiet=True,
            )

    @property
    def beside(self) -> Beside:
        """What stands beside the calls; the calls do not wait for it."""
        return self._beside.made()

    def focus_first(self) -> None:
        self.calls.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._beside.setVisible(event.size().width() >= _ROOM_BESIDE)
        self.write_back.set_low(event.size().height() < _LOW, very=event.size().height() < _VERY_LOW)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # In the window its own action has this key; the page keeps it for where there is none.
        if event.matches(QKeySequence.StandardKey.Print):
            self._print.click()
        else:
            super().keyPressEvent(event)

    def _make_beside(self) -> Beside:
        from ui.today.beside import Beside

        beside = Beside(self._context.book.shop.currency)
        beside.complaint_opened.connect(self.open_complaint)
        beside.customer_opened.connect(self.customer_opened)
        if self._facts is not None:
            beside.show_facts(self._facts)
        return beside

    # wires

    def _connect(self) -> None:
        self._print.clicked.connect(self.call_list_wanted)
        self._empty.chosen.connect(self._next_step)
        self.calls.chosen.connect(self._show_chosen)
        self.calls.opened.connect(self.open_contact)
        self.calls.pressed.connect(self._pressed)
        self.write_back.settled.connect(self.settle)
        self.write_back.skipped.connect(self.skip)
        self.write_back.put_off.connect(self.ask_when_later)
        self.write_back.form_wanted.connect(self._open_current)
        self.write_back.card_wanted.connect(self._open_card)
        self.write_back.left.connect(self.focus_first)
        self._soon.timeout.connect(self.refresh)
        self._context.signals.changed.connect(self._heed)

    def _heed(self, _change: Change) -> None:
        if self.isVisible():
            self._soon.start(_REST_MS if self._large else 0)

    def _show(self, facts: Today) -> None:
        self._asking = False
        self.calls.show_lines(lines(facts))
        self._facts = facts
        if self._beside.is_made:
            self.beside.show_facts(facts)
        self._say_who_is_due(facts)
        if self._ask_again:
            self._ask_again = False
            self.refresh()

    def _not_asked(self) -> None:
        self._asking = False

    def _show_chosen(self, call: Call | None) -> None:
        self.write_back.show_call(call, self.calls.last_known(call.customer_id) if call else LastKnown())

    # deeds on the chosen call

    def settle(self, outcome: Outcome, next_on: date | None = None) -> None:
        """Write down that the chosen call ended so, with what was typed below; call back asks for the day first."""
        call = self.calls.current()
        if call is None:
            return
        try:
            next_on = next_on or self.write_back.next_day()
        except ValueError:
            return  # the field says what is wrong with it
        today = self._context.today()
        if next_on is not None and next_on <= today:
            self.write_back.refuse_next_day(_("The next contact has to be after today."))
            return
        if outcome is Outcome.CALL_BACK and next_on is None:
            self._ask_day(_("Call back when?"), lambda day: self.settle(outcome, day))
            return
        contact = Visit(
            customer_id=call.customer_id,
            visited_on=today,
            channel=call.items[0].channel,
            staff_id=who_is_here(self._context.book),
            outcome=outcome,
            satisfaction=self.write_back.score.value() if outcome.reached else None,
            words=self.write_back.words.value() if outcome.reached else "",
            note="" if outcome.reached else self.write_back.words.value(),
        )
        try:
            contacts.record_contact(self._context.book, contact, call.items, next_on)
        except BookError as refused:
            ProblemDialog(str(refused), parent=self.window()).open()
            return
        self._go_on(call)

    def skip(self) -> None:
        """Leave the chosen call be."""
        call = self.calls.current()
        if call is not None:
            contacts.skip(self._context.book, call.items, self._context.today())
            self._go_on(call)

    def ask_when_later(self) -> None:
        """Put off the chosen call to a day that a menu asks for."""
        call = self.calls.current()
        if call is not None:
            self._ask_day(_("Later: when?"), self._put_off)

    def open_contact(self, call: Call) -> None:
        """Everything about one contact, begun with what was typed."""
        from ui.forms.contact_form import ContactForm  # Only now: the window opens with this page.

        form = ContactForm(self._context, call.customer_id, items=call.items, parent=self.window())
        form.begin_with(self.write_back.words.value(), self.write_back.score.value())
        form.saved.connect(self.write_back.forget)
        open_form(form)

    def open_complaint(self, complaint_id: int) -> None:
        from ui.forms.complaint_form import ComplaintForm  # Only now, as above.

        complaint = self._context.book.complaints.find(complaint_id)
        if complaint is not None:
            open_form(ComplaintForm(self._context, complaint=complaint, parent=self.window()))

    def _pressed(self, key: int, text: str) -> None:
        if key in _KEYS:
            self.settle(_KEYS[Qt.Key(key)])
        elif key == Qt.Key.Key_S:
            self.skip()
        elif key in (Qt.Key.Key_L, Qt.Key.Key_Z):
            self.ask_when_later()
        elif key == Qt.Key.Key_O:
            self._open_card()
        elif key == Qt.Key.Key_T:
            self.write_back.words.setFocus()
        elif text in ("+", "="):
            self.write_back.next_on.setFocus()
            self.write_back.next_on.line.setText("+")
        elif text.isascii() and text.isdigit():
            self.write_back.score.take_digit(int(text))

    def _put_off(self, day: date) -> None:
        call = self.calls.current()
        if call is not None:
            contacts.snooze(self._context.book, call.items, day)
            self._go_on(call)

    def _go_on(self, call: Call) -> None:
        """The call is done: away with it, and the keyboard on the next one before the book has been asked again."""
        self.write_back.forget()
        remaining = [line for line in self.calls.lines() if line is not call]
        self.calls.show_lines(remaining)
        self.calls.setFocus()

    def _open_current(self) -> None:
        call = self.calls.current()
        if call is not None:
            self.open_contact(call)

    def _open_card(self) -> None:
        call = self.calls.current()
        if call is not None:
            self.customer_opened.emit(call.customer_id)

    def _ask_day(self, title: str, picked: Callable[[date], None]) -> None:
        from ui.forms.day_menu import day_menu  # Only now, as above.

        menu = day_menu(self._context, title, picked, self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        row = self.calls.visualRect(self.calls.currentIndex())
        menu.popup(self.calls.viewport().mapToGlobal(row.bottomLeft() + QPoint(theme.LARGE, 0)))

    def _menu_for(self, call: Call) -> QMenu:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(theme.icon("pencil", "muted"), _("Write down the contact…")).triggered.connect(
            lambda: self.open_contact(call)
        )
        menu.addAction(theme.icon("user", "muted"), _("Open the card") + f"\t{OPEN_CARD}").triggered.connect(
            lambda: self.customer_opened.emit(call.customer_id)
        )
        menu.addAction(theme.icon("shopping-bag", "muted"), _("Record a sale")).triggered.connect(
            lambda: self.sale_wanted.emit(call.customer_id)
        )
        if call.complaint_id:
            menu.addAction(theme.icon("frown", "muted"), _("Open the complaint")).triggered.connect(
                lambda: self.open_complaint(call.complaint_id)
            )
        menu.addSeparator()
        for outcome, letter in LETTERS.items():
            deed = menu.addAction(theme.icon(ICONS[outcome], "muted"), f"{outcome.label}\t{letter}")
            deed.triggered.connect(lambda _on=False, one=outcome: self.settle(one))
        menu.addSeparator()
        menu.addAction(_("Skip") + f"\t{SKIP}").triggered.connect(self.skip)
        menu.addAction(_("Later…") + f"\t{LATER}").triggered.connect(self.ask_when_later)
        return menu

    # words

    def _say_who_is_due(self, facts: Today | None) -> None:
        day = format_day(facts.day if facts else self._context.today(), "long")
        if facts is None:
            self.header.set_subtitle(day)
            return
        n, promised = len(households(facts.due)), sum(1 for one in facts.due if one.promise)
        parts = [day]
        if n:
            parts.append(ngettext("{n} to contact", "{n} to contact", n).format(n=f"{n:,}"))
        if promised:
            parts.append(ngettext("{n} promise", "{n} promises", promised).format(n=promised))
        self.header.set_subtitle(" · ".join(parts))
        self._print.setEnabled(bool(n))
        if self._has_customers():
            self._empty.say(
                _("Nobody is waiting to hear from you"),
                _(
                    "Sales plan a call on the third day by themselves, and whoever stays away too long appears here."
                    " Plan more by hand: a promise, a question, a greeting."
                ),
            )
            self._empty.button.setText(_("Plan a follow-up"))
        else:
            self._empty.say(
                _("Your book is still empty"),
                _(
                    "Record the first sale: the customer is added with it, and the call after it plans itself."
                ),
            )
            self._empty.button.setText(_("Record a sale"))

    def _has_customers(self) -> bool:
        return bool(self._context.book.customers.all("1", "id LIMIT 1"))

    def _next_step(self) -> None:
        if self._has_customers():
            self.follow_up_wanted.emit(None)
        else:
            self.sale_wanted.emit(None)


def _facts(progress: Progress, today: date) -> Today:
    return today_facts(progress.book.store, today)
