"""The bar at the foot: what was just done, and the way back. It replaces every "are you sure?"."""

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from resources.i18n import _
from ui import theme
from ui.widgets.button import Button, IconButton
from ui.widgets.icon_view import IconView
from ui.widgets.label import PlainLabel

_STAYS_MS = 12_000


class UndoBar(QWidget):
    """``say(...)`` shows the latest deed and replaces the one before; ``undone(token)`` when taken back, ``asked()``
    when somebody wants to know more about it.

    It leaves by itself, but never while the mouse is over it or the focus in it.
    """

    undone = Signal(object)
    asked = Signal()

    def __init__(self, *, stays_ms: int = _STAYS_MS, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._token: object = None
        self._hovered = False
        self._leave = QTimer(self, singleShot=True, interval=stays_ms)
        self._icon = IconView("circle-check", role="success", size=20)
        self._text = PlainLabel(elide=True)
        self._undo = Button(_("Undo"), icon="undo-2", kind="quiet")
        self._more = Button(_("Details"), kind="quiet")
        self._close = IconButton("x", _("Close this message"))

        row = QHBoxLayout(self)
        row.setContentsMargins(theme.MEDIUM, theme.TIGHT, theme.SMALL, theme.TIGHT)
        row.setSpacing(theme.SMALL)
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)
        row.addWidget(self._more)
        row.addWidget(self._undo)
        row.addWidget(self._close)
        self.hide()

        self._leave.timeout.connect(self.put_away)
        self._undo.clicked.connect(self._take_back)
        self._more.clicked.connect(self._tell_more)
        self._close.clicked.connect(self.put_away)
        for button in (self._more, self._undo, self._close):
            button.installEventFilter(self)

    def say(self, text: str, token: object = None, *, redo: bool = False, more: bool = False) -> None:
        """Show ``text``; with a ``token`` it can be taken back by a button that says Undo, or Redo of what was itself
        taken back, and with ``more`` another button asks for the details."""
        self._undo.setText(_("Redo") if redo else _("Undo"))
        self._undo.setIcon(theme.icon("redo-2" if redo else "undo-2", "accent"))
        self._token = token
        self._text.setText(text)
        self._undo.setVisible(token is not None)
        self._more.setVisible(more)
        self.setAccessibleName(text)
        self.show()
        self._wait()

    def put_away(self) -> None:
        self._leave.stop()
        self._token = None
        self.hide()

    def enterEvent(self, event: QEvent) -> None:
        self._hovered = True
        self._leave.stop()
        super().enterEvent(event)  # type: ignore[arg-type]

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hovered = False
        self._wait()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            self._leave.stop()
        elif event.type() == QEvent.Type.FocusOut:
            self._wait()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.put_away()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.colours().outline)
        painter.setBrush(theme.colours().raised)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), theme.GRID, theme.GRID)

    def _wait(self) -> None:
        looked_at = self._hovered or any(
            button.hasFocus() for button in (self._more, self._undo, self._close)
        )
        if self.isVisible() and not looked_at:
            self._leave.start()

    def _tell_more(self) -> None:
        self.put_away()
        self.asked.emit()

    def _take_back(self) -> None:
        token = self._token
        self.put_away()
        self.undone.emit(token)
