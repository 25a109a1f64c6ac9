"""The lines of a list of what was done, asked for as somebody looks at them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget


@dataclass(frozen=True)
class DayLine:
    """One thing of one ``day``, the words of its heading. ``note`` stands first below the title, with ``icon``, and
    ``detail`` after it; what is ``gone`` is struck through, and its note should say so too."""

    key: object
    day: str
    time: str
    title: str
    detail: str = ""
    note: str = ""
    icon: str = ""
    gone: bool = False

    @property
    def below(self) -> str:
        return " · ".join(part for part in (self.note, self.detail) if part)


More = Callable[[DayLine | None], Sequence[DayLine]]
"""The lines after that one, the first for ``None``; no more of them means that there are none left."""


class DayLines(QAbstractListModel):
    """What has been asked for so far; the view asks for more when its last line comes into sight."""

    def __init__(self, more: More, parent: QWidget) -> None:
        super().__init__(parent)
        self._more = more
        self._ended = True
        self.shown: list[DayLine] = []

    def load(self, at_least: int, wanted: DayLine | None) -> int:
        """Ask from the start, for so many lines or a little more, so that the one that is ``wanted`` is among them even
        if others came before it; how many stand before the first of now."""
        first = self.shown[0].key if self.shown else None
        self.beginResetModel()
        self.shown = list(self._more(None))
        self._ended = not self.shown
        while len(self.shown) < at_least and not self._ended:
            self._append(self._more(self.shown[-1]))
        if wanted is not None and not self._ended and wanted.key not in {line.key for line in self.shown}:
            self._append(self._more(self.shown[-1]))
        self.endResetModel()
        return next((number for number, line in enumerate(self.shown) if line.key == first), 0)

    def canFetchMore(self, parent: QModelIndex | QPersistentModelIndex) -> bool:
        return not parent.isValid() and not self._ended

    def fetchMore(self, parent: QModelIndex | QPersistentModelIndex) -> None:  # noqa: ARG002
        more = self._more(self.shown[-1])
        if more:
            self.beginInsertRows(QModelIndex(), len(self.shown), len(self.shown) + len(more) - 1)
            self._append(more)
            self.endInsertRows()
        self._ended = not more

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.shown)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> object:
        line = self.shown[index.row()]
        if role == int(Qt.ItemDataRole.DisplayRole):
            return line.title
        if role == int(Qt.ItemDataRole.AccessibleTextRole):
            return ", ".join(
                part for part in (line.title, line.note, line.day, line.time, line.detail) if part
            )
        return None

    def _append(self, more: Sequence[DayLine]) -> None:
        self._ended = not more
        self.shown += more
