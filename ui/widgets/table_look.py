"""How cells and heads of tables are painted."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QHelpEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
)

from ui import theme
from ui.widgets.plain_text import plain_tip
from ui.widgets.record_model import ALIGNMENT, RecordModel
from ui.widgets.row_look import paint_ground

_PADDING = 12
_HEAD = 36
_ICON = 16
_ARROW = 18
_ASIDE_LIKE = "00–00"
"""So wide, at least, is what stands small behind a number."""


class Cells(QStyledItemDelegate):
    """Paints a cell from the model's columns; needs no more of the model than words, tone and icon."""

    def __init__(self, view: QTableView, model: RecordModel) -> None:
        super().__init__(view)
        self._view, self._model = view, model
        self.hovered_line = -1
        fonts = (theme.font(), theme.font("strong"), theme.font("small"))
        self._body, self._strong, self._small = ((f, QFontMetrics(f)) for f in fonts)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        room: QRect = option.rect
        line, number = index.row(), index.column()
        record = self._model.record(line)
        column = self._model.columns[number]
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        self._ground(painter, room, line, number, chosen=chosen)
        if record is None:
            return
        words = room.adjusted(_PADDING, 0, -_PADDING, 0)
        if column.icon is not None and (name := column.icon(record)):
            role = column.tone(record) if column.tone else "muted"
            drawn = theme.pixmap(name, role, _ICON, self._view.devicePixelRatioF())
            painter.drawPixmap(words.left(), words.center().y() - 7, drawn)
            words.setLeft(words.left() + _ICON + theme.SMALL)
        if column.aside is not None and (aside := column.aside(record)):
            self._paint_aside(painter, words, aside)
        font, metrics = self._strong if column.strong else self._body
        painter.setFont(font)
        painter.setPen(theme.tone_of(column.tone(record)) if column.tone else theme.colours().text)
        text = column.text(record).replace("\n", " ")
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, ALIGNMENT[column.align], shown)

    def _paint_aside(self, painter: QPainter, words: QRect, aside: str) -> None:
        """Small, at the right; what comes before it stands in line with the rows above and below."""
        font, metrics = self._small
        painter.setFont(font)
        painter.setPen(theme.colours().muted)
        painter.drawText(words, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, aside)
        taken = max(metrics.horizontalAdvance(part) for part in (aside, _ASIDE_LIKE))
        words.setRight(words.right() - taken - theme.SMALL)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: ARG002
        text = self._model.cell(index.row(), index.column())
        return QSize(QFontMetrics(self._view.font()).horizontalAdvance(text) + 2 * _PADDING, theme.ROW)

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        """Tell the whole of a cell that is cut."""
        if not index.isValid():
            return False
        cut = self.sizeHint(option, index).width() > view.visualRect(index).width()
        text = self._model.cell(index.row(), index.column()) if cut else ""
        QToolTip.showText(event.globalPos(), plain_tip(text), view)
        return True

    def width_needed(self, number: int, text: str) -> int:
        """Pixels in which a cell of that column shows all of this text."""
        column = self._model.columns[number]
        metrics = (self._strong if column.strong else self._body)[1]
        icon = _ICON + theme.SMALL if column.icon is not None else 0
        return metrics.horizontalAdvance(text) + icon + 2 * _PADDING + 1

    def _ground(self, painter: QPainter, room: QRect, line: int, number: int, *, chosen: bool) -> None:
        c = theme.colours()
        first = self._view.horizontalHeader().visualIndex(number) == 0
        if first or not chosen:
            paint_ground(painter, room, chosen=chosen, hovered=line == self.hovered_line)
        else:
            painter.fillRect(room, c.accent_soft)
            painter.fillRect(room.left(), room.bottom(), room.width(), 1, c.border)
        if self._view.hasFocus() and line == self._view.currentIndex().row():
            painter.fillRect(room.left(), room.top(), room.width(), 2, c.focus)
            painter.fillRect(room.left(), room.bottom() - 1, room.width(), 2, c.focus)


class Head(QHeaderView):
    """Column titles; the one that sorts carries an arrow."""

    def __init__(self, view: QTableView, model: RecordModel) -> None:
        super().__init__(Qt.Orientation.Horizontal, view)
        self._model = model
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setFixedHeight(_HEAD)
        self.setMinimumSectionSize(48)
        self.setSectionsMovable(True)
        self.sorted_by, self.descending = "", False

    def width_needed(self, number: int) -> int:
        """Pixels in which the whole title of that column is shown, also while it sorts."""
        column = self._model.columns[number]
        font = theme.font("small")
        font.setWeight(font.Weight.DemiBold)
        arrow = _ARROW if column.sortable else 0
        return QFontMetrics(font).horizontalAdvance(column.title) + arrow + 2 * _PADDING + 1

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803
        c = theme.colours()
        column = self._model.columns[logicalIndex]
        painter.save()
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, c.border)
        words = rect.adjusted(_PADDING, 0, -_PADDING, 0)
        sorting = column.key == self.sorted_by
        font = theme.font("small")
        if sorting:
            font.setWeight(font.Weight.DemiBold)
            arrow = "arrow-down" if self.descending else "arrow-up"
            drawn = theme.pixmap(arrow, "accent", 14, self.devicePixelRatioF())
            painter.drawPixmap(words.right() - 13, words.center().y() - 6, drawn)
            words.setRight(words.right() - _ARROW)
        painter.setFont(font)
        painter.setPen(c.text if sorting else c.muted)
        shown = QFontMetrics(font).elidedText(column.title, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, ALIGNMENT[column.align], shown)
        painter.restore()
