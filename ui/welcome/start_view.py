"""The first question: which book."""

from datetime import date, datetime
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from model.computer import Computer
from model.days_in_words import days_between
from resources.i18n import _
from ui import theme
from ui.widgets.banner import Banner
from ui.widgets.button import IconButton
from ui.widgets.choice_row import ChoiceRow
from ui.widgets.label import PlainLabel

_MOST_BOOKS = 4


class StartView(QWidget):
    """``new_wanted``, ``open_wanted``, ``practice_wanted``, or ``book_chosen(path)`` from the recent ones."""

    new_wanted = Signal()
    open_wanted = Signal()
    practice_wanted = Signal()
    book_chosen = Signal(object)

    def __init__(self, computer: Computer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._computer = computer
        self._rows: list[ChoiceRow] = []
        self._problem = Banner("", tone="danger")
        self._books = QVBoxLayout()
        self._books.setSpacing(theme.SMALL)
        self._books_title = PlainLabel(_("Your books"), kind="heading")
        recent = bool(computer.recent_books)
        self._new = ChoiceRow(
            "plus", _("Start a new book"), _("Three questions, and your shop is ready."), first=not recent
        )
        self._open = ChoiceRow("folder-open", _("Open a book"), _("From this PC, a stick or another folder."))
        self._practice = ChoiceRow(
            "book-open",
            _("Look around first"),
            _("A practice book of a small shop: try anything, nothing is real."),
        )

        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SMALL + theme.TIGHT)
        column.addStretch(2)
        title = _("Welcome back") if recent else _("Welcome")
        column.addWidget(PlainLabel(title, kind="title"))
        column.addWidget(self._problem)
        column.addSpacing(theme.SMALL)
        column.addWidget(self._books_title)
        column.addLayout(self._books)
        column.addSpacing(theme.SMALL)
        for row in (self._new, self._open, self._practice):
            column.addWidget(row)
        column.addStretch(3)
        self._problem.hide()
        self._show_books()

        self._new.clicked.connect(self.new_wanted)
        self._open.clicked.connect(self.open_wanted)
        self._practice.clicked.connect(self.practice_wanted)

    def focus_first(self) -> None:
        (self._rows[0] if self._rows else self._new).setFocus()

    def show_problem(self, sentence: str) -> None:
        """What kept a book from opening."""
        self._problem.say(sentence, tone="danger")
        self._problem.setVisible(bool(sentence))

    def _show_books(self) -> None:
        books = self._computer.recent_books[:_MOST_BOOKS]
        self._books_title.setVisible(bool(books))
        last = next((book for book in books if book.exists()), None)
        for book in books:
            self._books.addLayout(self._row(book, first=book == last))

    def _row(self, book: Path, *, first: bool) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.TIGHT)
        choice = ChoiceRow(
            "store" if book.exists() else "circle-question-mark", book.stem, _about(book), first=first
        )
        forget = IconButton("x", _("Do not show {name} here any more").format(name=book.stem), role="muted")
        row.addWidget(choice, 1)
        row.addWidget(forget)
        self._rows.append(choice)
        choice.clicked.connect(lambda: self.book_chosen.emit(book))
        forget.clicked.connect(lambda: self._forget(book, choice, forget))
        return row

    def _forget(self, book: Path, choice: ChoiceRow, forget: QWidget) -> None:
        self._computer.forget_book(book)
        self._rows.remove(choice)
        choice.hide()
        forget.hide()
        self._books_title.setVisible(bool(self._computer.recent_books))
        self._new.setFocus()


def _about(book: Path) -> str:
    try:
        changed = datetime.fromtimestamp(book.stat().st_mtime).date()
    except OSError:
        return _("Not found in {folder}. Is the stick missing?").format(folder=book.parent)
    when = days_between(changed, date.today())
    return _("Last changed {when} · {folder}").format(when=when, folder=book.parent)
