"""A card of settings that is saved as a whole, when somebody presses Save."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QWidget

from model.errors import BookError, FieldError
from resources.i18n import _, pgettext
from ui import theme
from ui.context import Context
from ui.forms.record_form import put_text, text_of
from ui.forms.when_free import WhenFree
from ui.widgets.banner import Banner
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.field import Field
from ui.widgets.form import F, Form


class SettingsForm(Card):
    """Fields with Save and Take back, which can be pressed once something was changed; Enter in a field of one line,
    Ctrl+S and Ctrl+Enter save too.

    Subclasses ``load`` the fields from the book and ``store`` them in one edit. What is half-typed is kept as a
    draft and comes back by itself: there is only one such form.
    """

    def __init__(
        self,
        context: Context,
        key: str,
        title: str,
        *,
        columns: int = 2,
        beside: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, parent=parent)
        self.context = context
        self._draft_key = f"settings {key}"
        self._named: dict[str, Field] = {}
        self._edited = False
        self._refusal = Banner("", tone="danger", closable=False)
        self.form = Form(columns=columns, beside=beside)
        self.save = Button(_("Save"), icon="check", kind="primary")
        self._take_back = Button(pgettext("what was typed", "Take back"), kind="quiet")
        self._when_free = WhenFree(context.book, self._say_it_waits, self.form, parent=self)

        foot = QHBoxLayout()
        foot.setSpacing(theme.SMALL)
        foot.addStretch(1)
        foot.addWidget(self._take_back)
        foot.addWidget(self.save)
        self.add(self._refusal, self.form)
        self.body.addSpacing(theme.SMALL)
        self.body.addLayout(foot)
        self._refusal.hide()
        self._show_edited(False)

        self.form.edited.connect(self._keep)
        self.save.clicked.connect(self.save_now)
        self._take_back.clicked.connect(self.give_up)
        self._refusal.acted.connect(self._wait_no_longer)

    def load(self) -> None:
        """Fill the fields from the book."""
        raise NotImplementedError

    def store(self) -> None:
        """Write the fields in one edit. ``FieldError`` points at a field by its name."""
        raise NotImplementedError

    def put(
        self, name: str, label: str, field: F, *, required: bool = False, hint: str = "", span: int = 1
    ) -> F:
        """Add a field under ``name``, which drafts and refusals know it by."""
        self._named[name] = field
        return self.form.add(label, field, required=required, hint=hint, span=span)

    def refresh(self) -> None:
        """Look at the book again, unless somebody is in the middle of typing."""
        if self._edited:
            return
        self.load()
        kept = self.context.drafts.take(self._draft_key)
        if kept:
            for name, field in self._named.items():
                if name in kept:
                    put_text(field, kept[name])
            self._show_edited(True)

    def save_now(self) -> bool:
        """Check and save; whether it is saved. A refusal leaves everything as it is typed."""
        if self._when_free.waiting:
            return False
        self._refusal.hide()
        if not self.form.check():
            return False
        try:
            with self.context.book.store.impatient():
                self.store()
        except FieldError as refused:
            field = self._named.get(refused.field)
            if field is not None:
                self.form.show_problem(field, str(refused))
                return False
            self._refuse(refused)
            return False
        except BookError as refused:
            if not self._when_free.takes(refused, self.save_now):
                self._refuse(refused)
            return False
        self.give_up()
        return True

    def give_up(self) -> None:
        """Show again what is in the book."""
        self._wait_no_longer()
        self.context.drafts.drop(self._draft_key)
        had_focus = self.save.hasFocus() or self._take_back.hasFocus()
        self._show_edited(False)
        self.load()
        if had_focus and self._named:
            next(iter(self._named.values())).setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if self._edited and (enter or event.matches(QKeySequence.StandardKey.Save)):
            self.save_now()
        else:
            super().keyPressEvent(event)

    def _keep(self) -> None:
        self._show_edited(True)
        self.context.drafts.keep(
            self._draft_key, {name: text_of(field) for name, field in self._named.items()}
        )

    def _show_edited(self, edited: bool) -> None:
        self._edited = edited
        self.save.setEnabled(edited)
        self._take_back.setEnabled(edited)

    def _refuse(self, refused: BookError) -> None:
        self._refusal.say(str(refused), tone="danger")
        self._refusal.show()

    def _say_it_waits(self, sentence: str, *, verb: str, deed: Callable[[], object]) -> None:  # noqa: ARG002
        self._refusal.say(sentence, action=verb)
        self._refusal.show()

    def _wait_no_longer(self) -> None:
        self._when_free.stop()
        self._refusal.hide()
