"""One of a few that are all in sight: a row of buttons, chosen by arrow keys or by a letter of its own."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

from resources.i18n import _
from ui import theme
from ui.widgets.field import Field
from ui.widgets.flow import FlowLayout


@dataclass(frozen=True)
class Option:
    """``letter`` (or digit) chooses it while the row has the keyboard; it is shown before the title."""

    key: object
    title: str
    letter: str = ""
    icon: str = ""


class OptionField(Field):
    """``value()`` is the key of the chosen one, ``None`` while none is.

    The row is one stop of the Tab key: Left and Right step through it, each option's letter chooses.
    """

    def __init__(self, options: Sequence[Option], *, parent: QWidget | None = None) -> None:
        self._row = QWidget()
        super().__init__(self._row, parent)
        self._options = list(options)
        self._buttons = [_Button(option) for option in self._options]
        self._chosen = -1
        line = FlowLayout(self._row, gap=theme.TIGHT)

        for button in self._buttons:
            line.addWidget(button)
            button.clicked.connect(self._clicked)
            button.installEventFilter(self)
        self.set_value(None)

    def value(self) -> object:
        return self._options[self._chosen].key if self._chosen >= 0 else None

    def set_value(self, key: object) -> None:
        """Choose ``key``; nothing is chosen when it is not among the options."""
        keys = self.known_keys()
        self._chosen = keys.index(key) if key in keys else -1
        door = max(self._chosen, 0)
        for place, button in enumerate(self._buttons):
            button.setChecked(place == self._chosen)
            strong = Qt.FocusPolicy.StrongFocus if place == door else Qt.FocusPolicy.ClickFocus
            button.setFocusPolicy(strong)
        self._row.setFocusProxy(self._buttons[door])
        self.clear_problem()

    def name_it(self, name: str, description: str = "") -> None:
        super().name_it(name, description)
        for option, button in zip(self._options, self._buttons, strict=True):
            button.setAccessibleName(_("{field}: {answer}").format(field=name, answer=self.said(option)))

    def said(self, option: Option) -> str:
        """What a screen reader says of an option."""
        return option.title

    def known_keys(self) -> list[object]:
        """The keys of all options."""
        return [option.key for option in self._options]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._key(event):
            return True
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        if event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier):
            return False
        letters = [option.letter.casefold() for option in self._options]
        text = event.text().casefold()
        if text and text in letters:
            self._choose(letters.index(text))
        elif event.key() in (Qt.Key.Key_Right, Qt.Key.Key_Down):
            self._choose(min(self._chosen + 1, len(self._options) - 1))
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Up):
            self._choose(max(self._chosen - 1, 0))
        else:
            return False
        return True

    def _choose(self, place: int) -> None:
        self.set_value(self._options[place].key)
        self._buttons[place].setFocus()
        self.edited.emit()

    def _clicked(self) -> None:
        self._choose(self._buttons.index(self.sender()))  # type: ignore[arg-type]


class _Button(QPushButton):
    def __init__(self, option: Option) -> None:
        # Two ampersands are one on the screen; a title of a person must not lose its own.
        words = option.title.replace("&", "&&")
        super().__init__(f"{option.letter}  {words}" if option.letter else words)
        self.setProperty("kind", "step")
        self.setCheckable(True)
        self.setAutoDefault(False)
        if option.icon:
            self.setIcon(theme.icon(option.icon, "muted"))
        self.setMinimumWidth(self.fontMetrics().horizontalAdvance(self.text()) + theme.LARGE)
