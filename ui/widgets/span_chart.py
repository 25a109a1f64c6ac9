"""Means on one scale, each as a dot with the span in which it probably lies: few answers look as unsure as they are."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ui import theme
from ui.widgets.plain_text import plain_tip

_LINE = 26
_NAME_SHARE = 0.3
_WIDEST_NAME = 220
_DOT = 4.5


@dataclass(frozen=True)
class Span:
    """``value`` is ``None`` where there are too few to say, ``low`` and ``high`` where no span can be given; ``shown``
    is all of it in words."""

    label: str
    value: float | None
    low: float | None
    high: float | None
    shown: str


class SpanChart(QWidget):
    """One line for each span on a scale from ``least`` to ``most``.

    The accessible description says all of them in words; a tip the one under the mouse.
    """

    def __init__(
        self, name: str, *, least: float = 0, most: float = 10, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._spans: list[Span] = []
        self._least, self._most = least, most
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_spans(self, spans: Sequence[Span]) -> None:
        self._spans = list(spans)
        self.setAccessibleDescription("; ".join(f"{span.label}: {span.shown}" for span in spans))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        foot = self.fontMetrics().height() + theme.TIGHT
        return QSize(320, len(self._spans) * _LINE + foot)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self.sizeHint().height())

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            number = event.pos().y() // _LINE
            if 0 <= number < len(self._spans):
                span = self._spans[number]
                QToolTip.showText(event.globalPos(), plain_tip(f"{span.label}: {span.shown}"), self)
                return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        if not self._spans:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font("small"))
        name = min(int(self.width() * _NAME_SHARE), _WIDEST_NAME)
        plot = QRectF(
            name + theme.MEDIUM, 0, self.width() - name - 2 * theme.MEDIUM, len(self._spans) * _LINE
        )
        self._paint_scale(painter, plot)
        for number, span in enumerate(self._spans):
            self._paint_span(painter, span, QRect(0, number * _LINE, name, _LINE), plot)

    def _x(self, plot: QRectF, value: float) -> float:
        return plot.left() + plot.width() * (value - self._least) / (self._most - self._least)

    def _paint_scale(self, painter: QPainter, plot: QRectF) -> None:
        c = theme.colours()
        line = painter.fontMetrics().height()
        for step in range(6):
            value = self._least + (self._most - self._least) * step / 5
            x = self._x(plot, value)
            painter.fillRect(QRectF(x, plot.top(), 1, plot.height()), c.border)
            painter.setPen(c.muted)
            under = QRectF(x - 20, plot.bottom(), 40, line + 2)
            painter.drawText(under, Qt.AlignmentFlag.AlignCenter, f"{value:g}")

    def _paint_span(self, painter: QPainter, span: Span, name: QRect, plot: QRectF) -> None:
        c = theme.colours()
        metrics = painter.fontMetrics()
        painter.setPen(c.text)
        cut = metrics.elidedText(span.label, Qt.TextElideMode.ElideRight, name.width())
        painter.drawText(name, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, cut)
        middle = name.center().y() + 0.5
        if span.value is None:
            painter.setPen(c.muted)
            room = QRectF(plot.left() + theme.SMALL, name.top(), plot.width(), _LINE)
            ground = metrics.horizontalAdvance(span.shown) + theme.SMALL
            painter.fillRect(
                QRectF(room.left() - theme.TIGHT, room.top() + 3, ground, _LINE - 6), self._ground()
            )
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, span.shown)
            return
        colour = c.chart[1]
        if span.low is not None and span.high is not None:
            painter.setPen(QPen(colour, 3, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            painter.drawLine(
                QPointF(self._x(plot, span.low), middle), QPointF(self._x(plot, span.high), middle)
            )
        painter.setPen(QPen(colour, 1.6))
        painter.setBrush(colour if span.low is not None else self._ground())
        painter.drawEllipse(QPointF(self._x(plot, span.value), middle), _DOT, _DOT)

    def _ground(self) -> object:
        return theme.colours().raised
