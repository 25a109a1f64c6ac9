"""What a thread makes of the book, and what is seen meanwhile: the last one, its progress, or why there is none."""

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from model.errors import BookError, FieldError
from resources.i18n import _
from ui.context import Context
from ui.tasks import Progress, Task
from ui.widgets.empty_state import EmptyState
from ui.widgets.progress_panel import ProgressPanel

T = TypeVar("T")

_SHOW_PROGRESS_AFTER_MS = 300
_PANEL = 360


class InTheMaking(QStackedWidget, Generic[T]):
    """``make(title, work)`` begins anew and gives up what was being made. ``changed`` when there is something ready, or
    no longer. Subclasses override ``show_made``, and give the widget in which it is seen."""

    changed = Signal()

    def __init__(self, context: Context, seen: QWidget, waits: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._seen, self._waits = context, seen, waits
        self._made: T | None = None
        self.task: Task[T] | None = None
        self.refused = EmptyState("triangle-alert", "", "")
        self._asks = EmptyState("search", "", "")
        self._waiting = QWidget()
        self._panel_place = QVBoxLayout(self._waiting)
        self._wait = QTimer(self, singleShot=True, interval=_SHOW_PROGRESS_AFTER_MS)

        for widget in (seen, self._waiting, self.refused, self._asks):
            self.addWidget(widget)
        self._wait.timeout.connect(lambda: self.setCurrentWidget(self._waiting))

    def show_made(self, made: T | None) -> None:
        """Show this, or nothing."""
        raise NotImplementedError

    def ready(self) -> T | None:
        """What is seen, if it is what was asked for last."""
        return self._made

    def make(self, title: str, work: Callable[[Progress], T]) -> None:
        """Begin; what is seen stays until then, or until it takes long."""
        self.give_up()
        panel = self._fresh_panel()
        self._wait.start()
        task = self._context.tasks.start(
            title,
            work,
            lambda made: self._show(task, made),
            lambda refused: self._refuse(task, refused),
            stopped=lambda: self._stop(task),
            panel=panel,
        )
        self.task = task

    def give_up(self) -> None:
        """Stop making; nothing is ready."""
        if self.task is not None:
            self.task.cancel()
            self.task = None
        self._wait.stop()
        self._set_made(None)

    def _show(self, task: Task[T], made: T) -> None:
        if task is not self.task:
            return  # something else was asked for meanwhile
        self._finish()
        self.show_made(made)
        self.setCurrentWidget(self._seen)
        self._set_made(made)

    def _refuse(self, task: Task[T], refused: BookError) -> None:
        if task is not self.task:
            return
        self._finish()
        self.show_made(None)
        if isinstance(refused, FieldError):
            self._asks.say(_("Something is still to be said"), str(refused))
            self.setCurrentWidget(self._asks)
        else:
            self.refused.say(_("This paper cannot be made"), str(refused))
            self.setCurrentWidget(self.refused)

    def _stop(self, task: Task[T]) -> None:
        if task is self.task:
            self._finish()
            self.refused.say(
                _("Stopped"), _("Nothing was printed. Change what is asked for, or press F5 to try again.")
            )
            self.setCurrentWidget(self.refused)

    def _finish(self) -> None:
        self.task = None
        self._wait.stop()

    def _set_made(self, made: T | None) -> None:
        self._made = made
        self.changed.emit()

    def _fresh_panel(self) -> ProgressPanel:
        while self._panel_place.count():
            widget = self._panel_place.takeAt(0).widget()  # type: ignore[union-attr]
            if widget is not None:
                widget.deleteLater()
        panel = ProgressPanel(self._waits)
        panel.setFixedWidth(_PANEL)
        self._panel_place.addWidget(panel, 0, Qt.AlignmentFlag.AlignCenter)
        return panel
