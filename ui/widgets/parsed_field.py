"""A field for something that is typed as text and means something else: an amount, a number, a day."""

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.widgets.field import Field
from ui.widgets.label import PlainLabel

T = TypeVar("T")


class ParsedField(Field, Generic[T]):
    """``parse`` turns typed text into a value or raises ``ValueError`` with the sentence to show.

    ``show`` writes a value the usual way; on leaving the field the typed text is replaced by it.
    """

    def __init__(
        self,
        parse: Callable[[str], T],
        show: Callable[[T], str],
        *,
        placeholder: str = "",
        unit: str = "",
        parent: QWidget | None = None,
    ) -> None:
        self.line = QLineEdit()
        super().__init__(self.line, parent)
        self._parse, self._show = parse, show

        self.line.setPlaceholderText(placeholder)
        self.line.setMaxLength(200)
        if unit:
            self.row.addWidget(PlainLabel(unit, tone="muted"))

        self.line.textEdited.connect(self.edited)
        self.line.editingFinished.connect(self._finish)

    def value(self) -> T | None:
        """The value, ``None`` if nothing is typed. ``ValueError`` if it cannot be read."""
        text = self.line.text().strip()
        return self._parse(text) if text else None

    def set_value(self, value: T | None) -> None:
        self.line.setText("" if value is None else self._show(value))
        self.clear_problem()

    def is_blank(self) -> bool:
        return not self.line.text().strip()

    def problem(self) -> str:
        try:
            self.value()
        except ValueError as refused:
            return str(refused)
        return ""

    def _finish(self) -> None:
        wrong = self.problem()
        if not wrong and not self.is_blank():
            value = self.value()
            assert value is not None
            self.line.setText(self._show(value))
        self.show_problem(wrong)


class MoneyField(ParsedField[int]):
    """An amount in whole cents, right-aligned as in a column of figures; ``unit`` is the currency."""

    def __init__(
        self,
        parse: Callable[[str], int],
        show: Callable[[int], str],
        *,
        unit: str = "",
        placeholder: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parse, show, unit=unit, placeholder=placeholder, parent=parent)
        self.line.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
