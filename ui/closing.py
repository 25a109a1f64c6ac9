"""How a window closes: nothing half-typed lost, long work stopped, a backup made, and only then the book let go."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QWidget

from resources.i18n import _
from ui.backing_up import BackingUp
from ui.context import Context
from ui.window_frame import WindowFrame

_SAY_SO_AFTER_MS = 500
_STOP_WAITING_MS = 10_000
_HURRIES_MS = 60_000


class Closing(QObject):
    """``let_go`` is called once, when nothing is in the way any more. If it raises, the window stays open."""

    def __init__(
        self,
        context: Context,
        backing_up: BackingUp,
        frame: WindowFrame,
        let_go: Callable[[], object],
        *,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._context, self._backing_up, self._frame, self._window = context, backing_up, frame, parent
        self._let_go = let_go
        self._stopping = self._waited_enough = self._gone = self._closes_when_idle = False
        self._backed_up = self._hurries = False

    def may_close(self) -> bool:
        """Whether the window may close now; if not, what is in the way is brought to its end, and it closes then."""
        if self._hurries:
            self._context.drafts.flush()  # nobody chose to leave it half-typed, so the next start says what is kept
        else:
            self._context.drafts.settle()
        if self._context.tasks.running and not self._waited_enough:
            self._stop_the_work()
            return False
        if not self._gone and not self._backed_up:
            # Once only: whoever closes once more stops it, and nothing that fails here keeps the window open.
            self._backed_up = True
            if self._backing_up.is_due_at_closing():
                self._backing_up.at_closing()
                self._close_after_the_work()
                return False
        if not self._gone:
            self._let_go()
            self._gone = True
        return True

    def close_without_backup(self) -> bool:
        """Close at once: the system ends, or the same book goes on in another window. Whether it is closed."""
        self._backed_up = True
        return self._window.close()

    def hurry(self) -> None:
        """The system ends, or wants the program to: what closes soon makes no backup. If the system goes on after
        all, neither does anything else change."""
        self._backed_up = self._hurries = True
        QTimer.singleShot(_HURRIES_MS, self, self._hurry_no_more)

    def _hurry_no_more(self) -> None:
        self._backed_up = self._hurries = False

    def _stop_the_work(self) -> None:
        if self._stopping:
            return
        self._stopping = True
        QTimer.singleShot(_SAY_SO_AFTER_MS, self, self._say_it_waits)
        self._context.tasks.cancel_all()
        self._close_after_the_work()
        QTimer.singleShot(_STOP_WAITING_MS, self, self._wait_no_longer)

    def _close_after_the_work(self) -> None:
        if not self._closes_when_idle:
            self._closes_when_idle = True
            self._context.tasks.idle.connect(self._window.close, Qt.ConnectionType.QueuedConnection)

    def _say_it_waits(self) -> None:
        if self._context.tasks.running:
            self._frame.show_banner(_("Waiting for the running work to stop; then the window closes."))

    def _wait_no_longer(self) -> None:
        # Whatever still runs writes nothing half: an edit that is not committed never happened.
        self._waited_enough = True
        self._window.close()
