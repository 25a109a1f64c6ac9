"""What every form over a record does: offer what was left half-typed, save in one act, say what is wrong where."""

import json
from functools import partial
from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from model.bin import put_back
from model.errors import BookError, FieldError
from model.meanwhile import Compared, Meanwhile, deletion_of, meanwhile
from resources.i18n import _
from ui.context import Context
from ui.forms.meanwhile_notes import MeanwhileNotes, put_value
from ui.forms.when_free import WhenFree
from ui.widgets.banner import Banner
from ui.widgets.check_field import CheckField
from ui.widgets.choice_field import ChoiceField
from ui.widgets.field import Field
from ui.widgets.form import Form
from ui.widgets.form_dialog import FormDialog
from ui.widgets.note_field import NoteField
from ui.widgets.option_field import OptionField
from ui.widgets.parsed_field import ParsedField
from ui.widgets.pick_field import PickField
from ui.widgets.score_field import ScoreField
from ui.widgets.text_field import TextField

_WAS = "was "
"""Before the name under which a draft keeps what stood in a field when the form was opened. No field is called so."""


class RecordForm(FormDialog):
    """``saved(id)`` once the record is in the book.

    Subclasses ``watch`` the fields whose contents a draft keeps, override ``store`` and, for what is no single
    field, ``extra`` and ``restore_extra``. A draft is offered and never filled in by itself: what was half-typed for
    one customer must not slip into the form of the next.
    """

    saved = Signal(object)

    shown_by: ClassVar[dict[str, str]] = {}
    """The field that shows a field of the record, where the two are not called the same."""

    def __init__(
        self,
        context: Context,
        form_key: str,
        title: str,
        verb: str,
        *,
        width: int = 640,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, verb, width=width, parent=parent)
        self.context = context
        self.book = context.book
        self.forms: list[Form] = []
        self._form_key = form_key
        self._watched: dict[str, Field] = {}
        self._at_first: dict[str, str] = {}
        self._left = context.drafts.take(form_key)
        self._when_free = WhenFree(self.book, self.refuse, self.content, parent=self)
        self._offer = Banner(_("You began this form earlier and did not save it."), action=_("Bring it back"))

        self._notes = MeanwhileNotes(self.field_of, self._take_theirs, self.refuse, self)
        self.body.addWidget(self._offer)
        self._offer.setVisible(self._left is not None)

        self._offer.acted.connect(self.bring_back)
        self.submitted.connect(self.save_now)
        self.finished.connect(self._when_free.stop)

    # for subclasses

    def watch(self, name: str, field: Field) -> None:
        """Keep this field's contents in the draft, and point at it when ``name`` is what was refused."""
        self._watched[name] = field
        field.edited.connect(self.keep_draft)

    def add_form(self, form: Form) -> Form:
        """Check this form before saving."""
        self.forms.append(form)
        return form

    def store(self) -> int:
        """Write the record in one edit; its id. ``FieldError`` points at a watched field."""
        raise NotImplementedError

    def compared(self) -> list[Compared]:
        """The record, if it is an old one, as it was at the beginning and as it is typed now; then what belongs to it.

        So a form can tell what somebody else wrote into the same fields meanwhile.
        """
        return []

    def field_of(self, told: Meanwhile) -> Field | None:
        """The field that shows what is told of."""
        name = told.field.name
        field = getattr(self, self.shown_by.get(name, name), None)
        return field if isinstance(field, Field) else None

    def take_theirs(self, told: Meanwhile) -> None:
        """Put what stands in the book now into its field."""
        field = self.field_of(told)
        assert field is not None
        put_value(field, getattr(told.theirs, told.field.name))

    def extra(self) -> dict[str, str]:
        """What a draft keeps beside the watched fields."""
        return {}

    def restore_extra(self, kept: dict[str, str]) -> None:
        """Put back what ``extra`` gave."""

    # deeds

    def keep_draft(self) -> None:
        """Remember what stands in the form now."""
        was = {_WAS + name: text for name, text in self._at_first.items()}
        self.context.drafts.keep(self._form_key, self._texts() | was)

    def save_now(self) -> bool:
        """Check and save; whether it is saved. A refusal leaves the form as it is."""
        if self._when_free.waiting:
            return False
        wrong = [form for form in self.forms if not form.check()]  # each says what is wrong with it
        if wrong:
            return False
        try:
            if self._tell_of_others():
                return False
            with self.book.store.impatient():
                record_id = self.store()
        except FieldError as refused:
            self._point_at(refused)
            return False
        except BookError as refused:
            if not self._when_free.takes(refused, self.save_now):
                self.refuse(str(refused))
            return False
        self.context.drafts.drop(self._form_key)
        self.accept()
        self.saved.emit(record_id)
        return True

    def give_up(self) -> None:
        """Close without saving and without a draft."""
        self.context.drafts.drop(self._form_key)
        self.done(0)

    def _tell_of_others(self) -> bool:
        """Say what somebody else did meanwhile to what is being saved; whether there is anything new to say."""
        compared = self.compared()
        if not compared:
            return False
        deleted_by = deletion_of(self.book.store, compared[0])
        if deleted_by is None:
            return self._notes.tell(meanwhile(self.book.store, compared))
        if not deleted_by:
            self.refuse(_("This was erased for good while the form was open, so it cannot be saved."))
            return True
        self.refuse(
            _("This was deleted while the form was open. What you typed is still here."),
            verb=_("Bring it back and save"),
            deed=partial(self._bring_back_and_save, compared[0], deleted_by),
        )
        return True

    def _bring_back_and_save(self, compared: Compared, deleted_by: int) -> None:
        try:
            put_back(self.book, deleted_by, compared.table.name, compared.typed.id)
        except BookError as refused:
            self.refuse(str(refused))
        else:
            self.save_now()

    def _take_theirs(self, told: Meanwhile) -> None:
        self.take_theirs(told)
        self.keep_draft()

    def _point_at(self, refused: FieldError) -> None:
        field = self._watched.get(refused.field)
        if field is None:
            self.refuse(str(refused))
        else:
            field.show_problem(str(refused))
            field.setFocus()

    def bring_back(self) -> None:
        """Fill the form with what was left half-typed; what had been left alone shows what the book says now."""
        assert self._left is not None
        self._offer.hide()
        was = {name.removeprefix(_WAS): text for name, text in self._left.items() if name.startswith(_WAS)}
        now = self._texts()
        typed = {
            name: text
            for name, text in self._left.items()
            if not name.startswith(_WAS) and text != was.get(name)
        }
        for name, field in self._watched.items():
            if name in typed:
                put_text(field, typed[name])
        self.restore_extra(now | typed)
        for name, field in self._watched.items():
            if name in typed and typed[name] != now[name] != was.get(name, now[name]):
                field.show_problem(_("This was changed in the book meanwhile. Save to keep what you typed."))
        self.keep_draft()

    def showEvent(self, event: object) -> None:
        if not self._at_first:
            self._at_first = self._texts()
        super().showEvent(event)

    def _texts(self) -> dict[str, str]:
        return {name: text_of(field) for name, field in self._watched.items()} | self.extra()


def text_of(field: Field) -> str:
    """What stands in a field, as text that ``put_text`` reads."""
    if isinstance(field, TextField | NoteField):
        return field.value()
    if isinstance(field, ParsedField):
        return str(field.line.text())
    if isinstance(field, CheckField):
        return "1" if field.value() else ""
    if isinstance(field, PickField):
        return json.dumps([field.value(), field.text()], ensure_ascii=False)
    if isinstance(field, ChoiceField | OptionField | ScoreField):
        return "" if field.value() is None else str(field.value())
    raise TypeError(f"no draft can be kept of {type(field).__name__}")


def put_text(field: Field, text: str) -> None:
    """Fill a field with what ``text_of`` gave; what no longer fits is left out."""
    if isinstance(field, TextField | NoteField):
        field.set_value(text)
    elif isinstance(field, ParsedField):
        field.line.setText(text)
    elif isinstance(field, CheckField):
        field.set_value(bool(text))
    elif isinstance(field, PickField):
        key, title = json.loads(text)
        field.set_value(key, title)
    elif isinstance(field, ChoiceField | OptionField):
        field.set_value(next((key for key in field.known_keys() if str(key) == text), None))
    elif isinstance(field, ScoreField):
        field.set_value(int(text) if text else None)
