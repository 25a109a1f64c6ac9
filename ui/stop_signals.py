"""Being asked to stop by the system: the window closes as by its own button, so that what is typed is kept."""

import signal
import socket
from collections.abc import Callable

from PySide6.QtCore import QObject, QSocketNotifier

_NAMES = ("SIGTERM", "SIGINT", "SIGHUP")


class StopSignals(QObject):
    """Calls ``stop`` in the window's thread when SIGTERM, SIGINT or SIGHUP arrives.

    Python hears of a signal only when its own code runs, and Qt may sleep in C++ for hours: so the signal is written
    to a socket, and Qt watches the other end.
    """

    def __init__(self, stop: Callable[[], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stop = stop
        self._ours, theirs = socket.socketpair()
        self._theirs = theirs
        for end in (self._ours, theirs):
            end.setblocking(False)
        self._watch = QSocketNotifier(self._ours.fileno(), QSocketNotifier.Type.Read, self)
        self._before = signal.set_wakeup_fd(theirs.fileno(), warn_on_full_buffer=False)
        self._handlers = {
            number: signal.signal(number, _heard)
            for number in (getattr(signal, name) for name in _NAMES if hasattr(signal, name))
        }
        self._watch.activated.connect(self._arrived)

    def forget(self) -> None:
        """Leave signals to whoever had them before."""
        self._watch.setEnabled(False)
        signal.set_wakeup_fd(self._before)
        for number, handler in self._handlers.items():
            signal.signal(number, handler)
        self._ours.close()
        self._theirs.close()

    def _arrived(self) -> None:
        arrived = self._ours.recv(1024)
        if any(number in self._handlers for number in arrived):
            self._stop()


def _heard(_number: int, _frame: object) -> None:
    """A handler of Python's own, so that the signal no longer ends the process; the socket carries the news."""
