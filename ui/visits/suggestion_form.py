"""What becomes of a suggestion: decided, answered and told in one step."""

from dataclasses import replace
from datetime import date
from typing import ClassVar

from PySide6.QtWidgets import QWidget

from model.days_in_words import format_day
from model.meanwhile import Compared
from model.visits import SuggestionStatus, Visit, Visits
from resources.i18n import N_, _
from ui.context import Context
from ui.forms.fields import day_field
from ui.forms.record_form import RecordForm
from ui.widgets.choice_field import Choice, ChoiceField
from ui.widgets.form import Form
from ui.widgets.label import PlainLabel
from ui.widgets.note_field import NoteField


class SuggestionForm(RecordForm):
    """The suggestion of the contact ``visit``."""

    shown_by: ClassVar[dict[str, str]] = {
        "suggestion_status": "status",
        "suggestion_answer": "answer",
        "suggestion_told_on": "told_on",
    }

    def __init__(self, context: Context, visit: Visit, *, parent: QWidget | None = None) -> None:
        self._visit = visit
        self._name = context.book.customers.get(visit.customer_id).name
        super().__init__(
            context,
            f"suggestion {visit.id}",
            _("A suggestion of {name}").format(name=self._name),
            _("Save"),
            width=560,
            parent=parent,
        )
        said = _("“{words}”, said on {day}").format(
            words=visit.suggestion.strip(), day=format_day(visit.visited_on)
        )
        form = self.add_form(Form(columns=2))
        self.status = form.add(
            _("What becomes of it"),
            ChoiceField([Choice(status, status.label) for status in SuggestionStatus]),
        )
        self.told_on = form.add(_("Told on"), day_field(context, past=True))
        self.answer = form.add(
            _("Our answer"),
            NoteField(lines=3, placeholder=_("As the customer will hear it")),
            span=2,
        )
        self.add(PlainLabel(said, wrap=True, selectable=True), form)
        for name in ("status", "told_on", "answer"):
            self.watch(name, getattr(self, name))

        self.status.set_value(visit.suggestion_status)
        self.told_on.set_value(visit.suggestion_told_on)
        self.answer.set_value(visit.suggestion_answer)
        self.status.setFocus()

    def compared(self) -> list[Compared]:
        return [Compared(Visits, self._visit, self._typed())]

    def store(self) -> int:
        with self.book.edit(N_("Answered a suggestion of {name}"), name=self._name):
            return self.book.visits.update(self._typed(), self._visit).id

    def _typed(self) -> Visit:
        told_on = self.told_on.value()
        return replace(
            self._visit,
            suggestion_status=SuggestionStatus(str(self.status.value())),
            suggestion_answer=self.answer.value(),
            suggestion_told_on=told_on if isinstance(told_on, date) else None,
        )
