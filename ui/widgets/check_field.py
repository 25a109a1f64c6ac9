"""Yes or no: a box with a tick."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from ui import theme
from ui.widgets.field import Field

_BOX = 20


class CheckBox(QCheckBox):
    """A check box in our look. Its words are part of what can be pressed."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        words = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(_BOX + theme.SMALL + words + theme.SMALL, max(32, self.fontMetrics().height() + 8))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, pos: object) -> bool:  # noqa: ARG002
        return True

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        c = theme.colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRect(3, (self.height() - _BOX) // 2, _BOX, _BOX)
        ticked = self.checkState() != Qt.CheckState.Unchecked
        edge = c.accent if ticked else c.outline
        painter.setPen(QPen(edge if self.isEnabled() else c.border, 1.5))
        painter.setBrush(c.accent if ticked and self.isEnabled() else c.raised)
        painter.drawRoundedRect(box, 5, 5)
        if ticked:
            some = self.checkState() == Qt.CheckState.PartiallyChecked
            role = "on_accent" if self.isEnabled() else "disabled"
            drawn = theme.pixmap("minus" if some else "check", role, 16, self.devicePixelRatioF())
            painter.drawPixmap(box.left() + 2, box.top() + 2, drawn)
        if self.hasFocus():
            painter.setPen(QPen(c.focus, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), theme.RADIUS, theme.RADIUS)
        painter.setPen(c.text if self.isEnabled() else c.disabled)
        words = self.rect().adjusted(box.right() + theme.SMALL + 1, 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.text())


class CheckField(Field):
    """``value()`` is a bool. ``text`` stands beside the box, so the form needs no label for it."""

    def __init__(self, text: str, *, parent: QWidget | None = None) -> None:
        self.box = CheckBox(text)
        super().__init__(self.box, parent)
        self.box.clicked.connect(self.edited)

    def value(self) -> bool:
        return self.box.isChecked()

    def set_value(self, on: bool) -> None:
        self.box.setChecked(on)

    def name_it(self, name: str, description: str = "") -> None:
        super().name_it(name or self.box.text(), description)
