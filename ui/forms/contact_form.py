"""A contact with a customer: how it ended, what they said, and when we speak again, in one step."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import ClassVar

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget

from model.channels import PLANNABLE, Channel
from model.contacts import comes_again, reasons_for, record_contact
from model.due import DueItem
from model.errors import FieldError
from model.follow_ups import BY_HAND, FollowUp
from model.leaving import LeftReason
from model.meanwhile import Compared
from model.planning.told import reason_in_full, rule_names
from model.visit_rules import RuleKind
from model.visits import Outcome, Visit, Visits, was_answered
from resources.i18n import N_, _, pgettext
from ui.context import Context
from ui.forms.complaint_form import ComplaintForm
from ui.forms.customer_picker import CustomerField
from ui.forms.fields import day_field
from ui.forms.leaving_form import LeavingFields
from ui.forms.opening import open_form, who_is_here
from ui.forms.outcomes import outcome_field
from ui.forms.record_form import RecordForm
from ui.forms.staff_field import staff_field
from ui.widgets.button import Button
from ui.widgets.check_field import CheckField
from ui.widgets.choice_field import Choice, ChoiceField
from ui.widgets.form import Form
from ui.widgets.label import PlainLabel
from ui.widgets.note_field import NoteField
from ui.widgets.score_field import ScoreField
from ui.widgets.text_field import TextField

_ABOUT_STAYING_AWAY = {RuleKind.SILENT, RuleKind.WIN_BACK}
"""What asks why they no longer come."""


class ContactForm(RecordForm):
    """A new contact with a customer (to be chosen if ``customer_id`` is ``None``), or an old one, ``visit``, to change.

    ``items`` are the reasons it was made for; without them, the follow-up ``follow_up_id``, whatever else is planned
    and due for this customer, and wishes that are in. What is ticked is settled. ``complaint_id`` is the complaint it
    is about.
    """

    def __init__(
        self,
        context: Context,
        customer_id: int | None = None,
        *,
        items: Sequence[DueItem] | None = None,
        follow_up_id: int | None = None,
        visit: Visit | None = None,
        complaint_id: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        self._visit = visit
        self._customer_id = visit.customer_id if visit else customer_id
        self._follow_up_id, self._complaint_id = follow_up_id, complaint_id
        self._ticks: list[tuple[CheckField, DueItem]] = []
        super().__init__(
            context,
            f"contact {visit.id}" if visit else f"contact of {customer_id or 'somebody'}",
            self._title(context, self._customer_id, visit),
            _("Save the contact"),
            width=680,
            parent=parent,
        )
        self._add_who()
        self._reasons = Form()
        self.add(self._reasons)
        self._add_outcome()
        self._add_words()
        self._add_leaving()
        self._add_next()
        self._add_deeds()
        self._fill(visit)
        self._offer_reasons(items)
        if self._customer_id is not None:
            self.outcome.setFocus()

    # parts

    def _add_who(self) -> None:
        self._customer = CustomerField(self.context)
        self._about = PlainLabel(tone="muted", wrap=True, selectable=True)
        if self._customer_id is None:
            form = self.add_form(Form())
            form.add(_("Customer"), self._customer, required=True)
            self.watch("customer", self._customer)
            self._customer.picked.connect(lambda _key: self._offer_reasons(None))
            self.add(form)
        else:
            self._customer.show_customer(self._customer_id)
            card = self.book.customers.card(self._customer_id)
            best = "–".join(part for part in (card.customer.call_from, card.customer.call_until) if part)
            phones = [phone.number for phone in card.phones]
            self._about.setText(" · ".join(part for part in (*phones, best, card.customer.call_note) if part))
        self.add(self._about)
        self._about.setVisible(bool(self._about.text()))

    def _add_outcome(self) -> None:
        form = self.add_form(Form())
        self.outcome = form.add(_("How it ended"), outcome_field(), required=True)
        details = self.add_form(Form(columns=3))
        self.visited_on = details.add(_("Day"), day_field(self.context, past=True), required=True)
        channels = [Choice(channel, channel.label) for channel in Channel]
        self.channel = details.add(_("How"), ChoiceField(channels))
        staff_id = self._visit.staff_id if self._visit else who_is_here(self.book)
        self.staff = details.add(_("Who of us"), staff_field(self.book, staff_id))
        self.add(form, details)
        for name, field in {
            "visited_on": self.visited_on,
            "channel": self.channel,
            "staff_id": self.staff,
        }.items():
            self.watch(name, field)
        self.outcome.edited.connect(self.keep_draft)
        self.outcome.edited.connect(self._follow_outcome)

    def _add_words(self) -> None:
        self._said = self.add_form(Form(columns=2))
        self.satisfaction = self._said.add(
            _("“Would you come back?”"),
            ScoreField(low=pgettext("would you come back", "never"), high=_("certainly")),
            span=2,
        )
        self.words = self._said.add(
            _("In the customer’s own words"), NoteField(lines=3, placeholder=_("Just as it was said")), span=2
        )
        self.suggestion = self._said.add(_("What they suggest"), TextField(most=100_000))
        self.note = self._said.add(_("Note for us"), TextField(most=100_000))
        self.add(self._said)
        for name in ("satisfaction", "words", "suggestion", "note"):
            self.watch(name, getattr(self, name))

    def _add_leaving(self) -> None:
        self._leaving = LeavingFields()
        self.add(self.add_form(self._leaving))
        self.watch("left_reason", self._leaving.left_reason)
        self.watch("left_for", self._leaving.left_for)
        self._leaving.left_reason.edited.connect(self._follow_outcome)

    def _add_next(self) -> None:
        self._again = self.add_form(Form(columns=2))
        self.next_on = self._again.add(
            _("Next contact on"), day_field(self.context, placeholder=_("e.g. +14, fri, 24 Dec"))
        )
        self.next_reason = self._again.add(_("Why"), TextField(most=100_000))
        self.add(self._again)
        self.watch("next_on", self.next_on)
        self.watch("next_reason", self.next_reason)

    def _add_deeds(self) -> None:
        if self._visit:
            delete = Button(_("Delete"), icon="trash-2", kind="quiet")
            delete.clicked.connect(self._delete)
            self.add_action(delete)
        else:
            complain = Button(_("Save, and record a complaint"), icon="frown", kind="quiet", tip="F6")
            complain.setShortcut(QKeySequence("F6"))
            complain.clicked.connect(self._save_and_complain)
            self.add_action(complain)

    # what it holds

    def begin_with(self, words: str, satisfaction: int | None) -> None:
        """Put in what was typed elsewhere about the same contact."""
        self.words.set_value(words)
        self.satisfaction.set_value(satisfaction)

    @staticmethod
    def _title(context: Context, customer_id: int | None, visit: Visit | None) -> str:
        if customer_id is None:
            return _("A contact")
        name = context.book.customers.get(customer_id).name
        return (_("Change the contact with {name}") if visit else _("Contact with {name}")).format(name=name)

    def _fill(self, visit: Visit | None) -> None:
        self.outcome.set_value(visit.outcome if visit else Outcome.REACHED)
        self.visited_on.set_value(visit.visited_on if visit else self.context.today())
        self.channel.set_value(visit.channel if visit else Channel.PHONE)
        if visit:
            for name in ("satisfaction", "words", "suggestion", "note"):
                getattr(self, name).set_value(getattr(visit, name))
        self._follow_outcome()

    def _offer_reasons(self, items: Sequence[DueItem] | None) -> None:
        """Let the reasons be ticked off that this contact may settle."""
        customer_id = self._customer_of_contact()
        if self._visit or self._ticks or customer_id is None:
            return
        self._leaving.show_customer(self.book.customers.get(customer_id))
        today = self.context.today()
        if items is None:
            items = reasons_for(self.book.store, customer_id, today, self._follow_up_id)
        names = rule_names(self.book.store) if items else {}
        for place, item in enumerate(items):
            label = _("This contact was for") if place == 0 else ""
            tick = self._reasons.add(label, CheckField(reason_in_full(item, names)))
            tick.set_value(True)
            self._ticks.append((tick, item))
        if items:
            self.channel.set_value(items[0].channel)
        self._follow_outcome()

    def _follow_outcome(self) -> None:
        """Ask for words only where somebody spoke."""
        reached = isinstance(self.outcome.value(), Outcome) and self.outcome.value().reached  # type: ignore[attr-defined]
        for field in (self.satisfaction, self.words, self.suggestion):
            self._said.set_row_visible(field, bool(reached))
        asks = any(item.rule in _ABOUT_STAYING_AWAY for _tick, item in self._ticks)
        self._leaving.setVisible(bool(reached) and self._visit is None and (asks or self._leaving.is_known))

    shown_by: ClassVar[dict[str, str]] = {"staff_id": "staff"}

    def compared(self) -> list[Compared]:
        return [Compared(Visits, self._visit, self._contact())] if self._visit else []

    def extra(self) -> dict[str, str]:
        return {"outcome": str(self.outcome.value())}

    def restore_extra(self, kept: dict[str, str]) -> None:
        if kept.get("outcome") in list(Outcome):
            self.outcome.set_value(Outcome(kept["outcome"]))
        self._follow_outcome()
        self._offer_reasons(None)

    # deeds

    def store(self) -> int:
        contact, next_on = self._contact(), self.next_on.value()
        if contact.visited_on > self.context.today():
            raise FieldError(_("This day is still to come. Plan it below instead."), "visited_on")
        if next_on is not None and next_on < self.context.today():
            raise FieldError(_("This day is over. The next contact lies ahead."), "next_on")
        if self._visit:
            return self._change(contact, next_on)
        items = [item for tick, item in self._ticks if tick.value()]
        asked = not self._leaving.isHidden()
        name = self.book.customers.get(contact.customer_id).name
        with self.book.edit(N_("Wrote down a contact with {name}"), name=name):
            if asked and not self._leaving.has_left:
                comes_again(self.book, contact.customer_id)
            return record_contact(
                self.book,
                contact,
                items,
                next_on,
                self.next_reason.value(),
                left_reason=self._leaving.reason if asked else LeftReason.NONE,
                left_for=self._leaving.left_for.value(),
            ).id

    def _contact(self) -> Visit:
        customer_id, outcome = self._customer_of_contact(), self.outcome.value()
        visited_on, channel, staff_id = self.visited_on.value(), self.channel.value(), self.staff.value()
        assert customer_id is not None
        assert isinstance(outcome, Outcome)
        assert isinstance(visited_on, date)
        spoken = outcome.reached
        old = self._visit or Visit(
            customer_id=customer_id, visited_on=visited_on, complaint_id=self._complaint_id
        )
        contact = replace(
            old,
            visited_on=visited_on,
            channel=Channel(str(channel)),
            staff_id=staff_id if isinstance(staff_id, int) else None,
            outcome=outcome,
            satisfaction=self.satisfaction.value() if spoken else None,
            words=self.words.value() if spoken else "",
            suggestion=self.suggestion.value() if spoken else "",
            note=self.note.value(),
        )
        return replace(contact, reached=was_answered(contact))

    def _change(self, contact: Visit, next_on: date | None) -> int:
        name = self.book.customers.get(contact.customer_id).name
        with self.book.edit(N_("Changed a contact with {name}"), name=name):
            self.book.visits.update(contact, self._visit)
            if next_on is not None:
                self.book.follow_ups.insert(
                    FollowUp(
                        customer_id=contact.customer_id,
                        channel=contact.channel if contact.channel in PLANNABLE else Channel.PHONE,
                        planned_on=next_on,
                        reason=self.next_reason.value(),
                        rule=BY_HAND,
                    )
                )
        return contact.id

    def _delete(self) -> None:
        assert self._visit is not None
        name = self.book.customers.get(self._visit.customer_id).name
        with self.book.edit(N_("Deleted a contact with {name}"), name=name):
            self.book.visits.delete(self._visit.id)
        self.give_up()

    def _save_and_complain(self) -> None:
        if self.save_now():
            open_form(ComplaintForm(self.context, self._customer_of_contact(), parent=self.parentWidget()))

    def _customer_of_contact(self) -> int | None:
        picked = self._customer.value()
        return picked if isinstance(picked, int) else None
