"""What is done with the chosen call: one key each, one edit each, and on to the next."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QWidget

from model import contacts
from model.channels import Channel
from model.leaving import LeftReason
from model.visits import Outcome, Visit
from resources.i18n import _
from ui import theme
from ui.context import Context
from ui.forms.opening import open_form, who_is_here
from ui.today.call_table import CallTable
from ui.today.calls import Call
from ui.today.write_back import WriteBack

if TYPE_CHECKING:
    from ui.forms.saved_when_free import SavedWhenFree


class Deeds(QObject):
    """``customer_opened(id)``, ``sale_wanted(id)`` and ``print_wanted(report, options)`` are for others to do.

    Forms are only loaded when they are opened: the window opens with this page.
    """

    customer_opened = Signal(object)
    sale_wanted = Signal(object)
    print_wanted = Signal(str, dict)

    def __init__(
        self,
        context: Context,
        calls: CallTable,
        write_back: WriteBack,
        page: QWidget,
        place: Callable[[QWidget], object],
    ) -> None:
        """``place`` shows a line above ``write_back``."""
        super().__init__(page)
        self._context, self._page, self._place = context, page, place
        self._calls, self._write_back = calls, write_back
        self._waits: SavedWhenFree | None = None

    def waits(self) -> SavedWhenFree:
        """The line above the panel that says so while a deed waits until the book is free."""
        from ui.forms.saved_when_free import SavedWhenFree

        if self._waits is None:
            self._waits = SavedWhenFree(self._context.book, self._calls, self._write_back)
            self._place(self._waits)
        return self._waits

    # how it ended

    def settle(self, outcome: Outcome, next_on: date | None = None) -> None:
        """Write down that the chosen call ended so, with what was typed below; call back asks for the day first."""
        if self._may_settle() and outcome is Outcome.CALL_BACK and not (next_on or self._next_day()):
            self._ask_day(_("Call back when?"), lambda day: self.settle(outcome, day))
        else:
            self._settle(outcome, next_on)

    def skip(self) -> None:
        """Leave the chosen call be."""
        call = self._calls.current()
        if call is not None:
            book, today = self._context.book, self._context.today()
            self._save(call, lambda: contacts.skip(book, call.items, today))

    def ask_when_later(self) -> None:
        """Put off the chosen call to a day that a menu asks for."""
        if self._calls.current() is not None:
            self._ask_day(_("Later: when?"), self._put_off)

    def say_they_left(self) -> None:
        """They no longer come: why, and where they buy now, and the call is settled."""
        from ui.forms.leaving_form import LeavingForm

        call = self._calls.current()
        if call is not None and self._may_settle():
            form = LeavingForm(self._context.book.customers.get(call.customer_id), parent=self._page.window())
            form.said.connect(lambda reason, shop: self._settle_for(call, left_reason=reason, left_for=shop))
            open_form(form)

    # what came of it

    def complain(self) -> None:
        """A complaint heard in the call, begun with what was typed; the call is settled with it."""
        from ui.today.complaint_from_call import ComplaintFromCall

        call = self._calls.current()
        if call is not None and self._may_settle():
            form = ComplaintFromCall(
                self._context,
                call.items,
                self._contact(call, Outcome.REACHED),
                self._next_day(),
                parent=self._page.window(),
            )
            open_form(form)
            form.saved.connect(lambda _id: self._go_on(call))

    def sell(self) -> None:
        """They ordered something: the call is settled, and the counter is ready for them."""
        call = self._calls.current()
        if call is not None:
            self._settle_for(call, then=lambda: self.sale_wanted.emit(call.customer_id))

    def write_message(self) -> None:
        """A message instead of a call; what is sent settles the call."""
        from ui.forms.message_form import MessageForm

        call = self._calls.current()
        if call is not None:
            form = MessageForm(self._context, call.customer_id, items=call.items, parent=self._page.window())
            form.saved.connect(self._write_back.forget)
            open_form(form)

    def print_letters(self) -> None:
        """The letters to all whom nobody reached."""
        self.print_wanted.emit("letters", {})

    # more about it

    def write_more(self, call: Call | None = None) -> None:
        """Everything about one contact, begun with what was typed."""
        from ui.forms.contact_form import ContactForm

        call = call or self._calls.current()
        if call is None:
            return
        form = ContactForm(self._context, call.customer_id, items=call.items, parent=self._page.window())
        form.begin_with(self._write_back.words.value(), self._write_back.score.value())
        form.saved.connect(self._write_back.forget)
        open_form(form)

    def open_card(self) -> None:
        call = self._calls.current()
        if call is not None:
            self.customer_opened.emit(call.customer_id)

    def open_complaint(self, complaint_id: int | None) -> None:
        from ui.forms.complaint_form import ComplaintForm

        complaint = self._context.book.complaints.find(complaint_id or 0)
        if complaint is not None:
            open_form(ComplaintForm(self._context, complaint=complaint, parent=self._page.window()))

    def say_why(self) -> None:
        """Which rules ask for the call, since when, and what nobody got to."""
        from ui.today.why_dialog import WhyDialog

        call = self._calls.current()
        if call is not None:
            open_form(WhyDialog(self._context, call, self._page.window()))

    # parts

    def _settle(self, outcome: Outcome, next_on: date | None = None) -> None:
        call = self._calls.current()
        if call is not None:
            self._settle_for(call, outcome, next_on)

    def _settle_for(
        self,
        call: Call,
        outcome: Outcome = Outcome.REACHED,
        next_on: date | None = None,
        left_reason: LeftReason = LeftReason.NONE,
        left_for: str = "",
        then: Callable[[], object] | None = None,
    ) -> None:
        """Write it into the book, as it is typed now; else the field says what is wrong with it, or a window does."""
        if not self._may_settle():
            return
        contact, next_day = self._contact(call, outcome), next_on or self._next_day()
        self._save(
            call,
            lambda: contacts.record_contact(
                self._context.book,
                contact,
                call.items,
                next_day,
                left_reason=left_reason,
                left_for=left_for,
            ),
            then,
        )

    def _save(
        self, call: Call, write: Callable[[], object], then: Callable[[], object] | None = None
    ) -> None:
        """``write`` what came of the call, as soon as the book is free, and go on; ``then`` where somebody looks."""

        def go_on() -> None:
            self._go_on(call)
            if then is not None and self._page.isVisible():
                then()

        self.waits().save(write, go_on)

    def _may_settle(self) -> bool:
        """Whether the day typed for the next contact can be; the field says so if not."""
        try:
            next_on = self._next_day()
        except ValueError:
            return False
        if next_on is not None and next_on <= self._context.today():
            self._write_back.refuse_next_day(_("The next contact has to be after today."))
            return False
        return True

    def _next_day(self) -> date | None:
        return self._write_back.next_day()

    def _contact(self, call: Call, outcome: Outcome) -> Visit:
        """The contact as it is typed. Nobody answers a letter at once: what is typed then is our own remark."""
        channel, typed = call.items[0].channel, self._write_back.words.value()
        spoken = outcome.reached and channel is not Channel.LETTER
        return Visit(
            customer_id=call.customer_id,
            visited_on=self._context.today(),
            channel=channel,
            staff_id=who_is_here(self._context.book),
            outcome=outcome,
            satisfaction=self._write_back.score.value() if spoken else None,
            words=typed if spoken else "",
            note="" if spoken else typed,
        )

    def _put_off(self, day: date) -> None:
        call = self._calls.current()
        if call is not None:
            book, today = self._context.book, self._context.today()
            self._save(call, lambda: contacts.snooze(book, call.items, day, today))

    def _go_on(self, call: Call) -> None:
        """The call is done: away with it, and the keyboard on the next one before the book has been asked again."""
        if (chosen := self._calls.current()) is not None and chosen.customer_id == call.customer_id:
            self._write_back.forget()
        here = [line for line in self._calls.lines() if isinstance(line, Call) and line.due is call.due]
        if here:
            self._calls.take_away(here[0])
        if self._page.isVisible():  # What waited is saved while somebody may type elsewhere.
            self._calls.setFocus()

    def _ask_day(self, title: str, picked: Callable[[date], None]) -> None:
        from ui.forms.day_menu import day_menu

        menu = day_menu(self._context, title, picked, self._page)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        row = self._calls.visualRect(self._calls.currentIndex())
        menu.popup(self._calls.viewport().mapToGlobal(row.bottomLeft() + QPoint(theme.LARGE, 0)))
