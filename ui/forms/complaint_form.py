"""A complaint, from the customer's own words to how it ended."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import ClassVar

from PySide6.QtWidgets import QWidget

from model.channels import Channel
from model.complaints import Complaint, Complaints, ComplaintStatus, Grade
from model.days_in_words import format_day
from model.meanwhile import Compared, Meanwhile
from model.putting_right import ASK_AFTER_DAYS, ask_on, save_complaint
from resources.i18n import N_, _, ngettext
from ui.context import Context
from ui.forms.customer_picker import CustomerField
from ui.forms.fields import day_field, money_field
from ui.forms.record_form import RecordForm, put_text
from ui.forms.staff_field import staff_field
from ui.widgets.button import Button
from ui.widgets.check_field import CheckField
from ui.widgets.choice_field import Choice, ChoiceField
from ui.widgets.form import Form
from ui.widgets.note_field import NoteField
from ui.widgets.option_field import Option, OptionField
from ui.widgets.pick_field import PickField
from ui.widgets.section import Section
from ui.widgets.suggestion_list import Suggestion

_PURCHASES = 40
"""So many of the customer's latest purchases are offered as what the complaint is about."""


class ComplaintForm(RecordForm):
    """A new complaint, of ``customer_id`` or whoever is picked, or an old one, ``complaint``, to go on with.

    With ``closing`` the form asks at once how it ended.
    """

    def __init__(
        self,
        context: Context,
        customer_id: int | None = None,
        *,
        complaint: Complaint | None = None,
        closing: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        self._complaint = complaint
        super().__init__(
            context,
            f"complaint {complaint.id}" if complaint else f"complaint of {customer_id or 'somebody'}",
            _("Complaint") if complaint else _("New complaint"),
            _("Save") if complaint else _("Record the complaint"),
            width=720,
            parent=parent,
        )
        self._add_said(new=complaint is None and customer_id is None)
        self._add_care()
        self._add_end()
        if complaint:
            delete = Button(_("Delete"), icon="trash-2", kind="quiet")
            delete.clicked.connect(self._delete)
            self.add_action(delete)
        self._fill(complaint, customer_id)
        if closing:
            self.close_now()

    # parts

    def _add_said(self, *, new: bool) -> None:
        form = self.add_form(Form(columns=3))
        self.customer = form.add(_("Customer"), CustomerField(self.context), required=True, span=3)
        self.about = form.add(_("What it is about"), ChoiceField(), span=3)
        self.words = form.add(
            _("In the customer’s own words"),
            NoteField(lines=3, placeholder=_("Just as it was said")),
            required=True,
            span=3,
        )
        self.said_on = form.add(_("Said on"), day_field(self.context, past=True), required=True)
        self.channel = form.add(
            _("How it reached us"), ChoiceField([Choice(channel, channel.label) for channel in Channel])
        )
        self.handler = form.add(
            _("Who looks after it"),
            staff_field(self.book, self._complaint.handler_id if self._complaint else None),
        )
        self.add(form)
        for name in ("customer", "about", "words", "said_on", "channel", "handler"):
            self.watch(name, getattr(self, name))
        self.customer.picked.connect(lambda _key: self._offer_purchases())
        if not new:
            self.words.text.setFocus()

    def _add_care(self) -> None:
        form = self.add_form(Form(columns=2))
        self.grade = form.add(
            _("How much haste"),
            OptionField([Option(grade, grade.label, str(n)) for n, grade in enumerate(Grade, 1)]),
        )
        self.status = form.add(
            _("Where it stands"),
            OptionField([Option(status, _(_STATUS_WORDS[status])) for status in ComplaintStatus]),
        )
        self.add(form)
        for field in (self.grade, self.status):
            field.edited.connect(self.keep_draft)
        self.status.edited.connect(self._follow_status)

    def _add_end(self) -> None:
        self._end = Section(_("How it ended"))
        self._answer = self.add_form(Form(columns=2))
        self.answered_on = self._answer.add(_("First answered on"), day_field(self.context, past=True))
        self.closed_on = self._answer.add(_("Closed on"), day_field(self.context, past=True))
        self.solution = self._answer.add(_("What we did"), NoteField(lines=2), span=2)
        self.cause = self._answer.add(
            _("Why it happened"),
            PickField(self._causes, placeholder=_("The cause in a word or two"), free=True, at_once=True),
        )
        self.cost = self._answer.add(_("What it cost us"), money_field(self.book))
        self.acceptance = self._answer.add(
            _("Did the customer accept it?"),
            OptionField(
                [Option(True, _("Yes"), "1"), Option(False, _("No"), "2"), Option(None, _("Not asked"), "3")]
            ),
            span=2,
        )
        self.ask = self._answer.add(
            "",
            CheckField(
                ngettext(
                    "Ask after {n} day whether it really was put right",
                    "Ask after {n} days whether it really was put right",
                    ASK_AFTER_DAYS,
                ).format(n=ASK_AFTER_DAYS)
            ),
            span=2,
        )
        self._end.add(self._answer)
        self.add(self._end)
        for name in ("answered_on", "closed_on", "solution", "cause", "cost", "ask"):
            self.watch(name, getattr(self, name))
        self.acceptance.edited.connect(self.keep_draft)

    # what it holds

    def _fill(self, complaint: Complaint | None, customer_id: int | None) -> None:
        self.customer.show_customer(complaint.customer_id if complaint else customer_id)
        self._offer_purchases()
        self.said_on.set_value(complaint.said_on if complaint else self.context.today())
        self.channel.set_value(complaint.channel if complaint else Channel.COUNTER)
        self.grade.set_value(complaint.grade if complaint else Grade.ORDINARY)
        self.status.set_value(complaint.status if complaint else ComplaintStatus.OPEN)
        self.acceptance.set_value(complaint.accepted if complaint else None)
        self.ask.set_value(True)
        if complaint:
            self.about.set_value((complaint.purchase_id, complaint.product_id))
            self.words.set_value(complaint.words)
            self.answered_on.set_value(complaint.answered_on)
            self.closed_on.set_value(complaint.closed_on)
            self.solution.set_value(complaint.solution)
            self.cause.set_value(None, complaint.cause)
            self.cost.set_value(complaint.cost_cents)
        self._follow_status()

    def close_now(self) -> None:
        """Mark it closed and go to what was done: the rest of the typing of whoever closes it."""
        self.status.set_value(ComplaintStatus.CLOSED)
        self._follow_status()
        self.solution.text.setFocus()

    def _follow_status(self) -> None:
        status = self.status.value()
        closed = status is ComplaintStatus.CLOSED
        was_closed = self._complaint is not None and self._complaint.status is ComplaintStatus.CLOSED
        if self._complaint is not None:
            self.save.setText(_("Close the complaint") if closed and not was_closed else _("Save"))
        self._end.setVisible(status is not ComplaintStatus.OPEN)
        if status is not ComplaintStatus.OPEN and self.answered_on.is_blank():
            self.answered_on.set_value(self.context.today())
        if closed and self.closed_on.is_blank():
            self.closed_on.set_value(self.context.today())
        self._answer.set_row_visible(self.closed_on, closed)
        self._answer.set_row_visible(self.acceptance, closed)
        self._answer.set_row_visible(self.ask, closed and not was_closed)

    def _offer_purchases(self) -> None:
        """Offer what this customer bought, latest first, as what the complaint is about."""
        customer_id = self.customer.value()
        offered: dict[object, str] = {(None, None): _("Nothing that was bought")}
        if isinstance(customer_id, int):
            for purchase in self.book.purchases.of_customer(customer_id, _PURCHASES):
                for line in self.book.purchase_lines.of(purchase.id):
                    what = line.text or _("A sale")
                    offered[(purchase.id, line.product_id)] = f"{what} · {format_day(purchase.bought_on)}"
        old = self._complaint
        if old and (old.purchase_id, old.product_id) not in offered:
            product = self.book.products.find(old.product_id) if old.product_id else None
            offered[(old.purchase_id, old.product_id)] = product.name if product else _("An older purchase")
        self.about.set_choices([Choice(key, title) for key, title in offered.items()])
        if self.about.value() is None:
            self.about.set_value((None, None))

    def _causes(self, text: str) -> Sequence[Suggestion]:
        causes = self.book.complaints.causes()
        return [Suggestion(cause, cause) for cause in causes if text.casefold() in cause.casefold()][:8]

    shown_by: ClassVar[dict[str, str]] = {
        "customer_id": "customer",
        "purchase_id": "about",
        "product_id": "about",
        "handler_id": "handler",
        "cost_cents": "cost",
        "accepted": "acceptance",
    }

    def compared(self) -> list[Compared]:
        return [Compared(Complaints, self._complaint, self._typed())] if self._complaint else []

    def take_theirs(self, told: Meanwhile) -> None:
        theirs = told.theirs
        assert isinstance(theirs, Complaint)
        if told.field.name in ("purchase_id", "product_id"):
            self.about.set_value((theirs.purchase_id, theirs.product_id))
            return
        super().take_theirs(told)
        if told.field.name == "status":
            self.closed_on.set_value(theirs.closed_on)
            self._follow_status()

    def extra(self) -> dict[str, str]:
        return {
            "grade": str(self.grade.value()),
            "status": str(self.status.value()),
            "accepted": {True: "yes", False: "no"}.get(self.acceptance.value(), ""),  # type: ignore[call-overload]
        }

    def restore_extra(self, kept: dict[str, str]) -> None:
        self._offer_purchases()  # of the customer who has come back with the draft
        put_text(self.about, kept.get("about", ""))
        if kept.get("grade") in list(Grade):
            self.grade.set_value(Grade(kept["grade"]))
        if kept.get("status") in list(ComplaintStatus):
            self.status.set_value(ComplaintStatus(kept["status"]))
        self.acceptance.set_value({"yes": True, "no": False}.get(kept.get("accepted", "")))
        self._follow_status()

    # deeds

    def store(self) -> int:
        complaint = self._typed()
        ask = ask_on(complaint.closed_on) if complaint.closed_on and self.ask.value() else None
        return save_complaint(self.book, complaint, self.context.today(), ask, self._complaint).id

    def _typed(self) -> Complaint:
        customer_id, said_on, about = self.customer.value(), self.said_on.value(), self.about.value()
        handler_id, accepted = self.handler.value(), self.acceptance.value()
        assert isinstance(customer_id, int)
        assert isinstance(said_on, date)
        assert isinstance(about, tuple)
        status = ComplaintStatus(str(self.status.value()))
        return replace(
            self._complaint or Complaint(customer_id=customer_id, said_on=said_on),
            customer_id=customer_id,
            purchase_id=about[0],
            product_id=about[1],
            said_on=said_on,
            channel=Channel(str(self.channel.value())),
            grade=Grade(str(self.grade.value())),
            words=self.words.value(),
            handler_id=handler_id if isinstance(handler_id, int) else None,
            status=status,
            answered_on=None if status is ComplaintStatus.OPEN else self.answered_on.value(),
            closed_on=self.closed_on.value() if status is ComplaintStatus.CLOSED else None,
            solution=self.solution.value(),
            cause=self.cause.text(),
            cost_cents=self.cost.value(),
            accepted=accepted if isinstance(accepted, bool) else None,
        )

    def _delete(self) -> None:
        assert self._complaint is not None
        name = self.book.customers.get(self._complaint.customer_id).name
        with self.book.edit(N_("Deleted a complaint of {name}"), name=name):
            self.book.complaints.delete(self._complaint.id)
        self.give_up()


_STATUS_WORDS = {
    ComplaintStatus.OPEN: N_("Waiting"),
    ComplaintStatus.ANSWERED: N_("Answered"),
    ComplaintStatus.CLOSED: N_("Closed"),
}
