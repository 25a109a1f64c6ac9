"""How Regulars looks and speaks on this PC, and where its files are. Nothing here is part of the book."""

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QWidget

from resources.i18n import LANGUAGES, _
from ui import theme
from ui.context import Context
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.choice_field import Choice, ChoiceField
from ui.widgets.form import Form
from ui.widgets.label import PlainLabel


class ThisPc(Card):
    """``theme_wanted(mode)`` and ``language_wanted(code)`` at once when chosen."""

    theme_wanted = Signal(str)
    language_wanted = Signal(str)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(_("This PC"), parent=parent)
        self._context = context
        form = Form(columns=2)
        self.look = form.add(
            _("Look"),
            ChoiceField(
                [
                    Choice("system", _("Light or dark as the system"), "monitor"),
                    Choice("light", _("Light"), "sun"),
                    Choice("dark", _("Dark"), "moon"),
                ]
            ),
        )
        self.language = form.add(
            _("Language of the window"),
            ChoiceField(
                [Choice("", _("As the shop")), *(Choice(code, name) for code, name in LANGUAGES.items())]
            ),
        )
        self.add(
            PlainLabel(
                _("These hold for this PC alone, and are no part of the book."), tone="muted", wrap=True
            ),
            form,
        )
        self.body.addSpacing(theme.SMALL)
        self.body.addLayout(self._file())

        self.look.edited.connect(lambda: self.theme_wanted.emit(str(self.look.value())))
        self.language.edited.connect(lambda: self.language_wanted.emit(str(self.language.value())))

    def refresh(self) -> None:
        """Look at this PC's settings again."""
        self.look.set_value(self._context.computer.theme)
        self.language.set_value(self._context.computer.language)

    def _file(self) -> QHBoxLayout:
        path = self._context.book.path.resolve()
        show = Button(_("Show in its folder"), icon="folder-open")
        show.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent))))
        row = QHBoxLayout()
        row.setSpacing(theme.SMALL)
        words = _("The book is one file: {path}").format(path=path)
        row.addWidget(PlainLabel(words, wrap=True, selectable=True), 1)
        row.addWidget(show)
        return row
