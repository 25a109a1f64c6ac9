"""What letters and messages say: every purpose in both languages, as the owner or the program words it."""

from PySide6.QtWidgets import QMenu, QWidget

from model.template_texts import template
from model.text_templates import Purpose, TextTemplate
from resources.i18n import LANGUAGES, _
from ui import theme
from ui.context import Context
from ui.forms.opening import open_form
from ui.settings.letter_form import LetterForm, forget_own
from ui.widgets.card import Card
from ui.widgets.column import Column
from ui.widgets.simple_table import SimpleTable


class LetterList(Card):
    """One line for each text that the shop can send, those of its own language first."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(_("Letters and messages"), parent=parent)
        self.context = context
        self.table = SimpleTable(
            [
                Column("purpose", _("About"), lambda text: text.purpose.label, width=230, strong=True),
                Column("language", _("Language"), lambda text: LANGUAGES[text.language], width=110),
                Column("begins", _("Begins"), _beginning, stretch=True),
                Column(
                    "whose", _("Words"), _whose, width=120, tone=lambda text: "text" if text.id else "muted"
                ),
            ],
            name=_("Letters and messages"),
            menu_for=self._menu,
            grows=True,
            tallest=24,
        )
        self.add(self.table)
        self.table.opened.connect(self.open)

    def refresh(self) -> None:
        """Look at the book again."""
        book = self.context.book
        languages = sorted(LANGUAGES, key=lambda code: code != book.shop.language)
        self.table.show_rows([template(book, purpose, code) for code in languages for purpose in Purpose])

    def open(self, text: TextTemplate) -> None:
        """Show the text in its form."""
        open_form(LetterForm(self.context, text, parent=self.window()))

    def _menu(self, text: TextTemplate) -> QMenu:
        menu = QMenu(self)
        menu.addAction(theme.icon("pencil"), _("Change…"), lambda: self.open(text))
        if text.id:
            menu.addAction(
                theme.icon("undo-2"),
                _("Take the program’s words again"),
                lambda: forget_own(self.context, text),
            )
        return menu


def _beginning(text: TextTemplate) -> str:
    """The first line that says more than a greeting."""
    lines = [line.strip() for line in text.body.splitlines() if line.strip()]
    return text.subject or (lines[1] if len(lines) > 1 else "".join(lines))


def _whose(text: TextTemplate) -> str:
    return _("your own") if text.id else _("the program’s")
