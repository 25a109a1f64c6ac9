"""What the owner says of a customer's worth: a class by hand, whether they still come, what they might bring."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from model.customer_class import METALS, CustomerClass
from model.customers import Customer
from model.leaving import LeftReason
from resources.i18n import _, pgettext
from ui.forms.fields import day_field, money_field, percent_field
from ui.forms.stars_field import StarsField
from ui.widgets.choice_field import Choice, ChoiceField
from ui.widgets.text_field import TextField

if TYPE_CHECKING:
    from ui.forms.customer_form import CustomerForm

IN_SEVERAL_COLUMNS = ("class", "left")
"""Fields of a customer that several fields of the form show."""

_PLAIN = (
    *("class_by_hand", "class_until", "class_reason", "left_reason", "left_on", "left_for"),
    *("stars", "need_cents", "share_aim_percent"),
)


class WorthFields:
    """Two parts of the customer form. Each attribute shows the field of ``Customer`` that is called the same."""

    def __init__(self, form: CustomerForm) -> None:
        context, put = form.context, form.put
        self._context = context
        self._form = part = form.part(_("Class, and whether they still come"))
        by_hand = [Choice(one, one.label) for one in METALS]
        classes = [Choice(CustomerClass.NONE, _("By the figures")), *by_hand]
        self.class_by_hand = put(part, "class_by_hand", _("Class"), ChoiceField(classes), 2)
        until = day_field(context, placeholder=_("for good"))
        self.class_until = put(part, "class_until", _("until"), until, 2)
        why = TextField(placeholder=_("e.g. brings many friends"))
        self.class_reason = put(part, "class_reason", pgettext("for the class", "Reason"), why, 2)
        reasons = ChoiceField([Choice(one, one.label) for one in LeftReason])
        self.left_reason = put(part, "left_reason", _("Do they still come?"), reasons, 2)
        self.left_on = put(part, "left_on", _("since"), day_field(context, past=True), 2)
        self.left_for = put(part, "left_for", _("Buys now at"), TextField(), 2)
        known = form.part(_("What you know"))
        self.stars = put(
            known,
            "stars",
            _("How promising they are"),
            StarsField(),
            6,
            hint=_("Every star adds a quarter to what may be expected of them."),
        )
        self.need_cents = put(
            known,
            "need_cents",
            _("What they need in a year"),
            money_field(context.book, placeholder=_("here and elsewhere")),
            3,
            hint=_("About what they spend on our kind of goods, with us and with others."),
        )
        self.share_aim_percent = put(
            known,
            "share_aim_percent",
            _("How much of that you would like"),
            percent_field(least=1),
            3,
            hint=_("Empty: all of it."),
        )
        for choice in (self.class_by_hand, self.left_reason):
            choice.edited.connect(self.follow)

    def show(self, customer: Customer) -> None:
        """Fill the fields."""
        for name in _PLAIN:
            getattr(self, name).set_value(getattr(customer, name))
        self.follow()

    def take(self, customer: Customer, columns: tuple[str, ...]) -> None:
        """Fill the fields of one of ``IN_SEVERAL_COLUMNS``."""
        for column in columns:
            getattr(self, column).set_value(getattr(customer, column))
        self.follow()

    def typed(self, customer: Customer) -> Customer:
        """``customer`` with what stands in the fields."""
        return dataclasses.replace(
            customer,
            class_by_hand=CustomerClass(str(self.class_by_hand.value())),
            class_until=self.class_until.value(),
            class_reason=self.class_reason.value(),
            left_reason=LeftReason(str(self.left_reason.value())),
            left_on=self.left_on.value(),
            left_for=self.left_for.value(),
            stars=self.stars.stars(),
            need_cents=self.need_cents.value() or None,
            share_aim_percent=self.share_aim_percent.value(),
        )

    def follow(self) -> None:
        """What belongs to a class, or to having left, only where there is one; emptied it means nothing."""
        has_class = self.class_by_hand.value() != CustomerClass.NONE
        has_left = self.left_reason.value() != LeftReason.NONE
        for day, words, shown in (
            (self.class_until, self.class_reason, has_class),
            (self.left_on, self.left_for, has_left),
        ):
            self._form.set_row_visible(day, shown)
            self._form.set_row_visible(words, shown)
            if not shown:
                day.set_value(None)
                words.set_value("")
        if has_left and self.left_on.is_blank():
            self.left_on.set_value(self._context.today())
