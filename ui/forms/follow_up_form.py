"""Something planned for a customer: when, how, why, and whether we gave our word."""

from dataclasses import replace
from datetime import date
from typing import ClassVar

from PySide6.QtWidgets import QWidget

from model.channels import PLANNABLE, Channel
from model.follow_ups import FollowUp, FollowUps
from model.meanwhile import Compared, Meanwhile
from resources.i18n import N_, _
from ui.context import Context
from ui.forms.customer_picker import CustomerField
from ui.forms.fields import day_field
from ui.forms.record_form import RecordForm
from ui.forms.staff_field import staff_field
from ui.widgets.button import Button
from ui.widgets.check_field import CheckField
from ui.widgets.choice_field import Choice, ChoiceField
from ui.widgets.form import Form
from ui.widgets.note_field import NoteField


class FollowUpForm(RecordForm):
    """A new follow-up, for ``customer_id`` or whoever is picked, or an old one, ``follow_up``, to change."""

    def __init__(
        self,
        context: Context,
        customer_id: int | None = None,
        *,
        follow_up: FollowUp | None = None,
        on: date | None = None,
        reason: str = "",
        parent: QWidget | None = None,
    ) -> None:
        self._follow_up = follow_up
        super().__init__(
            context,
            f"follow-up {follow_up.id}" if follow_up else f"follow-up of {customer_id or 'somebody'}",
            _("Change what is planned") if follow_up else _("Plan a follow-up"),
            _("Save") if follow_up else _("Plan it"),
            width=560,
            parent=parent,
        )
        form = self.add_form(Form(columns=2))
        self.customer = form.add(_("Customer"), CustomerField(context), required=True, span=2)
        self.planned_on = form.add(
            _("On"), day_field(context, placeholder=_("e.g. +14, fri, 24 Dec")), required=True
        )
        channels = [Choice(channel, channel.label) for channel in PLANNABLE]
        self.channel = form.add(_("How"), ChoiceField(channels))
        self.reason = form.add(
            _("Why"),
            NoteField(lines=2, placeholder=_("What to say, e.g. “size 38 is in”")),
            span=2,
            hint=_("It stands on the call list, so write it for whoever calls."),
        )
        self.staff = form.add(
            _("Who of us"), staff_field(self.book, follow_up.staff_id if follow_up else None)
        )
        self.promise = form.add(
            "", CheckField(_("We gave our word: put it first, whatever comes between")), span=2
        )
        self.add(form)
        if follow_up:
            delete = Button(_("Delete"), icon="trash-2", kind="quiet")
            delete.clicked.connect(self._delete)
            self.add_action(delete)
        for name in ("customer", "planned_on", "channel", "reason", "promise", "staff"):
            self.watch(name, getattr(self, name))
        self._fill(customer_id)
        if follow_up is None:
            self.planned_on.set_value(on)
            self.reason.set_value(reason)

    def _fill(self, customer_id: int | None) -> None:
        old = self._follow_up
        self.customer.show_customer(old.customer_id if old else customer_id)
        self.channel.set_value(old.channel if old else Channel.PHONE)
        if old:
            self.planned_on.set_value(old.due_on)
            self.reason.set_value(old.reason)
            self.promise.set_value(old.promise)
        if customer_id is not None or old:
            self.planned_on.setFocus()

    shown_by: ClassVar[dict[str, str]] = {
        "customer_id": "customer",
        "staff_id": "staff",
        "snoozed_to": "planned_on",
    }

    def compared(self) -> list[Compared]:
        return [Compared(FollowUps, self._follow_up, self._typed())] if self._follow_up else []

    def take_theirs(self, told: Meanwhile) -> None:
        if isinstance(told.theirs, FollowUp) and told.field.name in ("planned_on", "snoozed_to"):
            self.planned_on.set_value(told.theirs.due_on)
        else:
            super().take_theirs(told)

    def _typed(self) -> FollowUp:
        customer_id, planned_on, staff_id = (
            self.customer.value(),
            self.planned_on.value(),
            self.staff.value(),
        )
        assert isinstance(customer_id, int)
        assert isinstance(planned_on, date)
        moved = self._follow_up is None or planned_on != self._follow_up.due_on
        planned = replace(
            self._follow_up or FollowUp(customer_id=customer_id, planned_on=planned_on),
            customer_id=customer_id,
            channel=Channel(str(self.channel.value())),
            reason=self.reason.value(),
            promise=self.promise.value(),
            staff_id=staff_id if isinstance(staff_id, int) else None,
        )
        if moved:
            planned = replace(planned, planned_on=planned_on, snoozed_to=None)
        return planned

    def store(self) -> int:
        planned = self._typed()
        name = self.book.customers.get(planned.customer_id).name
        what = (
            N_("Changed a follow-up for {name}") if self._follow_up else N_("Planned a follow-up for {name}")
        )
        with self.book.edit(what, name=name):
            table = self.book.follow_ups
            return (table.update(planned, self._follow_up) if self._follow_up else table.insert(planned)).id

    def _delete(self) -> None:
        assert self._follow_up is not None
        name = self.book.customers.get(self._follow_up.customer_id).name
        with self.book.edit(N_("Deleted a follow-up for {name}"), name=name):
            self.book.follow_ups.delete(self._follow_up.id)
        self.give_up()
