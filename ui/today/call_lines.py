"""The lines of the day as Qt asks for them, with what is known of the customers in sight."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget

from model.today_facts import LastKnown
from resources.i18n import _
from ui.today.calls import Call, Heading, Line, More, last_words

_BLOCK = 40
"""So many customers' last words are asked for at once: a screenful and some."""

Ask = Callable[[Sequence[int]], dict[int, LastKnown]]


class CallLines(QAbstractTableModel):
    """One column: what is painted is painted from ``lines``."""

    def __init__(self, ask: Ask, parent: QWidget) -> None:
        super().__init__(parent)
        self._ask = ask
        self._known: dict[int, LastKnown] = {}
        self._place: dict[int, int] = {}
        self.lines: Sequence[Line] = ()

    def show_lines(self, lines: Sequence[Line]) -> None:
        self.beginResetModel()
        self.lines = lines
        self._known = {}
        self._place = {one.customer_id: n for n, one in enumerate(lines) if isinstance(one, Call)}
        self.endResetModel()

    def line_at(self, line: int) -> Line | None:
        return self.lines[line] if 0 <= line < len(self.lines) else None

    def call_at(self, line: int) -> Call | None:
        one = self.line_at(line)
        return one if isinstance(one, Call) else None

    def last_known(self, customer_id: int) -> LastKnown:
        if customer_id not in self._known:
            start = self._place.get(customer_id, 0)
            block = [one.customer_id for one in self.lines[start : start + _BLOCK] if isinstance(one, Call)]
            self._known |= self._ask([customer_id, *block])
        return self._known.get(customer_id, LastKnown())

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 1

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        if self.call_at(index.row()) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> object:
        line = self.lines[index.row()]
        if isinstance(line, Heading | More):
            return line.title if role in (0, int(Qt.ItemDataRole.AccessibleTextRole)) else None
        if role == int(Qt.ItemDataRole.DisplayRole):
            return line.name
        if role == int(Qt.ItemDataRole.AccessibleTextRole):
            promise = _("we gave our word") if line.promise else ""
            household = (
                _("same household as {name}").format(name=line.together_with) if line.together_with else ""
            )
            said = [line.name, line.class_word, household, promise, line.phone, *line.reasons_in_full]
            said += [line.since, line.tried, line.best_time, line.on_list]
            return ", ".join(part for part in (*said, last_words(self.last_known(line.customer_id))) if part)
        return None
