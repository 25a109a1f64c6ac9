"""Long work off the window's thread: with progress, with Cancel, and with a book of its own."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from model.book import Book
from model.changes import Change
from model.errors import BookError, Cancelled
from ui.collecting import collecting

if TYPE_CHECKING:
    from ui.widgets.progress_panel import ProgressPanel

T = TypeVar("T")

_SHOW_AFTER_MS = 400  # shorter work would only flicker
_TELL_EVERY_SECONDS = 0.05
_STOPS_WITHIN_SECONDS = 3.0


class Progress:
    """What the work is given: call it with how far it is, ask it for the book.

    ``progress(done, of, detail="")`` raises ``Cancelled`` once the person pressed Cancel, and is cheap enough to be
    called for every row. ``of`` is 0 while nobody knows how much there is.
    """

    def __init__(self, task: Task[Any], open_book: Callable[[], Book] | None) -> None:
        self._task = task
        self._open_book = open_book
        self._book: Book | None = None
        self._closing = threading.Lock()
        self._told_at = 0.0

    def __call__(self, done: int, of: int, detail: str = "") -> None:
        if self._task.cancelled:
            raise Cancelled
        now = time.monotonic()
        if now - self._told_at >= _TELL_EVERY_SECONDS or done >= of > 0:
            self._told_at = now
            self._task.progressed.emit(done, of, detail)

    @property
    def book(self) -> Book:
        """The window's book through a connection of this thread's own, opened when first asked for."""
        if self._book is None:
            assert self._open_book is not None, "work without a book asked for one"
            self._book = self._open_book()
            # An interrupt stops only what has begun: Cancel may come just before.
            self._book.store.stop_when(lambda: self._task.cancelled)
        return self._book

    def interrupt(self) -> None:
        """Stop a long SQL statement of the work; from any thread."""
        with self._closing:
            if self._book is not None and not self._book.store.closed:
                self._book.store.interrupt()

    def close(self) -> None:
        """Close the work's own book; in the work's thread."""
        with self._closing:
            if self._book is not None:
                self._book.close()


class Task(QObject, Generic[T]):
    """One piece of running work; ``cancel()`` asks it to stop. ``ended`` follows, whatever came of it."""

    # Python's own numbers: Qt would cut ``int`` to 32 bits.
    progressed = Signal(object, object, str)
    finished = Signal()
    ended = Signal()

    def __init__(
        self,
        work: Callable[[Progress], T],
        done: Callable[[T], None],
        failed: Callable[[BookError], None],
        stopped: Callable[[], None],
        open_book: Callable[[], Book] | None,
        parent: QObject | None = None,
        *,
        quiet: bool = False,
    ) -> None:
        super().__init__(parent)
        self.quiet = quiet
        self._work, self._done, self._failed, self._stopped = work, done, failed, stopped
        self._progress = Progress(self, open_book)
        self._result: T | None = None
        self._error: BaseException | None = None
        self.cancelled = False
        self._thread = threading.Thread(target=self._run, name="task", daemon=True)
        self.finished.connect(self._finish)

    def start(self) -> None:
        collecting.hold()
        self._thread.start()

    def cancel(self) -> None:
        """Ask the work to stop; it does so at its next word of progress, or in the middle of a long statement."""
        self.cancelled = True
        self._progress.interrupt()

    def wait(self, seconds: float) -> bool:
        """Wait for the thread; whether it has let go of the book. What came of it is told later, as always."""
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def _run(self) -> None:
        try:
            try:
                self._result = self._work(self._progress)
            finally:
                self._progress.close()
        except BaseException as error:  # noqa: BLE001
            self._error = error  # raised again in the window's thread, where the one hook shows it
        try:
            self.finished.emit()
        except RuntimeError:  # The window waited long enough and is gone: nobody is left to tell.
            collecting.release()

    def _finish(self) -> None:
        # The thread's last deed was to send for this; joined, it can hold nothing of ours any more.
        self._thread.join()
        collecting.release()
        error, result = self._error, self._result
        self._result = None  # Else it would stay until the collector finds this task and its progress.
        try:
            if error is None:
                self._done(result)  # type: ignore[arg-type]
            elif isinstance(error, Cancelled) or (self.cancelled and _was_interrupted(error)):
                self._stopped()
            elif isinstance(error, BookError):
                self._failed(error)
            else:
                raise error
        finally:
            self.ended.emit()


class Tasks(QObject):
    """All long work of a window. ``idle`` when the last of it has ended."""

    idle = Signal()

    def __init__(
        self, parent: QWidget, book: Book | None = None, tell: Callable[[Change], None] | None = None
    ) -> None:
        """``tell`` hears of commits made by the work, in the work's thread (``BookSignals.tell``)."""
        super().__init__(parent)
        self._window = parent
        self._book = book
        self._tell = tell
        self._running: list[Task[Any]] = []

    def start(
        self,
        title: str,
        work: Callable[[Progress], T],
        done: Callable[[T], None],
        failed: Callable[[BookError], None] | None = None,
        *,
        stopped: Callable[[], None] | None = None,
        panel: ProgressPanel | None = None,
        quiet: bool = False,
    ) -> Task[T]:
        """Run ``work`` in a thread; then ``done`` with its answer, ``failed`` with its refusal, or ``stopped``.

        Work that takes longer than a moment shows its progress and Cancel in a dialog, or in the page's own
        ``panel``, or not at all when ``quiet``. A refusal that nobody takes is shown; a bug goes to the one hook.
        """
        task = Task(
            work,
            done,
            failed or self._show_refusal,
            stopped or _nothing,
            self._book_opener(),
            self,
            quiet=quiet,
        )
        self._running.append(task)
        task.ended.connect(self._ended)
        if panel is not None:
            task.progressed.connect(panel.show_progress)
            panel.cancelled.connect(task.cancel)
        elif not quiet:
            _Shown(title, task, self._window)
        task.start()
        return task

    @property
    def running(self) -> bool:
        return bool(self._running)

    @property
    def shown(self) -> bool:
        """Whether something runs that somebody sees, and can stop."""
        return any(not task.quiet for task in self._running)

    def stop_quiet(self) -> bool:
        """Stop what runs without being seen, and wait a moment for it; whether nothing has the book open now."""
        if self.shown:
            return False
        for task in self._running:
            task.cancel()
        return all(task.wait(_STOPS_WITHIN_SECONDS) for task in list(self._running))

    def cancel_all(self) -> None:
        """Ask everything that runs to stop; ``idle`` follows."""
        for task in list(self._running):
            task.cancel()

    def _ended(self) -> None:
        task = self.sender()
        assert isinstance(task, Task)
        self._running.remove(task)
        task.deleteLater()
        if not self._running:
            self.idle.emit()

    def _book_opener(self) -> Callable[[], Book] | None:
        book = self._book
        if book is None:
            return None
        who, tell = book.store.who, self._tell

        def open_again() -> Book:
            again = book.again()
            again.store.who = who
            if tell is not None:
                again.listen(tell)
            return again

        return open_again

    def _show_refusal(self, error: BookError) -> None:
        from ui.widgets.problem_dialog import ProblemDialog

        ProblemDialog(str(error), parent=self._window).open()


class _Shown(QObject):
    """The dialog of one task, shown once the work has taken longer than a moment."""

    def __init__(self, title: str, task: Task[T], window: QWidget) -> None:
        from ui.widgets.progress_panel import ProgressDialog

        super().__init__(task)
        self._dialog = ProgressDialog(title, parent=window)
        timer = QTimer(self, singleShot=True, interval=_SHOW_AFTER_MS)

        timer.timeout.connect(self._dialog.open)
        task.progressed.connect(self._dialog.panel.show_progress)
        task.ended.connect(self._put_away)
        self._dialog.cancelled.connect(task.cancel)
        timer.start()

    def _put_away(self) -> None:
        self._dialog.accept()
        self._dialog.deleteLater()


def _was_interrupted(error: BaseException) -> bool:
    """Whether ``interrupt`` ended a statement: told by SQLite itself, or by the edit around it."""
    return isinstance(error, BookError) or getattr(error, "sqlite_errorname", "") == "SQLITE_INTERRUPT"


def _nothing() -> None:
    """Stopped on request: there is nothing to say."""
