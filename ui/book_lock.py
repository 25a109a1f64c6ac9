"""One window a book: the second start brings the first window forward instead of opening the book twice."""

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLockFile, QObject, QThread, QTimer, Signal

from model.errors import BookError
from resources.i18n import _

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer

_WAIT_MS = 200
_TRIES = 5
_LISTEN_AFTER_MS = 200


class BookLock(QObject):
    """Holds the lock file beside a book while its window is open; ``asked_for`` when somebody starts it again."""

    asked_for = Signal()

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        path = path.resolve()
        self._lock = QLockFile(str(path.with_name(f"{path.name}.lock")))
        self._lock.setStaleLockTime(0)  # held until its process is gone, however long a window stays open
        self._server: QLocalServer | None = None
        self._name = _server_name(path)
        self._book = path.name

    def take(self) -> bool:
        """Whether the book is ours now. ``False``: another window here has it and was asked to come forward.

        ``BookError`` if another PC or another person has it.
        """
        if self._lock.tryLock(0):
            # The window comes first; a second start waits long enough to be heard after it.
            QTimer.singleShot(_LISTEN_AFTER_MS, self, self._listen)
            return True
        if self._lock.error() != QLockFile.LockError.LockFailedError:
            return True  # No lock file can be made in this folder; opening the book will say what is wrong with it.
        if self._ask_holder():
            return False
        _pid, host, _program = self._lock.getLockInfo()
        raise BookError(
            _("“{name}” is open in another window, on “{host}”. Close it there first.").format(
                name=self._book, host=host or "?"
            )
        )

    def let_go(self) -> None:
        """Others may open the book."""
        if self._server is not None:
            self._server.close()
        self._lock.unlock()

    def _listen(self) -> None:
        from PySide6.QtNetwork import QLocalServer

        if not self._lock.isLocked():
            return
        QLocalServer.removeServer(self._name)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)
        self._server.listen(self._name)

    def _ask_holder(self) -> bool:
        from PySide6.QtNetwork import QLocalSocket

        # The holder may be in the midst of its own start and not listen yet.
        for _try in range(_TRIES):
            socket = QLocalSocket()
            socket.connectToServer(self._name)
            if socket.waitForConnected(_WAIT_MS):
                return True
            QThread.msleep(_WAIT_MS)
        return False

    def _answer(self) -> None:
        assert self._server is not None
        connection = self._server.nextPendingConnection()
        connection.disconnected.connect(connection.deleteLater)
        connection.disconnectFromServer()
        self.asked_for.emit()


def _server_name(path: Path) -> str:
    return "regulars-" + hashlib.sha256(str(path).encode()).hexdigest()[:24]
