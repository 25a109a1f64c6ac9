"""A field to search by typing: it speaks when the typing rests."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from resources.i18n import _
from ui import theme
from ui.widgets.button import IconButton

_REST_MS = 60


class SearchField(QLineEdit):
    """``searched(text)`` when typing rests for a moment, at once on Enter and when emptied.

    Esc empties it; Down emits ``descended`` so that the page can move into its list.
    """

    searched = Signal(str)
    descended = Signal()

    def __init__(self, placeholder: str, *, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._clear = IconButton("x", _("Clear the search"), role="muted", parent=self)
        self._told = ""

        self.setPlaceholderText(placeholder)
        self.setAccessibleName(name or placeholder)
        self.setMaxLength(1000)
        self.setTextMargins(26, 0, 26, 0)
        self.setMinimumWidth(200)
        self._clear.setFixedSize(28, 28)
        self._clear.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._clear.setCursor(Qt.CursorShape.ArrowCursor)
        self._clear.hide()

        self._rest.timeout.connect(self._tell)
        self.textChanged.connect(self._changed)
        self.returnPressed.connect(self._tell)
        self._clear.clicked.connect(self._empty)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self._empty()
        elif event.key() == Qt.Key.Key_Down:
            self._tell()
            self.descended.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._clear.move(self.width() - 32, (self.height() - 28) // 2)

    def hideEvent(self, event: QHideEvent) -> None:
        self._rest.stop()  # nobody waits for the answer any more, and the book may be closed by then
        super().hideEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        drawn = theme.pixmap("search", "muted", theme.ICON, self.devicePixelRatioF())
        QPainter(self).drawPixmap(10, (self.height() - theme.ICON) // 2, drawn)

    def _changed(self, text: str) -> None:
        self._clear.setVisible(bool(text))
        if text:
            self._rest.start()
        else:
            self._tell()

    def _empty(self) -> None:
        self.clear()
        self.setFocus()

    def _tell(self) -> None:
        self._rest.stop()
        if self.text() != self._told:
            self._told = self.text()
            self.searched.emit(self._told)
