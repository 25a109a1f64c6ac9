"""Rows of a long list, fetched block by block when they come into sight."""

from array import array
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ui.widgets.column import Column

_BLOCK = 64
_BLOCKS_KEPT = 32

# Plain ints: comparing enum members takes half the time of a repaint.
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_ALIGN = int(Qt.ItemDataRole.TextAlignmentRole)
RECORD = int(Qt.ItemDataRole.UserRole)
"""The role that returns the row itself, of whatever kind ``fetch`` gives."""

ALIGNMENT = {
    "left": Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
    "right": Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
    "centre": Qt.AlignmentFlag.AlignCenter,
}


class RecordModel(QAbstractTableModel):
    """Holds ids only (8 bytes each); ``fetch(ids)`` gives a row for each, ``None`` for one that is gone."""

    def __init__(
        self,
        columns: Sequence[Column[Any]],
        fetch: Callable[[Sequence[int]], Sequence[Any]],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = list(columns)
        self._fetch = fetch
        self._ids = array("q")
        self._blocks: OrderedDict[int, Sequence[Any]] = OrderedDict()

    def set_ids(self, ids: Iterable[int]) -> None:
        """Show these, in this order."""
        self.beginResetModel()
        self._ids = ids if isinstance(ids, array) else array("q", ids)
        self._blocks.clear()
        self.endResetModel()

    def forget_rows(self) -> None:
        """Fetch again what is in sight: the same ids, perhaps other words."""
        self._blocks.clear()
        if self._ids:
            last = self.index(len(self._ids) - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def ids(self) -> Sequence[int]:
        return self._ids

    def id_at(self, line: int) -> int:
        return self._ids[line]

    def line_of(self, record_id: int) -> int:
        """Where ``record_id`` stands, −1 if it does not."""
        try:
            return self._ids.index(record_id)
        except ValueError:
            return -1

    def record(self, line: int) -> Any:
        """The row on that line."""
        number, within = divmod(line, _BLOCK)
        block = self._blocks.get(number)
        if block is None:
            block = self._blocks[number] = self._fetch(self._ids[number * _BLOCK : (number + 1) * _BLOCK])
            if len(self._blocks) > _BLOCKS_KEPT:
                self._blocks.popitem(last=False)
        return block[within]

    def cell(self, line: int, column: int) -> str:
        """The words of one cell, on one line, with what stands small behind them."""
        record, shown = self.record(line), self.columns[column]
        if record is None:
            return ""
        text = shown.text(record).replace("\n", " ")
        aside = shown.aside(record) if shown.aside is not None else ""
        return f"{text} ({aside})" if aside else text

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = _DISPLAY) -> Any:
        if role == _DISPLAY:
            return self.cell(index.row(), index.column())
        if role == RECORD:
            return self.record(index.row())
        if role == _ALIGN:
            return ALIGNMENT[self.columns[index.column()].align]
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == _DISPLAY:
            return self.columns[section].title
        if role == _ALIGN:
            return ALIGNMENT[self.columns[section].align]
        return None
