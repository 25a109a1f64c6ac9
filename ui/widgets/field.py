"""What all fields of a form share: a name, a value, what is wrong with it, and when a hand changed it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui import theme


class Field(QWidget):
    """A field wraps the widget that takes the typing, ``inner``.

    ``edited`` comes only from a person's hand, never from ``set_value``, so loading a form saves nothing.
    ``problem_changed`` carries what to show under the field; ``noticed`` tells what the field did by itself.
    """

    edited = Signal()
    problem_changed = Signal(str)
    noticed = Signal(str)

    def __init__(self, inner: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.inner = inner
        self._shown_problem = ""
        self.row = QHBoxLayout(self)

        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(theme.TIGHT)
        self.row.addWidget(inner, 1)
        self.setFocusProxy(inner)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

        self.edited.connect(self.clear_problem)

    def name_it(self, name: str, description: str = "") -> None:
        """What a screen reader says on entering the field."""
        self.inner.setAccessibleName(name)
        self.inner.setAccessibleDescription(description)

    def value(self) -> object:
        raise NotImplementedError

    def is_blank(self) -> bool:
        return self.value() is None

    def problem(self) -> str:
        """A sentence about what is wrong with the value now, or ``""``."""
        return ""

    def shown_problem(self) -> str:
        return self._shown_problem

    def show_problem(self, sentence: str) -> None:
        """Mark the field; its form says the sentence under it."""
        if sentence == self._shown_problem:
            return
        self._shown_problem = sentence
        self.inner.setProperty("problem", bool(sentence))
        self.inner.style().unpolish(self.inner)
        self.inner.style().polish(self.inner)
        self.problem_changed.emit(sentence)

    def clear_problem(self) -> None:
        self.show_problem(self.problem() if self._says_at_once() else "")

    def _says_at_once(self) -> bool:
        """Whether a problem is told while typing, not only when the form is checked."""
        return False
