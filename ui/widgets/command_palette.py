"""Ctrl+K: type a few letters, press Enter, be there."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from resources.i18n import _
from ui import theme
from ui.widgets.label import PlainLabel
from ui.widgets.search_field import SearchField
from ui.widgets.separator import Separator
from ui.widgets.suggestion_list import Suggestion, SuggestionList

_WIDTH, _ROWS = 600, 9


@dataclass(frozen=True)
class Entry:
    """Something to go to or to do; ``trailing`` shows its shortcut."""

    title: str
    detail: str
    icon: str
    run: Callable[[], object]
    trailing: str = ""


class CommandPalette(QDialog):
    """``find(text)`` gives entries, also for no text at all. Enter runs the chosen one after closing."""

    def __init__(
        self, find: Callable[[str], Sequence[Entry]], *, placeholder: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self._find = find
        self._field = SearchField(placeholder)
        self._list = SuggestionList(_("Results"))
        self._nothing = PlainLabel(_("Nothing found."), tone="muted")
        self._keys = PlainLabel(_("↑ ↓ choose · Enter go · Esc close"), kind="small", tone="muted")

        self.setWindowTitle(_("Find or do"))
        self.setObjectName("palette")
        self.setFixedWidth(_WIDTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SMALL, theme.SMALL, theme.SMALL, theme.SMALL)
        column.setSpacing(theme.SMALL)
        column.addWidget(self._field)
        column.addWidget(self._list, 1)
        column.addWidget(self._nothing, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(Separator())
        column.addWidget(self._keys)

        self._field.installEventFilter(self)
        self._field.searched.connect(self._search)
        self._list.picked.connect(self._run)
        self._search("")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = Qt.Key(event.key())
            steps = {
                Qt.Key.Key_Down: 1,
                Qt.Key.Key_Up: -1,
                Qt.Key.Key_PageDown: _ROWS,
                Qt.Key.Key_PageUp: -_ROWS,
            }
            if key in steps:
                self._list.step(steps[key])
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._search(self._field.text())
                self._run(self._list.current())
                return True
            if key == Qt.Key.Key_Escape:
                self.reject()
                return True
        return super().eventFilter(watched, event)

    def _search(self, text: str) -> None:
        if text == self.property("searched") and self._list.items():
            return
        self.setProperty("searched", text)
        entries = self._find(text.strip())
        self._list.show_items(
            [Suggestion(entry, entry.title, entry.detail, entry.icon, entry.trailing) for entry in entries]
        )
        self._nothing.setVisible(not entries)
        self._list.setVisible(bool(entries))
        self._list.setFixedHeight(self._list.height_of_all(_ROWS))
        self.adjustSize()

    def _run(self, chosen: object) -> None:
        if not isinstance(chosen, Suggestion):
            return
        entry = chosen.key
        assert isinstance(entry, Entry)
        self.accept()
        QTimer.singleShot(0, entry.run)
