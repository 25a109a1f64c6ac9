"""A score from 0 to 10, or not asked: eleven buttons, one keystroke."""

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from resources.i18n import _
from ui import theme
from ui.widgets.field import Field
from ui.widgets.label import PlainLabel

HIGHEST = 10
_SECOND_DIGIT_MS = 1000


class ScoreField(Field):
    """``value()`` is 0–10, or ``None`` while the question was not asked.

    Digits choose ("1" then "0" is ten), Left and Right step, Delete takes the answer away. ``low`` and
    ``high`` say what the ends mean.
    """

    def __init__(self, *, low: str = "", high: str = "", parent: QWidget | None = None) -> None:
        self._row = QWidget()
        super().__init__(self._row, parent)
        self._buttons = [_Step(str(score)) for score in range(HIGHEST + 1)]
        self._not_asked = _Step(_("Not asked"))
        self._not_asked.setProperty("answer", "none")  # no answer is said quietly
        self._all = [*self._buttons, self._not_asked]
        self._since_one = QElapsedTimer()
        self._name = ""
        self._value: int | None = None

        line = QHBoxLayout()
        line.setSpacing(2)
        for button in self._buttons:
            line.addWidget(button)
        line.addSpacing(theme.SMALL)
        line.addWidget(self._not_asked)
        line.addStretch(1)
        column = QVBoxLayout(self._row)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(line)
        if low or high:
            column.addLayout(self._ends(low, high))

        for button in self._all:
            button.clicked.connect(self._clicked)
            button.installEventFilter(self)
        self.set_value(None)

    def value(self) -> int | None:
        return self._value

    def set_value(self, score: int | None) -> None:
        self._value = score
        chosen = self._not_asked if score is None else self._buttons[score]
        for button in self._all:
            button.setChecked(button is chosen)
            button.setFocusPolicy(
                Qt.FocusPolicy.StrongFocus if button is chosen else Qt.FocusPolicy.ClickFocus
            )
        self._row.setFocusProxy(chosen)
        self.clear_problem()

    def name_it(self, name: str, description: str = "") -> None:
        self._name = name
        super().name_it(name, description)
        for score, button in enumerate(self._buttons):
            button.setAccessibleName(
                _("{field}: {score} of {highest}").format(field=name, score=score, highest=HIGHEST)
            )
        self._not_asked.setAccessibleName(_("{field}: not asked").format(field=name))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._key(event):
            return True
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        key, text = event.key(), event.text()
        if text.isascii() and text.isdigit():
            self.take_digit(int(text))
            self._focus_chosen()
        elif key in (Qt.Key.Key_Right, Qt.Key.Key_Up):
            self._choose(0 if self._value is None else min(self._value + 1, HIGHEST))
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Down):
            self._choose(HIGHEST if self._value is None else max(self._value - 1, 0))
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._choose(None)
        else:
            return False
        return True

    def take_digit(self, digit: int) -> None:
        """Choose as if ``digit`` had been pressed here; the keyboard stays where it is."""
        soon = self._since_one.isValid() and self._since_one.elapsed() < _SECOND_DIGIT_MS
        ten = digit == 0 and self._value == 1 and soon
        self.set_value(HIGHEST if ten else digit)
        self.edited.emit()
        if digit == 1:
            self._since_one.start()
        else:
            self._since_one.invalidate()

    def _choose(self, score: int | None) -> None:
        self.set_value(score)
        self._focus_chosen()
        self.edited.emit()

    def _focus_chosen(self) -> None:
        (self._not_asked if self._value is None else self._buttons[self._value]).setFocus()

    def _clicked(self) -> None:
        pressed = self.sender()
        self._choose(None if pressed is self._not_asked else self._all.index(pressed))  # type: ignore[arg-type]

    def _ends(self, low: str, high: str) -> QHBoxLayout:
        line = QHBoxLayout()
        line.addWidget(PlainLabel(f"0 = {low}", kind="small", tone="muted"))
        line.addSpacing(theme.LARGE)
        line.addWidget(PlainLabel(f"{HIGHEST} = {high}", kind="small", tone="muted"))
        line.addStretch(1)
        return line


class _Step(QPushButton):
    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setProperty("kind", "step")
        self.setCheckable(True)
        self.setAutoDefault(False)
        if text.isdigit():
            self.setFixedWidth(theme.CONTROL - 2)
        else:
            self.setMinimumWidth(self.fontMetrics().horizontalAdvance(text) + theme.LARGE)
