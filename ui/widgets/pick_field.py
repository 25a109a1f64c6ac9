"""A field that finds a thing while one types, and remembers which one was picked."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from resources.i18n import _
from ui.widgets.field import Field
from ui.widgets.suggestion_list import Suggestion, SuggestionList

_REST_MS = 40
_ROWS = 8


class _New:
    """The key of the row that adds something new."""


class PickField(Field):
    """``find(text)`` gives suggestions while one types. Up, Down and Enter pick; Esc closes the list.

    ``picked(key)`` when one is picked; ``new_wanted(text)`` when the last row, ``new_label`` filled with the
    typed text (e.g. "Add new: {text}"), is. Typing on after a pick takes the pick away. With ``free`` any
    text may stay without a pick: ``text()``. ``at_once`` suggests before anything is typed.
    """

    picked = Signal(object)
    new_wanted = Signal(str)

    def __init__(
        self,
        find: Callable[[str], Sequence[Suggestion]],
        *,
        placeholder: str = "",
        new_label: str = "",
        free: bool = False,
        at_once: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        self.line = QLineEdit()
        super().__init__(self.line, parent)
        self._find, self._new_label, self._free, self._at_once = find, new_label, free, at_once
        self._key: object = None
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._popup = QFrame(self, Qt.WindowType.ToolTip)
        self._list = SuggestionList(_("Suggestions"))

        self.line.setPlaceholderText(placeholder)
        self.line.setMaxLength(1000)
        self._popup.setProperty("look", "popup")
        self._popup.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self._popup)
        column.setContentsMargins(1, 4, 1, 4)
        column.addWidget(self._list)
        self._list.setMinimumHeight(1)  # a list of one row is as tall as one row

        self.line.textEdited.connect(self._typed)
        self.line.installEventFilter(self)
        self._rest.timeout.connect(self._suggest)
        self._list.picked.connect(self._take)

    def value(self) -> object:
        """The key of what was picked, ``None`` without a pick."""
        return self._key

    def text(self) -> str:
        return self.line.text().strip()

    def set_value(self, key: object, title: str = "") -> None:
        """Show ``title`` as picked; ``set_value(None)`` empties the field."""
        self._key = key
        self.line.setText(title)
        self.close_list()
        self.clear_problem()

    def is_blank(self) -> bool:
        return self._key is None and not (self._free and self.text())

    def problem(self) -> str:
        lost = self.text() and self._key is None and not self._free
        return _("Choose one from the list.") if lost else ""

    def close_list(self) -> None:
        self._rest.stop()
        self._popup.hide()

    def is_open(self) -> bool:
        return self._popup.isVisible()

    def suggestions(self) -> Sequence[Suggestion]:
        return self._list.items()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if self._key_pressed(Qt.Key(event.key())):
                return True
        elif event.type() == QEvent.Type.FocusOut:
            self.close_list()
        elif event.type() == QEvent.Type.FocusIn and self._at_once and not self.text():
            self._rest.start()
        return super().eventFilter(watched, event)

    def _key_pressed(self, key: Qt.Key) -> bool:
        """Whether the key was meant for the list."""
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._rest.isActive():
                self._suggest()  # a quick hand presses Enter before the list is there
            chosen = self._list.current() if self.is_open() else None
            if chosen is not None:
                self._take(chosen)
            return chosen is not None
        if key == Qt.Key.Key_Escape and self.is_open():
            self.close_list()
            return True
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: _ROWS, Qt.Key.Key_PageUp: -_ROWS}
        if key in steps:
            if self.is_open():
                self._list.step(steps[key])
            else:
                self._suggest()
            return True
        return False

    def _typed(self) -> None:
        self._key = None
        self._rest.start()
        self.edited.emit()

    def _suggest(self) -> None:
        self._rest.stop()
        text = self.text()
        found = list(self._find(text)) if text or self._at_once else []
        if self._new_label and text:
            new = self._new_label.format(text=text)
            found.append(Suggestion(_New, new, icon="plus"))
        # Enter in an empty field means "nothing": what is merely on offer is chosen by going down to it.
        self._list.show_items(found, choose_first=bool(text))
        if found and self.line.hasFocus():
            self._open()
        else:
            self.close_list()

    def _open(self) -> None:
        height = self._list.height_of_all(_ROWS) + 10
        below = self.line.mapToGlobal(QPoint(0, self.line.height() + 2))
        screen = self.screen().availableGeometry()
        if below.y() + height > screen.bottom():
            below = self.line.mapToGlobal(QPoint(0, -height - 2))
        self._popup.setGeometry(below.x(), below.y(), max(self.line.width(), 320), height)
        self._popup.show()

    def _take(self, chosen: object) -> None:
        assert isinstance(chosen, Suggestion)
        if chosen.key is _New:
            self.close_list()
            self.new_wanted.emit(self.text())
            return
        self.set_value(chosen.key, chosen.title)
        self.edited.emit()
        self.picked.emit(chosen.key)
