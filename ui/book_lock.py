"""One window a book: the second start brings the first window forward instead of opening the book twice."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QThread, Signal

from model.safekeeping.instance_lock import HeldElsewhere, InstanceLock

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer

_WAIT_MS = 200
_TRIES = 5


class BookLock(QObject):
    """Holds the lock beside a book while its window is open; ``asked_for`` when somebody starts it again."""

    asked_for = Signal()

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lock = InstanceLock(path)
        self._server: QLocalServer | None = None
        self._path = path.resolve()

    def take(self, *, over: bool = False) -> bool:
        """Whether the book is ours now. ``False``: another window here has it and was asked to come forward.

        ``HeldElsewhere`` if another PC, another person or another program has it; ``over`` as of ``InstanceLock``.
        """
        try:
            self._lock.take(over=over)
        except HeldElsewhere as refused:
            is_far = refused.may_be_over or (refused.holder is not None and not refused.holder.is_here)
            if not is_far and self._ask_holder():
                return False
            raise
        return True

    def let_go(self) -> None:
        """Others may open the book."""
        if self._server is not None:
            self._server.close()
        self._lock.let_go()

    def listen(self) -> None:
        """Hear of a second start from now on. The window comes first: a second start waits long enough for it."""
        from PySide6.QtNetwork import QLocalServer

        if self._server is not None or not self._lock.is_held:
            return
        QLocalServer.removeServer(_server_name(self._path))
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)
        self._server.listen(_server_name(self._path))

    def _ask_holder(self) -> bool:
        from PySide6.QtNetwork import QLocalSocket

        # The holder may be in the midst of its own start and not listen yet.
        for _try in range(_TRIES):
            socket = QLocalSocket()
            socket.connectToServer(_server_name(self._path))
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
    import hashlib  # after the window is there

    return "regulars-" + hashlib.sha256(str(path).encode()).hexdigest()[:24]
