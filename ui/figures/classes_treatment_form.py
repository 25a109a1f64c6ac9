"""How one class is treated, to be changed: greeting, what they get, how often we come back, who goes first."""

from __future__ import annotations

import dataclasses

from PySide6.QtWidgets import QWidget

from model.class_treatments import ClassTreatment
from model.classes import treatment, visit_rhythm
from model.customer_class import CustomerClass
from model.errors import FieldError
from model.visit_rules import Unit
from resources.i18n import N_, _
from ui.context import Context
from ui.forms.fields import plainly
from ui.forms.record_form import RecordForm
from ui.widgets.check_field import CheckField
from ui.widgets.choice_field import Choice, ChoiceField
from ui.widgets.form import Form
from ui.widgets.note_field import NoteField
from ui.widgets.parsed_field import ParsedField

_MOST_COUNT = 999


class TreatmentForm(RecordForm):
    """It opens with the words that hold, to be changed. What is left as the program says it, or empty, goes on being
    said in the program's own words, in whatever language is spoken."""

    def __init__(self, context: Context, one: CustomerClass, *, parent: QWidget | None = None) -> None:
        title = _("How {one} is treated").format(one=one.label)
        super().__init__(context, f"class_treatment {one}", title, _("Save"), parent=parent)
        self._one = one
        store = self.book.store
        self._kept = treatment.stored(store).get(one) or ClassTreatment(customer_class=one)
        own_greeting, own_words = self._own = treatment.own_words(one)
        said = self.add_form(Form())
        self.greeting = said.add(_("How they are greeted"), NoteField(lines=2, placeholder=own_greeting))
        self.words = said.add(_("What they get"), NoteField(lines=3, placeholder=own_words))
        self.active = said.add("", CheckField(_("Remind us to keep in touch")))
        often = self.add_form(Form(columns=3))
        self.count = often.add(_("Every"), _number_field(_MOST_COUNT, least=1))
        self.unit = often.add(_("Counted in"), ChoiceField([Choice(unit, unit.label) for unit in Unit]))
        self.priority = often.add(
            _("Priority, 0 to 100"),
            _number_field(100),
            required=True,
            hint=treatment.what_priority_decides(),
        )
        self.add(said, often)

        rules = visit_rhythm.rules_of(store, one)
        self.greeting.set_value(self._kept.greeting or own_greeting)
        self.words.set_value(self._kept.words or own_words)
        self.priority.set_value(self._kept.priority)
        self.active.set_value(bool(rules) and rules[0].active)
        self.count.set_value(rules[0].count if rules else 6)
        self.unit.set_value(rules[0].unit if rules else Unit.MONTHS)
        for name in ("greeting", "words", "active", "count", "unit", "priority"):
            self.watch(name, getattr(self, name))
        self.active.edited.connect(self._enable)
        self._enable()

    def store(self) -> int:
        """Both the treatment and the rule that keeps in touch, in one edit."""
        is_active = bool(self.active.value())
        count, priority = self.count.value(), self.priority.value()
        if is_active and not count:
            raise FieldError(_("Every how many?"), "count")
        unit = self.unit.value()
        assert isinstance(unit, Unit)
        assert priority is not None
        greeting, words = (
            "" if said == own else said
            for said, own in zip((self.greeting.value(), self.words.value()), self._own, strict=True)
        )
        wanted = dataclasses.replace(self._kept, greeting=greeting, words=words, priority=priority)
        table = self.book.class_treatments
        with self.book.edit(N_("Changed how {one} is treated"), one=self._one.label):
            kept = table.update(wanted) if wanted.id else table.insert(wanted)
            visit_rhythm.keep_in_touch(self.book, self._one, active=is_active, count=count or 6, unit=unit)
        return kept.id

    def _enable(self) -> None:
        for field in (self.count, self.unit):
            field.setEnabled(bool(self.active.value()))


def _number_field(most: int, least: int = 0) -> ParsedField[int]:
    def number(text: str) -> int:
        digits = text.strip()
        if not digits.isdecimal() or not least <= int(digits) <= most:
            raise FieldError(_("Type a number from {least} to {most}.").format(least=least, most=most))
        return int(digits)

    return ParsedField(plainly(number), str)
