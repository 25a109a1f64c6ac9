"""What the parts of the page Figures have in common: they are counted in a thread, and told in one sentence."""

from abc import abstractmethod
from typing import Any, ClassVar, Generic, TypeVar

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from model.changes import Change
from resources.i18n import _
from ui import theme
from ui.context import Context
from ui.tasks import Progress, Task
from ui.widgets.page import scrolled
from ui.widgets.progress_panel import ProgressPanel

_AFTER_A_CHANGE_MS = 600
_SHOW_AFTER_MS = 400
"""Shorter work would only flicker."""
_WIDEST = 1800

Found = TypeVar("Found")


class FiguresPart(QWidget, Generic[Found]):
    """``told(sentence)`` is what stands under the title of the page while this part is shown; ``looked`` when what is
    shown is of the book as it is; ``customer_opened(id)`` and the others as of the page.

    What is shown stays until new figures are there. A subclass fills ``body`` and says how to ``gather``, in the
    thread of the work, and how to ``show_found``, in the window's.
    """

    told = Signal(str)
    looked = Signal()
    customer_opened = Signal(object)
    call_wanted = Signal(object, str)
    contact_wanted = Signal(object)
    print_wanted = Signal(str, dict)

    concerns: ClassVar[frozenset[str]] = frozenset({"customer", "purchase", "product", "complaint", "gift"})
    """The tables whose changes make what is shown old."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.sentence = ""
        self.has_looked = False
        self.body = QVBoxLayout()
        self._gathering: Task[Found] | None = None
        self._again = QTimer(self, singleShot=True, interval=_AFTER_A_CHANGE_MS)

        self.body.setContentsMargins(0, theme.SMALL, theme.SMALL, theme.MEDIUM)
        self.body.setSpacing(theme.MEDIUM)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scrolled(self.body, _WIDEST))
        self._again.timeout.connect(self._look_again)
        context.signals.changed.connect(self._heed)

    @abstractmethod
    def gather(self, progress: Progress) -> Found:
        """Everything that is shown; ``progress.book`` is the book in this thread."""

    @abstractmethod
    def show_found(self, found: Found) -> str:
        """Show it, and return the sentence for under the title."""

    def report(self) -> tuple[str, dict[str, Any]] | None:
        """The report that tells on paper what is shown, and its options; ``None`` if there is none."""
        return None

    def focus_first(self) -> None:
        """The keyboard goes where the work of this part starts."""
        self.setFocus()

    def doing(self) -> str:
        """What is said while there is nothing to be shown yet."""
        return _("Counting…")

    def refresh(self) -> None:
        """Gather afresh."""
        if self._gathering is not None:
            self._gathering.cancel()
        work = self._gathering = self.context.tasks.start(_("Figures"), self.gather, self._show, quiet=True)
        if not self.has_looked:
            self.tell(self.doing())
            self._count_aloud(work)

    def tell(self, sentence: str) -> None:
        """Say this under the title of the page."""
        self.sentence = sentence
        self.told.emit(sentence)

    def _count_aloud(self, work: Task[Found]) -> None:
        """How far the work is, and a way to stop it, where nothing else stands."""
        panel = ProgressPanel(self.doing())
        panel.hide()
        self.body.insertWidget(0, panel)
        panel.cancelled.connect(self._stop)
        work.progressed.connect(panel.show_progress)
        work.ended.connect(panel.deleteLater)
        QTimer.singleShot(_SHOW_AFTER_MS, panel, panel.show)

    def _stop(self) -> None:
        if self._gathering is not None:
            self._gathering.cancel()
            self._gathering = None
        self.tell(_("Stopped. Open this page again to go on."))

    def _show(self, found: Found) -> None:
        self._gathering, self.has_looked = None, True
        self.tell(self.show_found(found))
        self.looked.emit()

    def _heed(self, change: Change) -> None:
        if self.isVisible() and change.kinds & self.concerns:
            self._again.start()

    def _look_again(self) -> None:
        if self.isVisible():
            self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        self._again.stop()
        super().hideEvent(event)
