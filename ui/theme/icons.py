"""Icons: the Lucide drawings in ``resources/icons``, painted in a colour of the palette at any size.

An icon asks for its colour each time it is painted, so it follows a switch between light and dark.
"""

from functools import cache

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer

import resources
from ui.theme.colours import tone_of
from ui.theme.sizes import ICON


def icon(name: str, role: str = "text") -> QIcon:
    """The drawing ``name`` (``resources/icons/name.svg``) in the colour ``role``. ``FileNotFoundError``."""
    _drawing(name)
    tone_of(role)
    return QIcon(_Engine(name, role))


def pixmap(name: str, role: str = "text", size: int = ICON, ratio: float = 1.0) -> QPixmap:
    """The drawing as a square picture of ``size`` device-independent pixels, sharp at ``ratio``."""
    pixels = round(size * ratio)
    code = tone_of(role).name()
    key = f"{name} {code} {pixels} {ratio}"
    made = QPixmap()
    if not QPixmapCache.find(key, made):
        made = QPixmap(pixels, pixels)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        QSvgRenderer(QByteArray(_drawing(name).replace(b"currentColor", code.encode()))).render(painter)
        painter.end()
        made.setDevicePixelRatio(ratio)
        QPixmapCache.insert(key, made)
    return made


@cache
def _drawing(name: str) -> bytes:
    return resources.path("icons", f"{name}.svg").read_bytes()


class _Engine(QIconEngine):
    # Qt owns what clone() returns, but Python would collect it at once.
    _clones: "list[_Engine]" = []  # noqa: RUF012

    def __init__(self, name: str, role: str) -> None:
        super().__init__()
        self._name, self._role = name, role

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:  # noqa: ARG002
        side = min(rect.width(), rect.height())
        role = "disabled" if mode == QIcon.Mode.Disabled else self._role
        ratio = painter.device().devicePixelRatioF()
        drawn = pixmap(self._name, role, side, ratio)
        square = QRectF(0, 0, side, side)
        square.moveCenter(QRectF(rect).center())
        if rect.width() > rect.height():
            square.moveLeft(rect.left())  # the rest of the width is the gap before a button's words
        painter.drawPixmap(square.topLeft(), drawn)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        made = QPixmap(size)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        self.paint(painter, QRect(QPoint(), size), mode, state)
        painter.end()
        return made

    def clone(self) -> QIconEngine:
        twin = _Engine(self._name, self._role)
        self._clones.append(twin)
        return twin

    def key(self) -> str:
        return "lucide"
