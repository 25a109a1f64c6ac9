"""Please look: where two copies that were joined said different things of one field. Nothing is lost meanwhile."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from model import clash_deciding
from model.book import Book
from model.clash_deciding import Question
from model.errors import BookError
from resources.i18n import _, ngettext
from ui import theme
from ui.context import Context
from ui.history.clash_card import ClashCard
from ui.widgets.empty_state import EmptyState
from ui.widgets.label import PlainLabel
from ui.widgets.page import scrolled

_AT_ONCE = 30


class ClashesView(QWidget):
    """``customer_opened(id)`` when the card of somebody is wanted, ``message`` for the foot of the window."""

    customer_opened = Signal(object)
    message = Signal(str)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._put_off: list[int] = []
        self._asked: list[Question] | None = None
        self.cards: list[ClashCard] = []
        self._sentence = PlainLabel(tone="muted", wrap=True)
        self._column = QVBoxLayout()
        self._stack = QStackedWidget()

        inside = QVBoxLayout()
        inside.setContentsMargins(0, theme.MEDIUM, 0, theme.MEDIUM)
        inside.setSpacing(theme.MEDIUM)
        inside.addWidget(self._sentence)
        inside.addLayout(self._column)
        inside.addStretch(1)
        self._column.setSpacing(theme.MEDIUM)
        self._stack.addWidget(
            EmptyState(
                "circle-check",
                _("Nothing to look at"),
                _(
                    "When two copies of the book are joined and both changed the same thing, it is asked here."
                ),
            )
        )
        self._stack.addWidget(scrolled(inside, widest=860))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)

    # deeds

    def refresh(self) -> None:
        """Look at the book again: what was put off stands last."""
        asked = clash_deciding.questions(self._context.book, _AT_ONCE, self._put_off)
        self._say(clash_deciding.waiting(self._context.book))
        if asked == self._asked:
            return  # whoever decides by keyboard stays where they are
        self._asked = asked
        self._stack.setCurrentIndex(1 if asked else 0)
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.cards = [self._card(question) for question in asked]
        for card in self.cards:
            self._column.addWidget(card)

    def focus_first(self) -> None:
        if self.cards:
            self.cards[0].keep.setFocus()

    # parts

    def _card(self, question: Question) -> ClashCard:
        card = ClashCard(question)
        card.kept.connect(lambda: self._decide(clash_deciding.keep, question))
        card.other_taken.connect(lambda: self._decide(clash_deciding.take_other, question))
        card.put_off.connect(lambda: self._later(question))
        card.opened.connect(lambda: self.customer_opened.emit(question.customer_id))
        return card

    def _decide(self, deed: Callable[[Book, Question], None], question: Question) -> None:
        try:
            deed(self._context.book, question)
        except BookError as refused:
            self.message.emit(str(refused))
        self.refresh()
        self.focus_first()

    def _later(self, question: Question) -> None:
        """It is asked again when everything else is decided, and at the next start."""
        first = question.clashes[0].id
        self._put_off = [one for one in self._put_off if one != first] + [first]
        self.refresh()
        self.focus_first()

    def _say(self, waiting: int) -> None:
        sentence = ngettext(
            "Two copies of the book were joined, and {n} thing was changed in both. The book keeps the value marked"
            " “In the book” until you decide.",
            "Two copies of the book were joined, and {n} things were changed in both. The book keeps the values marked"
            " “In the book” until you decide.",
            waiting,
        ).format(n=f"{waiting:,}")
        if waiting > _AT_ONCE:
            sentence += " " + _("The first {n} are shown.").format(n=_AT_ONCE)
        self._sentence.setText(sentence)
