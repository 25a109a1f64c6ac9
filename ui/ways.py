"""The ways between the areas: from a name to the card, from a card to the counter, from anywhere to a form or paper."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from model.errors import BookError
from resources.i18n import _
from ui.context import Context
from ui.forms.opening import open_form, who_is_here
from ui.pages import Pages

if TYPE_CHECKING:
    from model.undone import Undone
    from reports.report import Report

_AT_ONCE_CUSTOMERS = 5_000


class Ways(QObject):
    """Forms stand over ``parent``, the window. ``said(sentence)`` for the foot, with nothing to take back."""

    said = Signal(str)

    def __init__(self, context: Context, pages: Pages, *, parent: QWidget) -> None:
        super().__init__(parent)
        self._context, self._pages, self._window = context, pages, parent

    # to a customer

    def open_customer(self, customer_id: int) -> None:
        """The card of a customer."""
        self._pages.go("customers")
        self._pages.page("customers").open_customer(customer_id)

    def add_customer(self, typed: str = "") -> None:
        """A new card, begun with the name or the number that was typed."""
        from ui.forms.customer_form import CustomerForm

        is_name = any(character.isalpha() for character in typed)
        form = CustomerForm(
            self._context,
            name=typed if is_name else "",
            phone="" if is_name else typed,
            parent=self._window,
        )
        form.saved.connect(self.open_customer)
        form.opened.connect(self.open_customer)
        open_form(form)

    def edit_customer(self, customer_id: int | None) -> None:
        """The card of a customer, to be changed."""
        assert customer_id is not None
        self.open_customer(customer_id)
        self._pages.page("customers").edit_customer(customer_id)

    def show_as_it_was(self, customer_id: int) -> None:
        """The card of a customer as it was on a day."""
        self.open_customer(customer_id)
        self._pages.page("customers").card.show_as_it_was()

    def forget(self, customer_id: int) -> None:
        """Erase a person for good, after a window that says what that means."""
        from ui.forms.forget_form import ForgetForm

        form = ForgetForm(self._context, customer_id, parent=self._window)
        form.forgotten.connect(self.said)
        open_form(form)

    def of_customer_shown(self, deed: Callable[[int], object]) -> None:
        """Do ``deed`` with the customer that the page shows; if it shows none, say that one is to be chosen."""
        customer_id = self.customer_shown()
        if customer_id is None or self._context.book.customers.find(customer_id) is None:
            self._pages.go("customers")
            self.said.emit(_("Choose the customer first, then do it again."))
        else:
            deed(customer_id)

    def customer_shown(self) -> int | None:
        """Whom a deed is about when none is named: the customer that the page shows now, if it shows one."""
        ask: Callable[[], int | None] | None = getattr(self._pages.shown, "current_customer", None)
        return ask() if ask is not None else None

    # to something new

    def start_sale(self, customer_id: int | None = None) -> None:
        """A sale at the counter, for a customer if one is known."""
        self._pages.go("counter")
        self._pages.page("counter").begin_sale(customer_id)

    def write_contact(self, customer_id: int | None = None, follow_up_id: int | None = None) -> None:
        """A call or visit that was made, perhaps because of a follow-up."""
        from ui.forms.contact_form import ContactForm

        open_form(
            ContactForm(
                self._context, customer_id=customer_id, follow_up_id=follow_up_id, parent=self._window
            )
        )

    def write_complaint(self, customer_id: int | None = None) -> None:
        """A complaint in the customer's own words."""
        from ui.forms.complaint_form import ComplaintForm

        open_form(ComplaintForm(self._context, customer_id=customer_id, parent=self._window))

    def plan_follow_up(self, customer_id: int | None = None) -> None:
        """Something to come back to a customer for."""
        from ui.forms.follow_up_form import FollowUpForm

        open_form(FollowUpForm(self._context, customer_id=customer_id, parent=self._window))

    def plan_call(self, customer_id: int, why: str) -> None:
        """A call today, for a reason that is known; each can be changed before it is planned."""
        from ui.forms.follow_up_form import FollowUpForm

        today = self._context.today()
        open_form(FollowUpForm(self._context, customer_id, on=today, reason=why, parent=self._window))

    def write_wish(self, customer_id: int | None = None) -> None:
        """What a customer is waiting for."""
        from ui.forms.wish_form import WishForm

        open_form(WishForm(self._context, customer_id=customer_id, parent=self._window))

    def write_gift(self, customer_id: int | None = None) -> None:
        """What a customer was given."""
        from ui.forms.gift_form import GiftForm

        open_form(GiftForm(self._context, customer_id=customer_id, parent=self._window))

    def add_product(self) -> None:
        """A new product."""
        from ui.forms.product_form import ProductForm

        open_form(ProductForm(self._context, parent=self._window))

    # to what was

    def show_history_of(self, customer_id: int) -> None:
        """What was done to a customer, newest first."""
        self._pages.go("history")
        self._pages.page("history").show_customer(customer_id)

    def show_undone(self, undone: Undone) -> None:
        """What one edit changed, and what became of taking it back."""
        self._pages.go("history")
        self._pages.page("history").show_edit(undone.edit_id, undone)

    def show_bin(self) -> None:
        """What was deleted, to be put back."""
        self._pages.go("history")
        self._pages.page("history").show_bin()

    def show_figures(self, part: str) -> None:
        """A part of the page Figures, by its name there."""
        self._pages.page("figures").choose(part)
        self._pages.go("figures")

    def show_questions(self) -> None:
        """What two copies that were joined disagree about."""
        self._pages.go("history")
        self._pages.page("history").show_clashes()

    # to backups and copies

    def back_up_now(self) -> None:
        """F12: F9 saves a sale at the counter."""
        self._pages.page("backups").back_up_now()

    def look_inside(self, path: Path) -> None:
        """What is in a backup, or in another copy of the book."""
        self._pages.go("backups")
        self._pages.page("backups").look_inside(path)

    def compare_copy(self, path: Path | None = None) -> None:
        """Another copy of the book: which is the later one, and both put together."""
        self._pages.go("backups")
        if path is None:
            self._pages.page("backups").ask_for_copy()
        else:
            self._pages.page("backups").show_join(path)

    # to paper

    def print_report(self, name: str, options: dict[str, Any] | None = None) -> None:
        """A printed list, chosen and shown."""
        self._pages.go("printing")
        self._pages.page("printing").choose(name, options or {})

    def print_call_list(self) -> None:
        """Today's calls as a list that is to come back, made now; if everybody is on one already, the latest of today.

        Of a large book it takes its time to know who is due: there a thread does it.
        """
        from model.call_list_making import list_of_today
        from reports import sheets

        book, today = self._context.book, self._context.today()
        staff_id = who_is_here(book)
        if book.customers.count() > _AT_ONCE_CUSTOMERS:
            self._context.tasks.start(
                _("Making the call list"),
                lambda progress: list_of_today(progress.book, today, staff_id),
                lambda made: self.print_sheet(sheets.call_list(made)),
                lambda refused: self.said.emit(str(refused)),
            )
            return
        try:
            self.print_sheet(sheets.call_list(list_of_today(book, today, staff_id)))
        except BookError as refused:
            self.said.emit(str(refused))

    def print_sheet(self, sheet: Report) -> None:
        """What a page shows, as a paper to look at first."""
        self._pages.go("printing")
        self._pages.page("printing").show_sheet(sheet)

    def print_customer(self) -> None:
        """Everything about the customer that the page shows."""
        from reports import sheets

        customer_id = self.customer_shown()
        customer = None if customer_id is None else self._context.book.customers.find(customer_id)
        if customer is None:
            self._pages.go("customers")
            self.said.emit(_("Choose the customer to print, then press the keys again."))
        else:
            self.print_sheet(sheets.customer(customer.id, customer.name))

    def print_shown(self) -> None:
        """What the page shows, if it is something to print; else what is printed every day."""
        page = self._pages.shown
        shown: Callable[[], object] | None = getattr(page, "print_shown", None)
        sheet: Callable[[], Report] | None = getattr(page, "sheet", None)
        if shown is not None:
            shown()
        elif sheet is not None:
            self.print_sheet(sheet())
        else:
            self.print_call_list()
