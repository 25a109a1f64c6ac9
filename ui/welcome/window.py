"""The window before any book is open."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from model.computer import Computer
from model.trouble import TroubleError
from resources.i18n import _, current_language
from ui import theme
from ui.welcome.ask_for_file import ask_for_book
from ui.welcome.hero import Hero
from ui.welcome.new_book_view import NewBookView
from ui.welcome.rescue import Rescue
from ui.welcome.start_view import StartView
from ui.welcome.trouble_view import TroubleView
from ui.widgets.page import scrolled
from ui.widgets.window_size import fit_into_screen

_WIDEST = 560


class WelcomeWindow(QWidget):
    """``book_chosen(path)`` to open, a book just made included; ``practice_wanted``; out of trouble with one,
    ``way_found(path, read_only, over)``, with ``said(sentence)`` to be told in its window.

    ``speak(code)`` changes the language of the program; the window is filled anew in it.
    """

    book_chosen = Signal(object)
    practice_wanted = Signal()
    way_found = Signal(object, bool, bool)
    said = Signal(str)

    def __init__(
        self, computer: Computer, speak: Callable[[str], object], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._computer = computer
        self._speak = speak
        self._view = "start"
        self._answers: dict[str, str] = {}
        self._content: QWidget | None = None
        self._shown: StartView | NewBookView | TroubleView | None = None
        self._refused: tuple[TroubleError, Path] | None = None
        self._rescue: Rescue | None = None
        self._column = QHBoxLayout(self)

        self._column.setContentsMargins(0, 0, 0, 0)
        fit_into_screen(self, QSize(1000, 680), QSize(820, 560))
        QShortcut(QKeySequence("Ctrl+Q"), self, self.close)
        self._fill()

    @property
    def shown(self) -> StartView | NewBookView | TroubleView:
        """What stands at the right now."""
        assert self._shown is not None
        return self._shown

    def show_view(self, view: str, problem: str = "") -> None:
        """``start`` or ``new``; with what kept a book from opening."""
        self._view = view
        self._fill(problem)

    def show_trouble(self, refused: TroubleError, path: Path) -> None:
        """A book that could not be opened as usual, with the ways out."""
        self._view, self._refused = "trouble", (refused, path)
        self._fill()

    def speak(self, language: str) -> None:
        """Say everything in ``language``, at once."""
        if language != current_language():
            if isinstance(self._shown, NewBookView):
                self._answers = self._shown.answers()
            self._speak(language)
            self._fill()

    def _fill(self, problem: str = "") -> None:
        if self._content is not None:
            self._column.removeWidget(self._content)
            self._content.hide()
            self._content.deleteLater()
        self.setWindowTitle(_("Welcome to Regulars"))
        hero = Hero()
        shown = self._view_of(problem)
        right = QVBoxLayout()
        right.setContentsMargins(theme.HUGE, theme.LARGE, theme.HUGE, theme.LARGE)
        right.addWidget(shown, 1)
        self._content = QWidget()
        row = QHBoxLayout(self._content)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(hero)
        row.addWidget(scrolled(right, _WIDEST + 2 * theme.HUGE), 1)
        self._column.addWidget(self._content)
        self._shown = shown
        # Queued: the button that asked for another language is part of what is replaced.
        hero.language_chosen.connect(self.speak, Qt.ConnectionType.QueuedConnection)
        shown.focus_first()

    def _view_of(self, problem: str) -> StartView | NewBookView | TroubleView:
        match self._view:
            case "new":
                return self._new()
            case "trouble":
                return self._trouble()
        return self._start(problem)

    def _start(self, problem: str) -> StartView:
        view = StartView(self._computer)
        view.show_problem(problem)
        view.new_wanted.connect(lambda: self.show_view("new"), Qt.ConnectionType.QueuedConnection)
        view.open_wanted.connect(self._ask)
        view.practice_wanted.connect(self.practice_wanted)
        view.book_chosen.connect(self.book_chosen, Qt.ConnectionType.QueuedConnection)
        return view

    def _new(self) -> NewBookView:
        view = NewBookView(self._computer, self._answers)
        view.made.connect(self.book_chosen, Qt.ConnectionType.QueuedConnection)
        view.given_up.connect(lambda: self.show_view("start"), Qt.ConnectionType.QueuedConnection)
        view.language_chosen.connect(self.speak, Qt.ConnectionType.QueuedConnection)
        return view

    def _trouble(self) -> TroubleView:
        assert self._refused is not None
        if self._rescue is not None:
            self._rescue.deleteLater()
        rescue = self._rescue = Rescue(*self._refused, self._computer, self)
        view = TroubleView(self._refused[0], rescue.ways, rescue.backups, datetime.now(UTC))
        # Queued: opening a book puts another view, or none, in the place of the button that was pressed.
        view.chosen.connect(rescue.go, Qt.ConnectionType.QueuedConnection)
        rescue.failed.connect(view.show_problem)
        rescue.said.connect(self.said)
        rescue.open_wanted.connect(self.way_found)
        return view

    def _ask(self) -> None:
        chosen = ask_for_book(self, self._computer)
        if chosen is not None:
            self.book_chosen.emit(chosen)
