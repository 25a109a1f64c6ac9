"""The side bar: the pages of the program, one of them chosen."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from resources.i18n import _
from ui import theme
from ui.widgets.plain_text import plain_tip

_WIDE, _NARROW = 208, 64
_MOST = 99


class Place(NamedTuple):
    """One entry. ``shortcut`` is only shown; the window's table of actions makes it work."""

    key: str
    title: str
    icon: str
    shortcut: str = ""


class NavigationRail(QFrame):
    """Places from top to bottom, ``bottom`` ones at the foot. Up and Down walk, Enter goes (``chosen(key)``).

    The chosen place alone takes part in Tab order, so that Tab leaves the rail at once.
    """

    chosen = Signal(str)

    def __init__(
        self, places: Sequence[Place], *, bottom: Sequence[Place] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._entries = {place.key: _Entry(place) for place in (*places, *bottom)}
        self._order = list(self._entries.values())

        self.setProperty("look", "bar")
        self.setAccessibleName(_("Pages"))
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SMALL, theme.MEDIUM, theme.SMALL, theme.MEDIUM)
        column.setSpacing(2)
        for index, entry in enumerate(self._order):
            if index == len(places):
                column.addStretch(1)
            column.addWidget(entry)
        if not bottom:
            column.addStretch(1)
        self.set_compact(False)

        for entry in self._order:
            entry.clicked.connect(self._clicked)
        if self._order:
            self.select(self._order[0].place.key)

    def select(self, key: str) -> None:
        """Show ``key`` as chosen, silently. ``KeyError`` if there is no such place."""
        chosen = self._entries[key]
        for entry in self._order:
            entry.setChecked(entry is chosen)
            policy = Qt.FocusPolicy.StrongFocus if entry is chosen else Qt.FocusPolicy.ClickFocus
            entry.setFocusPolicy(policy)

    def selected(self) -> str:
        return next((entry.place.key for entry in self._order if entry.isChecked()), "")

    def set_badge(self, key: str, count: int, spoken: str = "") -> None:
        """Show ``count`` beside the place (0 hides it); ``spoken`` says it in words, e.g. "12 due"."""
        self._entries[key].set_badge(count, spoken)

    def set_compact(self, compact: bool) -> None:
        """Icons alone, for a narrow window; the titles stay as tips and names."""
        self.setFixedWidth(_NARROW if compact else _WIDE)
        for entry in self._order:
            entry.set_compact(compact)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        here = next((i for i, entry in enumerate(self._order) if entry.hasFocus()), None)
        if step is None or here is None:
            super().keyPressEvent(event)
            return
        self._order[(here + step) % len(self._order)].setFocus(Qt.FocusReason.TabFocusReason)

    def _clicked(self) -> None:
        entry = self.sender()
        assert isinstance(entry, _Entry)
        self.select(entry.place.key)
        self.chosen.emit(entry.place.key)


class _Entry(QPushButton):
    def __init__(self, place: Place) -> None:
        super().__init__(place.title)
        self.place = place
        self._count, self._compact = 0, False
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(place.title)

    def set_badge(self, count: int, spoken: str) -> None:
        self._count = count
        self.setAccessibleName(f"{self.place.title}, {spoken or count}" if count else self.place.title)
        self._set_tip(spoken if count else "")
        self.update()

    def set_compact(self, compact: bool) -> None:
        self._compact = compact
        self._set_tip("")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(_NARROW, theme.ROW)

    def minimumSizeHint(self) -> QSize:
        return QSize(_NARROW - 2 * theme.SMALL, theme.ROW)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        c = theme.colours()
        chosen = self.isChecked()
        if chosen or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(c.accent_soft if chosen else c.hover)
            painter.drawRoundedRect(self.rect(), theme.RADIUS, theme.RADIUS)
        if chosen:
            painter.setBrush(c.accent)
            painter.drawRoundedRect(QRectF(0, 10, 3, self.height() - 20), 1.5, 1.5)
        role = "accent" if chosen else "muted"
        left = (self.width() - 20) // 2 if self._compact else 14
        drawn = theme.pixmap(self.place.icon, role, 20, self.devicePixelRatioF())
        painter.drawPixmap(left, (self.height() - 20) // 2, drawn)
        right = self._paint_badge(painter)
        if not self._compact:
            painter.setPen(c.text)
            painter.setFont(theme.font("strong" if chosen else "body"))
            room = QRect(46, 0, right - 46 - theme.TIGHT, self.height())
            title = painter.fontMetrics().elidedText(
                self.place.title, Qt.TextElideMode.ElideRight, room.width()
            )
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, title)
        if self.hasFocus():
            painter.setPen(QPen(c.focus, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), theme.RADIUS, theme.RADIUS)

    def _paint_badge(self, painter: QPainter) -> int:
        """Paint the count; the left edge of what it took."""
        if not self._count:
            return self.width() - theme.SMALL
        c = theme.colours()
        text = str(self._count) if self._count <= _MOST else f"{_MOST}+"
        painter.setFont(theme.font("small"))
        height = 20
        width = max(height, painter.fontMetrics().horizontalAdvance(text) + 12)
        pill = QRect(self.width() - width - theme.SMALL, (self.height() - height) // 2, width, height)
        if self._compact:
            pill = QRect(self.width() - width - 2, 1, width, 17)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(c.accent)
        painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2)
        painter.setPen(c.on_accent)
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, text)
        return pill.left()

    def _set_tip(self, spoken: str) -> None:
        words = [self.place.title if self._compact else "", spoken, self.place.shortcut]
        self.setToolTip(plain_tip(" · ".join(word for word in words if word)))
