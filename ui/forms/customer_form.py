"""Everything on a customer's card, new or to change."""

import dataclasses
import json
from collections.abc import Sequence
from typing import ClassVar, TypeVar

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from model.customer_phones import Phone, PhoneKind, Phones
from model.customers import Customer, CustomerCard, CustomerKind, Customers
from model.households import Household
from model.meanwhile import Compared, Meanwhile
from model.table import stored
from model.traits import TraitKind
from resources.i18n import N_, _
from ui.context import Context
from ui.forms.birthday_field import BirthdayField
from ui.forms.consents_field import ConsentsField
from ui.forms.customer_fields_traits import TraitFields
from ui.forms.customer_fields_worth import IN_SEVERAL_COLUMNS, WorthFields
from ui.forms.customer_picker import CustomerField
from ui.forms.fields import clock_field, day_field
from ui.forms.known_already import Known, KnownAlready, known_already
from ui.forms.phones_field import PhonesField
from ui.forms.record_form import RecordForm
from ui.forms.yearly_days_field import YearlyDaysField
from ui.widgets.check_field import CheckField
from ui.widgets.choice_field import Choice, ChoiceField
from ui.widgets.field import Field
from ui.widgets.form import Form
from ui.widgets.label import PlainLabel
from ui.widgets.note_field import NoteField
from ui.widgets.pick_field import PickField
from ui.widgets.suggestion_list import Suggestion
from ui.widgets.text_field import TextField

F = TypeVar("F", bound=Field)

_LOOK_AFTER_MS = 250
_NEW = -1  # the id of a household that is only made when the card is saved
_PLAIN = (
    *("kind", "name", "greeting", "email", "street", "postal_code", "city", "province", "country"),
    *("birthday", "call_from", "call_until", "call_note", "do_not_contact", "known_since", "card_number"),
    *("code", "note", "confirm_details"),
)
"""Fields of the form that show the field of ``Customer`` of the same name as it is."""


class CustomerForm(RecordForm):
    """A new customer, or ``card`` to change. ``opened(id)`` when it turns out to be somebody known.

    ``confirming``: whoever saves has just asked whether phone and address are right.
    """

    opened = Signal(object)

    def __init__(
        self,
        context: Context,
        card: CustomerCard | None = None,
        *,
        name: str = "",
        phone: str = "",
        confirming: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        key = f"customer {card.customer.id}" if card else "new customer"
        title = card.customer.name if card else _("New customer")
        super().__init__(context, key, title, _("Save"), width=760, parent=parent)
        self._card = card or CustomerCard(
            Customer(name=name, known_since=context.today()), phones=(Phone(number=phone),) if phone else ()
        )
        self._family: list[int] = []
        self.known = KnownAlready()
        self._look = QTimer(self, singleShot=True, interval=_LOOK_AFTER_MS)

        self._who()
        self.add(self.known)
        self._where()
        self._personal()
        self._contact()
        self._came()
        self.worth = WorthFields(self)
        self._show()
        if confirming:
            self.confirm_details.set_value(False)

        self.name.edited.connect(self._look.start)
        self.phones.edited.connect(self._look.start)
        self._look.timeout.connect(self.look_for_known)
        self.known.opened.connect(self._open_other)
        self.known.family.connect(self._same_family)

    # saving

    def store(self) -> int:
        """Write the card, and the household of those who turned out to be family."""
        card = self.typed_card()
        book = self.book
        what = N_("Changed customer {name}") if self._card.customer.id else N_("Added customer {name}")
        with book.edit(what, name=card.customer.name):
            saved = book.customers.save(card, since=self._card if card.customer.id else None)
            for customer_id in self._family:
                other = book.customers.find(customer_id)
                if other is not None and saved.household is not None and other.household_id is None:
                    book.customers.update(dataclasses.replace(other, household_id=saved.household.id))
        return saved.customer.id

    def typed_card(self) -> CustomerCard:
        """The card as it is typed now."""
        introduced_by, household = self.introduced_by.value(), self.household.text()
        customer = dataclasses.replace(
            self._card.customer,
            kind=CustomerKind(str(self.kind.value())),
            name=self.name.value(),
            greeting=self.greeting.value(),
            email=self.email.value(),
            street=self.street.value(),
            postal_code=self.postal_code.value(),
            city=self.city.value(),
            province=self.province.value(),
            country=self.country.value(),
            found_by=self.found_by.text(),
            introduced_by_id=introduced_by if isinstance(introduced_by, int) else None,
            known_since=self.known_since.value(),
            card_number=self.card_number.value(),
            code=self.code.value(),
            call_from=self.call_from.value(),
            call_until=self.call_until.value(),
            call_note=self.call_note.value(),
            do_not_contact=self.do_not_contact.value(),
            note=self.note.value(),
            confirm_details=self.confirm_details.value(),
        ).with_birthday(self.birthday.value())
        return CustomerCard(
            customer=self.worth.typed(customer),
            phones=tuple(self.phones.value()),
            traits=tuple(self.traits.typed()),
            consents=tuple(self.consents.value()),
            household=Household(name=household) if household else None,
            days=tuple(self.days.value()),
        )

    shown_by: ClassVar[dict[str, str]] = {
        "introduced_by_id": "introduced_by",
        "household_id": "household",
        "class": "class_by_hand",
        "left": "left_reason",
    }

    def compared(self) -> list[Compared]:
        began, typed = self._card, self.typed_card()
        if not began.customer.id:
            return []
        known = self.household.value()
        household_id = None if not self.household.text() else known if isinstance(known, int) else _NEW
        customer = dataclasses.replace(typed.customer, household_id=household_id)
        phones = {phone.id: phone for phone in began.phones}
        return [
            Compared(Customers, began.customer, customer),
            *(Compared(Phones, phones[one.id], one) for one in typed.phones if one.id in phones),
        ]

    def field_of(self, told: Meanwhile) -> Field | None:
        if told.field.table == Phones.name:
            return self.phones
        shown = super().field_of(told)
        of_worth = getattr(self.worth, self.shown_by.get(told.field.name, told.field.name), None)
        return of_worth if shown is None and isinstance(of_worth, Field) else shown

    def take_theirs(self, told: Meanwhile) -> None:
        if isinstance(told.theirs, Phone):
            phones = self.phones.value()
            self.phones.set_value([told.theirs if one.id == told.theirs.id else one for one in phones])
        elif isinstance(told.theirs, Customer) and told.field.name == "household_id":
            self.household.set_value(told.theirs.household_id, told.words)
        elif isinstance(told.theirs, Customer) and told.field.name in IN_SEVERAL_COLUMNS:
            self.worth.take(told.theirs, told.field.columns)
        else:
            super().take_theirs(told)

    def extra(self) -> dict[str, str]:
        phones = [{k: stored(v) for k, v in vars(phone).items()} for phone in self.phones.value()]
        return {"phones": json.dumps(phones, ensure_ascii=False), "days": self.days.typed()}

    def restore_extra(self, kept: dict[str, str]) -> None:
        self.days.take_typed(kept.get("days", ""), self._card.days)
        self.worth.follow()
        phones = json.loads(kept.get("phones", "[]"))
        self.phones.set_value(
            [
                Phone(
                    id=phone["id"],
                    customer_id=phone["customer_id"],
                    number=phone["number"],
                    kind=PhoneKind(phone["kind"]),
                    shared=bool(phone["shared"]),
                )
                for phone in phones
            ]
        )

    def done(self, result: int) -> None:
        """Closed: nobody is looked for any more."""
        self._look.stop()
        super().done(result)

    def trait(self, kind: TraitKind) -> TextField:
        """The field of likes, dislikes, sizes or tags."""
        return self.traits.fields[kind]

    # somebody known

    def look_for_known(self) -> None:
        """Ask whether it is somebody known, unless this name and these phones were theirs before."""
        before = {phone.number for phone in self._card.phones if phone.id}
        numbers = [phone.number for phone in self.phones.value() if phone.number not in before]
        was = self._card.customer.name if self._card.customer.id else ""
        name = "" if self.name.value() == was else self.name.value()
        self.known.show_known(known_already(self.book, name, numbers, self._card.customer.id))

    def _open_other(self, customer_id: object) -> None:
        self.give_up()
        self.opened.emit(customer_id)

    def _same_family(self, known: object) -> None:
        assert isinstance(known, Known)
        other = self.book.customers.card(known.customer_id)
        family = (
            other.household.name if other.household else _("Family {name}").format(name=other.customer.name)
        )
        self.household.set_value(other.household.id if other.household else None, family)
        self._family.append(known.customer_id)
        if known.number:
            self.phones.share(known.number)
        self.keep_draft()
        self.household.setFocus()

    # the fields, part by part

    def _who(self) -> None:
        form = self.add_form(Form(columns=6))
        self.name = self.put(form, "name", _("Name"), TextField(most=1000), 4, required=True)
        kinds = ChoiceField([Choice(kind, kind.label) for kind in CustomerKind])
        self.kind = self.put(form, "kind", _("Kind"), kinds, 2)
        self.phones = form.add(_("Phones"), PhonesField(), span=6)
        self.phones.edited.connect(self.keep_draft)
        self.add(form)

    def _where(self) -> None:
        form = self.part(_("Address"))
        self.email = self.put(form, "email", _("E-mail"), TextField(), 3)
        greeting = TextField(placeholder=_("e.g. Mrs Smith, Anna, 王先生"))
        self.greeting = self.put(form, "greeting", _("How we greet them"), greeting, 3)
        self.street = self.put(form, "street", _("Street"), TextField(), 6)
        self.postal_code = self.put(form, "postal_code", _("Postal code"), TextField(), 2)
        self.city = self.put(form, "city", _("City"), TextField(), 4)
        self.province = self.put(form, "province", _("County or province"), TextField(), 3)
        self.country = self.put(form, "country", _("Country"), TextField(), 3)

    def _personal(self) -> None:
        form = self.part(_("Personal"))
        self.birthday = self.put(
            form,
            "birthday",
            _("Birthday"),
            BirthdayField(self.context),
            3,
            hint=_("The year may be left out; it may be lunar."),
        )
        household = PickField(self._households, placeholder=_("Who live together"), free=True)
        self.household = self.put(
            form, "household", _("Household"), household, 3, hint=_("One call reaches them all.")
        )
        self.days = form.add(_("Other yearly days"), YearlyDaysField(self.context), span=6)
        self.days.edited.connect(self.keep_draft)
        self.traits = TraitFields(self, form, self._card.traits)

    def _contact(self) -> None:
        form = self.part(_("Contact"))
        self.call_from = self.put(form, "call_from", _("Best time to call, from"), clock_field(), 2)
        self.call_until = self.put(form, "call_until", _("until"), clock_field(), 2)
        note = TextField(placeholder=_("e.g. not on Mondays"))
        self.call_note = self.put(form, "call_note", _("To know before calling"), note, 2)
        refusal = CheckField(_("Does not want to be contacted at all"))
        self.do_not_contact = self.put(form, "do_not_contact", "", refusal, 6)
        self.consents = form.add(_("May we use"), ConsentsField(self.context), span=6)
        self.consents.edited.connect(self.keep_draft)
        confirm = CheckField(_("Ask at the next visit whether phone and address are right"))
        self.confirm_details = self.put(form, "confirm_details", "", confirm, 6)

    def _came(self) -> None:
        form = self.part(_("How they came, and what else to know"))
        found_by = PickField(self._ways_found, placeholder=_("e.g. walked past"), free=True, at_once=True)
        self.found_by = self.put(form, "found_by", _("Found us by"), found_by, 2)
        own_id = self._card.customer.id or None
        introduced = CustomerField(self.context, placeholder=_("Another customer"), leave_out=own_id)
        self.introduced_by = self.put(form, "introduced_by", _("Introduced by"), introduced, 2)
        self.known_since = self.put(
            form, "known_since", _("Known since"), day_field(self.context, past=True), 2
        )
        self.card_number = self.put(form, "card_number", _("Card number"), TextField(), 2)
        code = TextField(placeholder=_("In an earlier system"))
        self.code = self.put(form, "code", _("Customer number"), code, 2)
        self.note = self.put(form, "note", _("Note"), NoteField(lines=4), 6)

    def part(self, title: str) -> Form:
        """A new part of the form under a heading."""
        form = self.add_form(Form(columns=6))
        self.add(PlainLabel(title, kind="heading"), form)
        return form

    def put(
        self,
        form: Form,
        name: str,
        label: str,
        field: F,
        span: int,
        *,
        required: bool = False,
        hint: str = "",
    ) -> F:
        """Add a field to a part, under the name that drafts and refusals know it by."""
        form.add(label, field, required=required, hint=hint, span=span)
        self.watch(name, field)
        return field

    def _show(self) -> None:
        card = self._card
        customer = card.customer
        for name in _PLAIN:
            field = getattr(self, name)
            field.set_value(getattr(customer, name))
        self.phones.set_value(card.phones)
        self.consents.set_value(card.consents)
        self.days.set_value(card.days)
        self.found_by.set_value(None, customer.found_by)
        self.household.set_value(customer.household_id, card.household.name if card.household else "")
        self.introduced_by.show_customer(customer.introduced_by_id)
        self.traits.show()
        self.worth.show(customer)
        self.birthday.read_aloud()

    # small deeds

    def _households(self, text: str) -> Sequence[Suggestion]:
        households = self.book.households
        return [
            Suggestion(
                one.id,
                one.name,
                detail=_(", ").join(name for _id, name in households.members(one.id)[:4]),
                icon="house",
            )
            for one in households.matching(text, 10)
        ]

    def _ways_found(self, text: str) -> Sequence[Suggestion]:
        wanted = text.casefold()
        return [Suggestion(way, way) for way in self.book.customers.ways_found() if wanted in way.casefold()]
