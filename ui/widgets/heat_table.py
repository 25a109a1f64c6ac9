"""A small table of shares whose cells are shaded by how large they are; each says in words what it is."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QHeaderView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from resources.i18n import _
from ui import theme
from ui.widgets.row_look import paint_focus

_ROW = 32
_HEAD = 32
_STRONGEST = 0.42
"""How much of the colour the darkest cell has: text stays readable on it in either palette."""

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class HeatCell:
    """``text`` is shown, ``told`` is what a screen reader and a tip say. ``heat`` from 0 to 1 is the shade, ``None``
    for none. What is ``unsure`` is written in a quieter tone and not shaded."""

    text: str = ""
    told: str = ""
    heat: float | None = None
    unsure: bool = False


@dataclass(frozen=True)
class HeatRow:
    label: str
    cells: Sequence[HeatCell] = field(default_factory=tuple)


class HeatTable(QTableView):
    """``show_rows`` shows them all: it is as tall as its rows, and scrolls sideways where it must. The arrow keys walk
    from cell to cell."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cells = _Cells(self)
        self.setAccessibleName(name)
        self.setModel(self._cells)
        self.setItemDelegate(_Shades(self))
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setProperty("look", "bare")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(_ROW)
        head = self.horizontalHeader()
        head.setAccessibleName(_("{table}: column titles").format(table=name))
        head.setFixedHeight(_HEAD)
        head.setFont(theme.font("small"))
        head.setHighlightSections(False)
        head.setSectionsClickable(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)

    def show_rows(self, heads: Sequence[str], rows: Sequence[HeatRow]) -> None:
        """``heads`` are the titles of the columns, that of the labels first."""
        self._cells.show(heads, rows)
        head = self.horizontalHeader()
        metrics = self.fontMetrics()
        for column in range(len(heads)):
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
            needed = [heads[column], *(self._cells.words(line, column) for line in range(len(rows)))]
            widest = max(map(metrics.horizontalAdvance, needed)) + 2 * theme.SMALL
            if column == 0 or len(heads) * widest > self.viewport().width():
                head.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
                head.resizeSection(column, widest)
        self.updateGeometry()

    def cell(self, line: int, column: int) -> HeatCell:
        """What stands there; column 0 are the labels."""
        return self._cells.cell(line, column)

    def sizeHint(self) -> QSize:
        bar = self.horizontalScrollBar().sizeHint().height()
        return QSize(420, _HEAD + _ROW * self._cells.rowCount() + bar + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(220, self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self._cells.as_text())
        else:
            super().keyPressEvent(event)


class _Cells(QAbstractTableModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._heads: list[str] = []
        self._rows: list[HeatRow] = []

    def show(self, heads: Sequence[str], rows: Sequence[HeatRow]) -> None:
        self.beginResetModel()
        self._heads, self._rows = list(heads), list(rows)
        self.endResetModel()

    def cell(self, line: int, column: int) -> HeatCell:
        row = self._rows[line]
        if column == 0:
            return HeatCell(row.label, row.label)
        return row.cells[column - 1] if column <= len(row.cells) else HeatCell()

    def words(self, line: int, column: int) -> str:
        return self.cell(line, column).text

    def as_text(self) -> str:
        lines = [
            [self.words(line, column) for column in range(self.columnCount())]
            for line in range(self.rowCount())
        ]
        return "\n".join("\t".join(words) for words in [self._heads, *lines])

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._heads)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        cell = self.cell(index.row(), index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.text
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return cell.told or cell.text
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._heads[section]
        return None


class _Shades(QStyledItemDelegate):
    def __init__(self, table: HeatTable) -> None:
        super().__init__(table)
        self._table = table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        c = theme.colours()
        room = option.rect
        cell = self._table.cell(index.row(), index.column())
        if cell.heat is not None and not cell.unsure:
            painter.fillRect(room.adjusted(1, 1, -1, -1), shade(cell.heat))
        painter.setFont(theme.font("strong") if index.column() == 0 else theme.font())
        painter.setPen(c.muted if cell.unsure else c.text)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        where = left if index.column() == 0 else Qt.AlignmentFlag.AlignCenter
        painter.drawText(room.adjusted(theme.TIGHT, 0, -theme.TIGHT, 0), where, cell.text)
        if option.state & QStyle.StateFlag.State_HasFocus:
            paint_focus(painter, room)


def shade(heat: float) -> QColor:
    """The ground of a cell from 0 to 1, mixed from the card and a colour of the charts."""
    c = theme.colours()
    part = _STRONGEST * min(max(heat, 0.0), 1.0)
    one, other = QColor(c.raised), QColor(c.chart[1])
    return QColor.fromRgbF(
        *(
            mixed + (added - mixed) * part
            for mixed, added in (
                (one.redF(), other.redF()),
                (one.greenF(), other.greenF()),
                (one.blueF(), other.blueF()),
            )
        )
    )
