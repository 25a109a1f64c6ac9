"""The one place where everything ends that nobody expected: told, logged, and never taken for saved."""

from __future__ import annotations

import faulthandler
import logging
import sys
import threading
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import IO, TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication

from model.errors import BookError
from resources.i18n import _

if TYPE_CHECKING:
    from ui.widgets.problem_dialog import ProblemDialog

_SAME_AGAIN_SECONDS = 60
_LOG_BYTES = 500_000

_log = logging.getLogger("regulars")


class Problems(QObject):
    """Takes over the hooks of Python. ``noted`` with one sentence for each thing that went wrong.

    The same bug is shown in a dialog once a minute at most: one that happens at each painting would otherwise never
    let anybody work again. ``noted`` comes each time, so the window can still say that something was not saved.
    """

    noted = Signal(str)
    _arrived = Signal(object)

    def __init__(self, log_folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.log_folder = log_folder
        self._shown_at: dict[tuple[str, ...], float] = {}
        self._dialog: ProblemDialog | None = None
        self._crash_log: IO[Any] | None = None
        self._log_file: logging.Handler | None = None
        self._hooks = (sys.excepthook, threading.excepthook, sys.unraisablehook)
        self.crash_before = ""
        # Errors of other threads are shown by the window's.
        self._arrived.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def take_over(self) -> None:
        """Be the hook for everything from now on, and write the log."""
        try:
            self._open_logs()
        except OSError as error:
            _log.warning("there will be no log: %s", error)
        sys.excepthook = self.take
        threading.excepthook = self._from_thread
        sys.unraisablehook = self._unraisable

    def give_back(self) -> None:
        """Leave the hooks to whoever had them before, and close the log."""
        sys.excepthook, threading.excepthook, sys.unraisablehook = self._hooks
        if self._crash_log is not None:
            faulthandler.disable()
            self._crash_log.close()
            self._crash_log = None
        if self._log_file is not None:
            logging.getLogger().removeHandler(self._log_file)
            self._log_file.close()
            self._log_file = None

    def take(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """An error that nobody caught. May be called from any thread."""
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        if not isinstance(error, BookError):
            _log.error("not expected", exc_info=(kind, error, trace))
        self._arrived.emit((kind, error, trace))

    def _show(self, arrived: tuple[type[BaseException], BaseException, TracebackType | None]) -> None:
        kind, error, trace = arrived
        if isinstance(error, BookError):
            self.noted.emit(str(error))
            self._open(str(error))
            return
        self.noted.emit(_("Something went wrong, and the last step was not saved."))
        if self._was_just_shown(kind, trace):
            return
        details = "".join(traceback.format_exception(kind, error, trace))
        self._open(
            _("Something went wrong in Regulars."),
            _(
                "The last step was not saved. What you typed is still there: please try again. "
                "If it happens again, the details below help whoever looks after this PC."
            ),
            details,
        )

    def _open(self, what: str, consequence: str = "", details: str = "") -> None:
        if self._dialog is not None:
            return  # One at a time; the log and the foot of the window have the rest.
        from ui.widgets.problem_dialog import ProblemDialog

        self._dialog = ProblemDialog(what, consequence, details, parent=_window())
        self._dialog.finished.connect(self._closed)
        self._dialog.open()

    def _closed(self) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None

    def _was_just_shown(self, kind: type[BaseException], trace: TracebackType | None) -> bool:
        place = (
            kind.__name__,
            *(f"{frame.filename}:{frame.lineno}" for frame in traceback.extract_tb(trace)[-1:]),
        )
        now = time.monotonic()
        before = self._shown_at.get(place)
        if before is not None and now - before < _SAME_AGAIN_SECONDS:
            return True
        self._shown_at[place] = now
        return False

    def _from_thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None and not issubclass(args.exc_type, SystemExit):
            self.take(args.exc_type, args.exc_value, args.exc_traceback)

    def _unraisable(self, args: sys.UnraisableHookArgs) -> None:
        # Raised where nothing can be stopped any more, as while an object is cleared away: for the log alone.
        value = args.exc_value
        if value is not None:
            _log.error(
                "while clearing away %r", args.object, exc_info=(type(value), value, args.exc_traceback)
            )

    def _open_logs(self) -> None:
        self.log_folder.mkdir(parents=True, exist_ok=True)
        log = self.log_folder / "regulars.log"
        if log.exists() and log.stat().st_size > _LOG_BYTES:
            log.replace(log.with_suffix(".old.log"))
        self._log_file = logging.FileHandler(log, encoding="utf-8", delay=True)
        self._log_file.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
        logging.getLogger().addHandler(self._log_file)
        crashes = self.log_folder / "crash.log"
        if crashes.exists():
            self.crash_before = crashes.read_text(encoding="utf-8", errors="replace")
        # Written by C code in the middle of a crash, so it must be open before.
        self._crash_log = crashes.open("w", encoding="utf-8")
        faulthandler.enable(self._crash_log)


@contextmanager
def shown_instead_of_raised() -> Iterator[None]:
    """For what Qt calls in the midst of a call of our own, as ``closeEvent`` by ``close()`` or ``quit()``: an error on
    its way up from there would end the process, and with it whatever is half-typed."""
    try:
        yield
    except Exception as error:  # noqa: BLE001
        sys.excepthook(type(error), error, error.__traceback__)


def _window() -> Any:
    return QApplication.activeModalWidget() or QApplication.activeWindow()
