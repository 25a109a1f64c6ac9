"""Long work: what is being done, how far it is, and Cancel."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from resources.i18n import _
from ui import theme
from ui.widgets.button import Button
from ui.widgets.label import PlainLabel


class ProgressPanel(QWidget):
    """``show_progress`` from time to time; ``cancelled`` once, when Cancel is pressed."""

    cancelled = Signal()

    def __init__(self, title: str, *, cancellable: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = PlainLabel(title, kind="strong", wrap=True)
        self._detail = PlainLabel(" ", kind="small", tone="muted", elide=True)
        self._bar = QProgressBar()
        self._cancel = Button(_("Cancel"))

        self._bar.setTextVisible(False)
        self._bar.setRange(0, 0)
        self._bar.setAccessibleName(title)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SMALL)
        column.addWidget(self._title)
        column.addWidget(self._bar)
        foot = QHBoxLayout()
        foot.addWidget(self._detail, 1)
        foot.addWidget(self._cancel)
        column.addLayout(foot)
        self._cancel.setVisible(cancellable)

        self._cancel.clicked.connect(self.cancel)

    def show_progress(self, done: int, of: int, detail: str = "") -> None:
        """``of`` 0 while nobody knows how much there is."""
        # The bar counts in thousandths: its own numbers end at two thousand million.
        self._bar.setRange(0, 1000 if of else 0)
        self._bar.setValue(min(1000, done * 1000 // of) if of else 0)
        self._detail.setText(detail or " ")

    def cancel(self) -> None:
        if self._cancel.isEnabled():
            self._cancel.setEnabled(False)
            self._detail.setText(_("Stopping…"))
            self.cancelled.emit()


class ProgressDialog(QDialog):
    """The same in a window of its own, before the one whose work it is. Esc cancels."""

    cancelled = Signal()

    def __init__(self, title: str, *, cancellable: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.panel = ProgressPanel(title, cancellable=cancellable)
        self._cancellable = cancellable

        self.setWindowTitle(title)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setMinimumWidth(420)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.LARGE, theme.LARGE, theme.LARGE, theme.LARGE)
        column.addWidget(self.panel)

        self.panel.cancelled.connect(self.cancelled)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self._cancellable:
            self.panel.cancel()
