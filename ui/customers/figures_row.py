"""What the book adds up for one customer, as a row of numbers."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from model.card_words import Figure, figures_in_words
from model.customer_figures import Figures
from ui import theme
from ui.widgets.label import PlainLabel

_ROOMS = (6, 6, 5, 7)
"""of four figures in a row"""


class FourFigures(QWidget):
    """Four numbers in a row, each with its name above and a remark below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = [_Figure() for _room in _ROOMS]

        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.MEDIUM)
        for figure, room in zip(self._shown, _ROOMS, strict=True):
            row.addWidget(figure, room)

    def say(self, figures: Sequence[Figure]) -> None:
        """Show these four."""
        for shown, figure in zip(self._shown, figures, strict=True):
            shown.say(figure)

    def words(self) -> list[str]:
        """Every figure with its name and hint."""
        return [figure.words() for figure in self._shown]


class FiguresRow(FourFigures):
    """Revenue, profit, purchases, rhythm."""

    def show_figures(self, figures: Figures, currency: str, today: date) -> None:
        """Show these."""
        self.say(figures_in_words(figures, currency, today))


class _Figure(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._label = PlainLabel(kind="small", tone="muted")
        self._value = PlainLabel(kind="heading", elide=True, selectable=True)
        self._hint = PlainLabel(kind="small", tone="muted", elide=True)

        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self._label, self._value, self._hint):
            column.addWidget(part)
        column.addStretch(1)

    def say(self, figure: Figure) -> None:
        self._label.setText(figure.name)
        self._value.setText(figure.value)
        self._value.set_tone("warning" if figure.late else "text" if figure.known else "muted")
        self._hint.setText(figure.remark)
        self._hint.set_tone("warning" if figure.late else "muted")
        self.setAccessibleName(f"{figure.name}: {figure.value}")
        self.setAccessibleDescription(figure.remark)

    def words(self) -> str:
        """As it is spoken."""
        return ", ".join(part for part in (self.accessibleName(), self._hint.text()) if part)
