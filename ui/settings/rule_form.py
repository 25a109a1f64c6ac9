"""A rule that plans contacts: for what or whom, when, how weighty; with its sentence and what it would plan."""

import dataclasses
from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from model.channels import PLANNABLE, Channel
from model.customer_class import JUDGED
from model.errors import FieldError
from model.meanwhile import Compared
from model.planning.words import rule_name
from model.visit_rules import (
    Basis,
    ClosedDays,
    RuleKind,
    Scope,
    Unit,
    VisitRule,
    VisitRules,
    parse_lead_days,
)
from resources.i18n import N_, _, pgettext
from ui import theme
from ui.context import Context
from ui.forms.customer_picker import CustomerField
from ui.forms.fields import day_field, money_field
from ui.forms.product_picker import ProductField
from ui.forms.record_form import RecordForm
from ui.settings.rule_fields import FIELDS, SCOPES, level, number_field, times_field, weights
from ui.settings.rule_preview import RulePreview
from ui.widgets.button import Button
from ui.widgets.check_field import CheckField
from ui.widgets.choice_field import Choice, ChoiceField
from ui.widgets.field import Field
from ui.widgets.form import Form
from ui.widgets.note_field import NoteField
from ui.widgets.pick_field import PickField
from ui.widgets.suggestion_list import Suggestion
from ui.widgets.text_field import TextField

_SCOPE_FIELDS = {
    Scope.PRODUCT: "product",
    Scope.CATEGORY: "category",
    Scope.CLASS: "customer_class",
    Scope.TAG: "tag",
    Scope.CUSTOMER: "customer",
}


_TOP, _MIDDLE = Qt.AlignmentFlag.AlignTop, Qt.AlignmentFlag.AlignVCenter

_WATCHED = (
    *("kind", "name", "active", "scope", "product", "category", "customer_class", "tag", "customer"),
    *("count", "unit", "times", "leads", "basis", "starts_on", "by_contact", "by_purchase", "least"),
    *("channel", "lasts", "weight", "closed_days", "ends_on", "words"),
)
"""The fields whose contents a draft keeps."""


class RuleForm(RecordForm):
    """A new rule, or ``rule`` to change. The kind of an old rule stays: what it planned is known by it."""

    def __init__(
        self, context: Context, rule: VisitRule | None = None, *, parent: QWidget | None = None
    ) -> None:
        key = f"visit_rule {rule.id}" if rule else "new visit_rule"
        title = rule_name(rule) if rule else _("New rule")
        super().__init__(
            context, key, title, _("Save") if rule else _("Add the rule"), width=680, parent=parent
        )
        self._rule = rule or _new_rule(context)
        self._form_of: dict[Field, Form] = {}
        self._add_what()
        self._add_when()
        self.preview = RulePreview(context)
        self.body.addWidget(self.preview)
        self._add_how()
        for name in _WATCHED:
            self.watch(name, getattr(self, name))
        self._show(self._rule)
        self.kind.setEnabled(rule is None)
        if rule:
            delete = Button(_("Delete"), icon="trash-2", kind="quiet")
            delete.clicked.connect(self._delete)
            self.add_action(delete)

        self.kind.edited.connect(self._kind_chosen)
        self.scope.edited.connect(self._show_rows)
        for form in self.forms:
            form.edited.connect(self._look_ahead)
        for field in (self.product, self.customer):
            field.picked.connect(lambda _key: self._look_ahead())

    # parts

    def _add_what(self) -> None:
        self.kind, self.name, self.active = self._in_a_row(
            (_("Kind"), ChoiceField([Choice(kind, kind.label) for kind in RuleKind]), ""),
            (pgettext("of a thing", "Name"), TextField(), _("Empty: what the kind is called.")),
            ("", CheckField(_("Switched on")), ""),
        )
        classes = [Choice(str(one), one.label) for one in JUDGED]
        self.scope, self.product, self.category, self.customer_class, self.tag, self.customer = (
            self._in_a_row(
                (_("For"), ChoiceField(), ""),
                (_("Product"), ProductField(self.book, free=False), ""),
                (_("Category"), PickField(self._categories, free=True, at_once=True), ""),
                (_("Class"), ChoiceField(classes), ""),
                (_("Tag"), PickField(self._tags, free=True, at_once=True), ""),
                (_("Customer"), CustomerField(self.context), ""),
            )
        )

    def _add_when(self) -> None:
        self.count, self.unit, self.times, self.leads, self.least = self._in_a_row(
            ("", number_field(), ""),
            (_("Counted in"), ChoiceField([Choice(unit, unit.label) for unit in Unit]), ""),
            (_("Times their usual interval"), times_field(), _("1.5: who comes every 30 days, after 45.")),
            (
                _("Days before"),
                TextField(placeholder=_("e.g. 30, 7, 0")),
                _("Several are several contacts; 0 is the day itself."),
            ),
            (_("Only from this amount"), money_field(self.book), _("So that nobody is called for a trifle.")),
        )
        self.basis, self.starts_on = self._in_a_row(
            (_("Counted from"), ChoiceField([Choice(one, one.label) for one in Basis]), ""),
            (_("First on"), day_field(self.context), ""),
        )
        self.by_contact, self.by_purchase = self._in_a_row(
            ("", CheckField(_("A contact in between is enough")), ""),
            ("", CheckField(_("A purchase in between is enough")), ""),
        )

    def _add_how(self) -> None:
        self.channel, self.lasts, self.weight = self._in_a_row(
            (_("By"), ChoiceField([Choice(way, way.label) for way in PLANNABLE]), ""),
            (_("Worth doing for"), number_field(_("days")), _("After that it counts as missed.")),
            (_("Goes"), ChoiceField(weights()), ""),
        )
        self.closed_days, self.ends_on = self._in_a_row(
            (_("On a closed day"), ChoiceField([Choice(one, one.label) for one in ClosedDays]), ""),
            (_("Plans until"), day_field(self.context), _("Empty: for good.")),
        )
        form = self.add_form(Form())
        self.words = form.add(_("What to say"), NoteField(lines=2), hint=_("Empty: the program says why."))
        self.add(form)

    def _in_a_row(self, *fields: tuple[str, Any, str]) -> list[Any]:
        """Fields side by side, each in a form of its own, so that those that are shown share the room."""
        row = QHBoxLayout()
        row.setSpacing(theme.MEDIUM)
        for label, field, hint in fields:
            form = self.add_form(Form())
            form.add(label, field, hint=hint)
            row.addWidget(form, 1, _MIDDLE if isinstance(field, CheckField) else _TOP)
            self._form_of[field] = form
        self.body.addLayout(row)
        return [field for _label, field, _hint in fields]

    def compared(self) -> list[Compared]:
        return [Compared(VisitRules, self._rule, self._typed())] if self._rule.id else []

    def store(self) -> int:
        """Write the rule."""
        rule = self._typed()
        self._refuse_what_plans_nothing(rule)
        rules = self.book.visit_rules
        if rule.id:
            with self.book.edit(N_("Changed the rule {name}"), name=rule_name(rule)):
                return rules.update(rule, self._rule).id
        with self.book.edit(N_("Added the rule {name}"), name=rule_name(rule)):
            return rules.insert(rule).id

    # what is typed

    def _typed(self) -> VisitRule:
        """The rule as it stands in the form; what its kind does not ask for stays as it is by itself."""
        kind = RuleKind(str(self.kind.value()))
        asked = FIELDS[kind]
        scope = Scope(str(self.scope.value() or Scope.ANY))
        text = {Scope.CATEGORY: self.category.text(), Scope.TAG: self.tag.text()}.get(scope, "")
        if scope is Scope.CLASS:
            text = str(self.customer_class.value() or "")
        product_id = self.product.value() if scope is Scope.PRODUCT else None
        customer_id = self.customer.value() if scope is Scope.CUSTOMER else None
        return dataclasses.replace(
            self._rule,
            kind=kind,
            name=self.name.value(),
            active=self.active.value(),
            scope=scope,
            scope_text=text,
            product_id=product_id if isinstance(product_id, int) else None,
            customer_id=customer_id if isinstance(customer_id, int) else None,
            count=(self.count.value() or 0) if "count" in asked else 0,
            unit=Unit(str(self.unit.value())) if "unit" in asked else Unit.DAYS,
            times_percent=self.times.value() if "times" in asked else None,
            basis=Basis(str(self.basis.value())) if "basis" in asked else Basis.DONE,
            lead_days=", ".join(map(str, parse_lead_days(self.leads.value()))) if "leads" in asked else "",
            closed_days=ClosedDays(str(self.closed_days.value())),
            starts_on=self.starts_on.value() if "starts_on" in asked else None,
            ends_on=self.ends_on.value(),
            lasts_days=self.lasts.value() or 0,
            by_contact=self.by_contact.value() and "by_contact" in asked,
            by_purchase=self.by_purchase.value() and "by_purchase" in asked,
            least_cents=self.least.value() if "least" in asked else None,
            channel=Channel(str(self.channel.value())),
            weight=self._weight(),
            words=self.words.value(),
        )

    def _weight(self) -> int:
        chosen = self.weight.value()
        assert isinstance(chosen, int)
        return self._rule.weight if chosen == level(self._rule.weight) else chosen

    def _refuse_what_plans_nothing(self, rule: VisitRule) -> None:
        """``FieldError`` at the field without which the rule could not plan."""
        if rule.scope in _SCOPE_FIELDS and not (rule.product_id or rule.customer_id or rule.scope_text):
            raise FieldError(_("Please choose one."), _SCOPE_FIELDS[rule.scope])
        if rule.kind is RuleKind.KEEP_IN_TOUCH and not rule.count:
            raise FieldError(_("How often? Type a number, like 1 for every month."), "count")
        if "times" in FIELDS[rule.kind] and rule.times_percent is None:
            raise FieldError(_("Type how many times their usual interval, like 1.5."), "times")
        if rule.starts_on and rule.ends_on and rule.ends_on < rule.starts_on:
            raise FieldError(_("It ends before it begins."), "ends_on")

    # what is shown

    def _show(self, rule: VisitRule) -> None:
        product = self.book.products.find(rule.product_id) if rule.product_id else None
        self.kind.set_value(rule.kind)
        self.name.set_value(rule.name)
        self.active.set_value(rule.active)
        self._offer_scopes()
        self.scope.set_value(rule.scope)
        self.product.set_value(rule.product_id, product.name if product else "")
        self.category.set_value(None, rule.scope_text if rule.scope is Scope.CATEGORY else "")
        self.customer_class.set_value(rule.scope_text if rule.scope is Scope.CLASS else None)
        self.tag.set_value(None, rule.scope_text if rule.scope is Scope.TAG else "")
        self.customer.show_customer(rule.customer_id)
        self.count.set_value(rule.count)
        self.unit.set_value(rule.unit)
        self.times.set_value(rule.times_percent)
        self.leads.set_value(rule.lead_days)
        self.basis.set_value(rule.basis)
        self.starts_on.set_value(rule.starts_on)
        self.by_contact.set_value(rule.by_contact)
        self.by_purchase.set_value(rule.by_purchase)
        self.least.set_value(rule.least_cents)
        self.channel.set_value(rule.channel)
        self.lasts.set_value(rule.lasts_days)
        self.weight.set_value(level(rule.weight))
        self.closed_days.set_value(rule.closed_days)
        self.ends_on.set_value(rule.ends_on)
        self.words.set_value(rule.words)
        self._show_rows()
        self._look_ahead()

    def _kind_chosen(self) -> None:
        self._offer_scopes()
        if self.scope.value() is None:
            self.scope.set_value(Scope.ANY)
        kind = RuleKind(str(self.kind.value()))
        if "times" in FIELDS[kind] and self.times.is_blank():
            self.times.set_value(150 if kind is RuleKind.SILENT else 400)
        self._show_rows()

    def _offer_scopes(self) -> None:
        scopes = SCOPES.get(RuleKind(str(self.kind.value())), (Scope.ANY,))
        self.scope.set_choices([Choice(scope, scope.label) for scope in scopes])

    def _show_rows(self) -> None:
        kind, chosen = RuleKind(str(self.kind.value())), self.scope.value()
        for name in (
            "count",
            "unit",
            "times",
            "leads",
            "basis",
            "starts_on",
            "by_contact",
            "by_purchase",
            "least",
        ):
            self._form_of[getattr(self, name)].setVisible(name in FIELDS[kind])
        self._form_of[self.scope].setVisible(kind in SCOPES)
        for scope, name in _SCOPE_FIELDS.items():
            self._form_of[getattr(self, name)].setVisible(chosen == scope)
        self._form_of[self.count].set_label(self.count, _(_COUNTED.get(kind, "")))

    def _look_ahead(self) -> None:
        """Say what the rule would plan as it stands in the form."""
        if any(form_field.problem() for form_field in (self.count, self.times, self.lasts, self.least)):
            self.preview.say_nothing()
            return
        try:
            rule = self._typed()
            self._refuse_what_plans_nothing(rule)
        except (FieldError, ValueError):
            self.preview.say_nothing()
        else:
            self.preview.look_at(rule)

    def _delete(self) -> None:
        self.give_up()
        delete_rule(self.context, self._rule)

    def _categories(self, text: str) -> Sequence[Suggestion]:
        known = {name for pair in self.book.products.categories() for name in pair if name}
        return _with_words(sorted(known), text)

    def _tags(self, text: str) -> Sequence[Suggestion]:
        known = self.book.customers.tags()
        return _with_words(known, text)


def _with_words(names: Iterable[str], text: str) -> list[Suggestion]:
    """Those that hold ``text``: first those that begin with it."""
    typed = text.casefold()
    held = [name for name in names if typed in name.casefold()]
    return [
        Suggestion(name, name)
        for name in sorted(held, key=lambda name: not name.casefold().startswith(typed))
    ]


_COUNTED = {
    RuleKind.AFTER_SALE: N_("How long after the sale"),
    RuleKind.AFTER_COMPLAINT: N_("How long after it was closed"),
    RuleKind.KEEP_IN_TOUCH: N_("Every"),
    RuleKind.WIN_BACK: N_("Not before"),
}


def delete_rule(context: Context, rule: VisitRule) -> None:
    """Delete it; undo brings it back."""
    with context.book.edit(N_("Deleted the rule {name}"), name=rule_name(rule)):
        context.book.visit_rules.delete(rule.id)


def _new_rule(context: Context) -> VisitRule:
    last = max((rule.position for rule in context.book.visit_rules.all()), default=0)
    return VisitRule(kind=RuleKind.AFTER_SALE, count=3, by_contact=True, position=last + 1)
