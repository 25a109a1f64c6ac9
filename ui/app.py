"""The program with windows: which book, which language, which look, and how it all begins and ends."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QWidget

import resources
import ui.quick_imports  # noqa: F401 - before the rest of ui
from model.book import Book
from model.computer import Computer
from model.database import SUFFIX
from model.errors import BookError
from model.open_here import is_open_here
from model.safekeeping.known_books import KnownBooks
from model.trouble import TroubleError
from resources.i18n import _
from ui import theme
from ui.book_lock import BookLock
from ui.first_picture import FirstPicture
from ui.main_window import MainWindow
from ui.opened_book import Caring, OpenedBook
from ui.practice_books import PracticeBooks
from ui.problems import Problems
from ui.qt_words import QtWords, system_language

if TYPE_CHECKING:
    from ui.stop_signals import StopSignals
    from ui.welcome.window import WelcomeWindow

_COLLECT_AFTER_MS = 1_000


def run(path: Path | None, practice: bool = False) -> int:
    """Open the window on ``path``, else on a fresh practice book, else on the last book, else on the welcome page.

    The exit status, once the last window is closed.
    """
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    app.setApplicationName("Regulars")
    app.setDesktopFileName("regulars")
    app.setWindowIcon(QIcon(str(resources.path("icons", "regulars.png"))))
    computer = Computer()
    problems = Problems(computer.folder / "log", app)
    problems.take_over()
    program = Program(app, computer, problems)
    signals: list[StopSignals] = []
    try:
        if not program.start(path, practice=practice):
            return 0
        shown = program.window or program.welcome
        assert shown is not None
        FirstPicture(shown, lambda: signals.append(_stop_signals(program, app)))
        QTimer.singleShot(_COLLECT_AFTER_MS, app, _collect_garbage)
        return app.exec()
    finally:
        for one in signals:
            one.forget()
        program.end()
        problems.give_back()


def _stop_signals(program: Program, app: QApplication) -> StopSignals:
    from ui.stop_signals import StopSignals

    return StopSignals(program.stop, app)


def _make_ready_to_save() -> None:
    """Load what the first edit needs: the first picture did without it, and whoever presses a key waits for nothing."""
    import model.triggers
    import model.undo  # noqa: F401


def _collect_garbage() -> None:
    """From now on; what is here already is here to stay, and not looked at again."""
    gc.freeze()
    gc.enable()


def _is_backup(path: Path) -> bool:
    """Whether the file, whatever its name, is a backup, open or locked."""
    if path.suffix == SUFFIX or is_open_here(path):
        return False
    from model.safekeeping.container import looks_like_container
    from model.safekeeping.locked import is_locked

    try:
        return looks_like_container(path) or is_locked(path)
    except OSError:
        return False


class Program(QObject):
    """Opens books in windows, one at a time, and remembers on this PC what it was told to."""

    def __init__(self, app: QApplication, computer: Computer, problems: Problems) -> None:
        super().__init__(app)
        self._app = app
        self._computer = computer
        self._problems = problems
        self._words = QtWords(app)
        self._opened: OpenedBook | None = None
        self._leaving: list[OpenedBook] = []
        self._closing: list[OpenedBook] = []
        self._welcome: WelcomeWindow | None = None
        self._practice_books = PracticeBooks(self._refuse)
        self._known = KnownBooks(computer)
        self._caring = Caring(self._known, self)
        self._said = ""

        self._words.speak(computer.language or system_language())
        theme.apply(app, computer.theme)
        problems.noted.connect(self._tell_not_saved)
        app.commitDataRequest.connect(self._session_ends)
        self._caring.reopen_wanted.connect(self._reopen)
        self._caring.way_out_wanted.connect(self._leave_for_a_way_out)

    @property
    def window(self) -> MainWindow | None:
        """The window on the open book."""
        return self._opened.window if self._opened else None

    @property
    def welcome(self) -> WelcomeWindow | None:
        """The welcome page, if it was shown."""
        return self._welcome

    # beginnings

    def start(self, path: Path | None, *, practice: bool = False) -> bool:
        """Show the first window; whether there is one. What keeps a book from opening is told on the welcome page."""
        if practice:
            self.show_welcome()
            self.open_practice()
            return True
        wanted = path or next((book for book in self._computer.recent_books if book.exists()), None)
        if wanted is None:
            self.show_welcome()
            return True
        return self.open(wanted)

    def open(
        self,
        path: Path,
        *,
        practice: bool = False,
        read_only: bool = False,
        over: bool = False,
        said: str = "",
    ) -> bool:
        """Open the book at ``path`` in the place of the one that is open; whether any window of ours shows now.

        ``read_only`` and ``over`` (the lock that another PC left) are what a person chose who was told of a trouble;
        ``said`` is told in the window.
        """
        if _is_backup(path):
            self._open_backup(path)
            return True
        before = self._opened
        if before is not None and path.resolve() == before.book.path.resolve():
            self._come_forward()
            return True
        if before is not None and before.window.shows_work:
            before.window.say(_("Something is still running here. Stop it or wait for it first."))
            return True
        lock = BookLock(path, self)
        try:
            # The lock before anything of the book is touched; who only reads needs none.
            if not read_only and not lock.take(over=over):
                return before is not None or self._welcome is not None
            copy_id = self._computer.copy_id
            book = (
                Book.open(path, read_only=True, copy_id=copy_id)
                if read_only
                else Book.open_or_read(path, copy_id=copy_id)
            )
        except BookError as refused:
            lock.let_go()
            self._refuse(refused, path)
            return True
        if book.read_only:
            lock.let_go()  # whoever only reads keeps nobody from writing
        lock.asked_for.connect(self._come_forward)
        if not practice:
            self._computer.remember_book(path)
        self._words.speak(self._computer.language or book.shop.language)
        try:
            window = self._make_window(book, practice)
        except TroubleError as refused:  # some damage shows only when the first page is filled
            book.close()
            lock.let_go()
            self._refuse(refused, path)
            return True
        self._opened = OpenedBook(book, lock, window, self._known, practice=practice)
        self._show(self._opened)
        if said:
            window.frame.show_banner(said, tone="success")
        if before is not None:
            self._leaving.append(before)
            before.window.close()
        return True

    def show_welcome(self, view: str = "start", problem: str = "") -> None:
        """The page before any book, with what kept a book from opening."""
        from ui.welcome.window import WelcomeWindow

        if self._welcome is None:
            welcome = WelcomeWindow(self._computer, self._words.speak)
            welcome.book_chosen.connect(self.open)
            welcome.practice_wanted.connect(self.open_practice)
            welcome.said.connect(self._remember_said)
            welcome.way_found.connect(self._open_out_of_trouble)
            self._welcome = welcome
        self._welcome.show_view(view, problem)
        self._bring_forward(self._welcome)

    def show_trouble(self, refused: TroubleError, path: Path) -> None:
        """What is the matter with a book, and the ways out."""
        self.show_welcome()
        assert self._welcome is not None
        self._welcome.show_trouble(refused, path)

    def ask_for_book(self, path: Path | None) -> None:
        """Open ``path``, or ask which."""
        from ui.welcome.ask_for_file import ask_for_book

        chosen = path or ask_for_book(self.window, self._computer)
        if chosen is not None:
            self.open(chosen)

    def restore_elsewhere(self, backup: Path, known: str | None = None) -> None:
        """Make a book of its own of a backup, and open it; ``known`` is a password that may open it."""
        from datetime import UTC, datetime

        from ui.backups.new_place_dialog import NewPlaceDialog
        from ui.forms.opening import open_form
        from ui.tasks import Tasks
        from ui.welcome.ask_for_file import books_folder

        asker = self.window or self._welcome
        assert asker is not None
        dialog = NewPlaceDialog(
            Tasks(asker),
            backup,
            books_folder(self._computer),
            partial(datetime.now, UTC),
            known=known,
            parent=asker,
        )
        # Not in the midst of the work that made it.
        dialog.restored.connect(self.open, Qt.ConnectionType.QueuedConnection)
        open_form(dialog)

    def _open_backup(self, path: Path) -> None:
        """A backup is no book: look inside, or make a book of it where there is none yet."""
        if self.window is not None and not self.window.practice:
            self._come_forward()
            self.window.ways.look_inside(path)
        else:
            if self.window is None:
                self.show_welcome()
            self.restore_elsewhere(path)

    def open_practice(self) -> None:
        """Make a practice book of a small shop and open it; it is thrown away when the program ends."""
        asker = self._welcome if self._welcome is not None and self._welcome.isVisible() else self.window
        assert asker is not None
        self._practice_books.make(asker, self._open_made)

    def _open_made(self, path: Path) -> None:
        self.open(path, practice=True)

    # while it runs

    def choose_theme(self, mode: theme.Mode) -> None:
        """Light, dark, or as the system; at once and from now on."""
        self._computer.theme = mode
        theme.apply(self._app, self._computer.theme)

    def choose_language(self, code: str) -> None:
        """Speak another language on this PC, "" for that of the shop: the window is made again in it."""
        self._computer.language = code
        before = self._opened
        if before is None:
            return
        if before.window.shows_work:
            before.window.say(_("The language changes when the window is opened again."))
            return
        self._words.speak(code or before.book.shop.language)
        before.window.context.drafts.settle()
        window = self._make_window(before.book, before.practice, before.window.pages.key_shown)
        self._opened = before.in_another(window)
        self._show(self._opened, goes_on=True)
        before.window.closing.close_without_backup()

    def stop(self) -> None:
        """The system wants the program to end now: nobody waits for a backup."""
        if self.window is not None:
            self.window.closing.hurry()
        self._app.quit()

    def end(self) -> None:
        """Let go of everything that is still held."""
        for opened in (*self._closing, *self._leaving, *([self._opened] if self._opened else [])):
            opened.let_go()
        self._closing.clear()
        self._leaving.clear()
        self._opened = None
        self._practice_books.throw_away()

    def _make_window(self, book: Book, practice: bool, page: str = "today") -> MainWindow:
        window = MainWindow(book, self._computer, practice=practice, start_page=page)
        window.book_wanted.connect(self.ask_for_book)
        window.new_book_wanted.connect(lambda: self.show_welcome("new"))
        window.practice_wanted.connect(self.open_practice)
        window.left.connect(self._leave)
        window.quit_wanted.connect(self._app.quit)
        window.theme_wanted.connect(self.choose_theme)
        window.elsewhere_wanted.connect(self.restore_elsewhere)
        # Not in the midst of the menu or the button that asked for it, which will be gone.
        window.language_wanted.connect(self.choose_language, Qt.ConnectionType.QueuedConnection)
        window.closed.connect(self._window_closed)
        return window

    def _show(self, opened: OpenedBook, *, goes_on: bool = False) -> None:
        """``goes_on``: the book was open in another window before."""
        opened.window.show()
        FirstPicture(opened.window, opened.lock.listen, lambda: self._caring.begin(opened, goes_on=goes_on))
        if self._welcome is not None:
            self._welcome.close()
            self._welcome.deleteLater()
            self._welcome = None
        if self._problems.crash_before:
            opened.window.show_crash(self._problems.crash_before)
            self._problems.crash_before = ""

    def _leave(self) -> None:
        self.show_welcome()
        if self._opened is not None:
            self._opened.window.close()

    def _window_closed(self) -> None:
        window = self.sender()
        assert isinstance(window, MainWindow)
        window.deleteLater()
        if self._opened is not None and window is self._opened.window:
            self._let_go_later(self._opened)
            self._opened = None
        for left in [left for left in self._leaving if left.window is window]:
            self._leaving.remove(left)
            self._let_go_later(left)

    def _let_go_later(self, opened: OpenedBook) -> None:
        # Only once the window is gone with all that could still ask the book something, as a timer of a page.
        self._closing.append(opened)
        opened.window.destroyed.connect(opened.let_go)

    def _refuse(self, refused: BookError, path: Path) -> None:
        """Say why a book was not opened, and what can be done about it."""
        if isinstance(refused, TroubleError):
            self.show_trouble(refused, path)
        elif self.window is None:
            self.show_welcome(problem=str(refused))
        else:
            from ui.widgets.problem_dialog import ProblemDialog

            ProblemDialog(str(refused), parent=self.window).open()

    def _reopen(self) -> None:
        """Open what is at the place of the open book now."""
        if self._opened is not None:
            self._leave_and(lambda path: self.open(path))

    def _leave_for_a_way_out(self, trouble: TroubleError) -> None:
        self._leave_and(lambda path: self.show_trouble(trouble, path))

    def _leave_and(self, go_on: Callable[[Path], object]) -> None:
        """Close the open book, and go on once it is closed."""
        opened = self._opened
        if opened is None:
            return
        path = opened.book.path
        self.show_welcome()
        # The book is let go of when the window is destroyed.
        opened.window.destroyed.connect(lambda: QTimer.singleShot(0, self, lambda: go_on(path)))
        opened.window.closing.close_without_backup()

    def _remember_said(self, sentence: str) -> None:
        self._said = sentence

    def _open_out_of_trouble(self, path: Path, read_only: bool, over: bool) -> None:
        said, self._said = self._said, ""
        self.open(path, read_only=read_only, over=over, said=said)

    def _come_forward(self) -> None:
        if self.window is not None:
            self._bring_forward(self.window)
        else:
            self.show_welcome()  # the window is just going, or went with its book: never nothing at all

    def _bring_forward(self, window: QWidget) -> None:
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()

    def _tell_not_saved(self) -> None:
        if self.window is not None:
            self.window.show_not_saved()

    def _session_ends(self) -> None:
        if self.window is not None:
            self.window.closing.hurry()
            self.window.context.drafts.flush()
