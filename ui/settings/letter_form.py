"""The words of one letter or message, with the places that are filled in for each customer."""

import dataclasses
from typing import ClassVar

from PySide6.QtWidgets import QWidget

from model.errors import FieldError
from model.meanwhile import Compared
from model.template_texts import PLACES, fill, place_label, unknown_places, values_for
from model.text_templates import TextTemplate, TextTemplates
from resources.i18n import LANGUAGES, N_, _
from ui import theme
from ui.context import Context
from ui.forms.record_form import RecordForm
from ui.widgets.button import Button
from ui.widgets.flow import FlowLayout
from ui.widgets.form import Form
from ui.widgets.label import PlainLabel
from ui.widgets.note_field import NoteField
from ui.widgets.text_field import TextField


class LetterForm(RecordForm):
    """``text`` has no id while it is the program's own; saving it makes it the owner's."""

    def __init__(self, context: Context, text: TextTemplate, *, parent: QWidget | None = None) -> None:
        self._text = text
        title = _("{purpose} · {language}").format(
            purpose=text.purpose.label, language=LANGUAGES[text.language]
        )
        key = f"text_template {text.purpose} {text.language}"
        super().__init__(context, key, title, _("Save"), width=760, parent=parent)
        form = self.add_form(Form())
        self.subject = form.add(_("Subject"), TextField())
        self.words = form.add(_("Text"), NoteField(lines=9), required=True)
        places = QWidget()
        row = FlowLayout(places, gap=theme.TIGHT)
        self._sample = PlainLabel(tone="muted", wrap=True)

        for name in PLACES:
            button = Button(f"{{{name}}}", kind="quiet", tip=place_label(name))
            button.setProperty("kind", "chip")
            button.setAccessibleName(place_label(name))
            button.clicked.connect(lambda _on=False, place=name: self._put_in(place))
            row.addWidget(button)
        self.add(form, PlainLabel(_("Filled in for each customer:"), kind="small", tone="muted"), places)
        self.add(PlainLabel(_("For example"), kind="strong"), self._sample)
        self.subject.set_value(text.subject)
        self.words.set_value(text.body)
        self.watch("subject", self.subject)
        self.watch("body", self.words)
        if text.id:
            back = Button(_("Take the program’s words again"), icon="undo-2", kind="quiet")
            back.clicked.connect(self._forget)
            self.add_action(back)
        form.edited.connect(self._show_sample)
        self._show_sample()

    shown_by: ClassVar[dict[str, str]] = {"body": "words"}

    def compared(self) -> list[Compared]:
        return [Compared(TextTemplates, self._text, self._typed())] if self._text.id else []

    def store(self) -> int:
        """Write the owner's words."""
        typed, book = self._typed(), self.book
        unknown = unknown_places(f"{typed.subject}\n{typed.body}")
        if unknown:
            sentence = _("Nothing can be filled in for {{{place}}}. Choose one of the places below the text.")
            raise FieldError(sentence.format(place=unknown[0]), "body")
        with book.edit(N_("Worded the letter {name}"), name=typed.purpose.label):
            if typed.id:
                return book.text_templates.update(typed, self._text).id
            return book.text_templates.insert(typed).id

    def _typed(self) -> TextTemplate:
        return dataclasses.replace(self._text, subject=self.subject.value(), body=self.words.value())

    def _put_in(self, place: str) -> None:
        self.words.inner.insertPlainText(f"{{{place}}}")  # type: ignore[attr-defined]
        self.words.setFocus()

    def _show_sample(self) -> None:
        """The text as one customer of the book would read it."""
        latest = self.book.store.value(
            "SELECT max(customer_id) FROM customer_figures WHERE last_on IS NOT NULL"
        )
        if latest is None:
            self._sample.setText(_("The book has no customer with a purchase yet."))
            return
        values = values_for(self.book, latest, self._text.language, self.context.today())
        self._sample.setText(fill(self._typed(), values).body)

    def _forget(self) -> None:
        self.give_up()
        forget_own(self.context, self._text)


def forget_own(context: Context, text: TextTemplate) -> None:
    """Let the program word it again; undo brings the owner's words back."""
    with context.book.edit(N_("Gave up the own words of the letter {name}"), name=text.purpose.label):
        context.book.text_templates.delete(text.id)
