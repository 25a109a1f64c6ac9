"""A form: labels, fields, and under each field what is wrong with it."""

from typing import TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from resources.i18n import _
from ui import theme
from ui.widgets.field import Field
from ui.widgets.icon_view import IconView
from ui.widgets.label import PlainLabel

F = TypeVar("F", bound=Field)


class Form(QWidget):
    """Fields in ``columns`` columns with labels above, or one column with labels ``beside``.

    ``edited`` when a hand changed any field.
    """

    edited = Signal()

    def __init__(self, *, columns: int = 1, beside: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns, self._beside = columns, beside
        self._rows: list[_Row] = []
        self._next = 0
        self._grid = QGridLayout(self)

        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.MEDIUM)
        self._grid.setVerticalSpacing(theme.SMALL + theme.TIGHT)
        if beside:
            self._grid.setColumnStretch(1, 1)
        else:
            for column in range(columns):
                self._grid.setColumnStretch(column, 1)

    def add(self, label: str, field: F, *, required: bool = False, hint: str = "", span: int = 1) -> F:
        """Put ``field`` next, over ``span`` columns; gives the field back."""
        row = _Row(label, field, required=required, hint=hint)
        self._rows.append(row)
        if self._beside:
            line = self._grid.rowCount()
            top = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight
            row.label.setMinimumHeight(theme.CONTROL)
            self._grid.addWidget(row.label, line, 0, top)
            self._grid.addWidget(row, line, 1)
        else:
            self._place_above(row, min(span, self._columns))
        field.edited.connect(self.edited)
        return field

    def check(self) -> bool:
        """Whether all is well; if not, each field says what is wrong and the first takes the focus."""
        wrong = [row.field for row in self._rows if not row.check()]
        if wrong:
            _go_to(wrong[0])
        return not wrong

    def show_problem(self, field: Field, sentence: str) -> None:
        """Say ``sentence`` under ``field`` and go there: what saving found out."""
        field.show_problem(sentence)
        _go_to(field)

    def set_row_visible(self, field: Field, visible: bool) -> None:
        """Show or hide ``field`` with its label."""
        row = next(row for row in self._rows if row.field is field)
        row.setVisible(visible)
        row.label.setVisible(visible and bool(row.label.text()))

    def set_label(self, field: Field, label: str) -> None:
        """Call ``field`` something else."""
        next(row for row in self._rows if row.field is field).call(label)

    def show_labels(self, visible: bool) -> None:
        """Without them a form is lower: its fields should then say inside what they are for."""
        for row in self._rows:
            row.label.setVisible(visible and bool(row.label.text()))

    def _place_above(self, row: "_Row", span: int) -> None:
        row.put_label_above()
        if self._next % self._columns + span > self._columns:
            self._next += self._columns - self._next % self._columns
        line, column = divmod(self._next, self._columns)
        self._grid.addWidget(row, line, column, 1, span, Qt.AlignmentFlag.AlignTop)
        self._next += span


class _Row(QWidget):
    def __init__(self, label: str, field: Field, *, required: bool, hint: str) -> None:
        super().__init__()
        self.field = field
        self._required, self._hint, self._name = required, hint, label
        self.label = PlainLabel(f"{label} *" if required else label, kind="small", tone="muted")
        self._icon = IconView("circle-alert", role="danger", size=16)
        self._message = PlainLabel(kind="small", wrap=True)

        self.label.setBuddy(field.inner)
        if not label:
            self.label.hide()  # never shown from here: without a parent yet, it would be a window for a moment
        said = QHBoxLayout()
        said.setSpacing(theme.TIGHT)
        said.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        said.addWidget(self._message, 1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.TIGHT)
        self._column.addWidget(field)
        self._column.addLayout(said)
        self._say("")

        field.problem_changed.connect(self._say)
        field.noticed.connect(self._notice)

    def call(self, name: str) -> None:
        self._name = name
        self.label.setText(f"{name} *" if self._required else name)
        self.label.setVisible(bool(name) and not self.isHidden())
        self._say(self.field.shown_problem())

    def put_label_above(self) -> None:
        self._column.insertWidget(0, self.label)

    def check(self) -> bool:
        sentence = self.field.problem()
        if not sentence and self._required and self.field.is_blank():
            sentence = _("Please fill this in.")
        self.field.show_problem(sentence)
        return not sentence

    def _say(self, problem: str) -> None:
        self._icon.setVisible(bool(problem))
        self._show(problem or self._hint, "danger" if problem else "muted")
        needed = _("required") if self._required else ""
        self.field.name_it(self._name, " · ".join(part for part in (needed, problem or self._hint) if part))

    def _notice(self, notice: str) -> None:
        if not self.field.shown_problem():
            self._show(notice or self._hint, "info" if notice else "muted")

    def _show(self, text: str, tone: theme.Tone) -> None:
        self._message.setText(text)
        self._message.set_tone(tone)
        self._message.setVisible(bool(text))


def _go_to(field: Field) -> None:
    """Give ``field`` the keyboard and, in a form that scrolls, bring it into sight with its message."""
    field.setFocus(Qt.FocusReason.OtherFocusReason)
    around = field.parentWidget()
    while around is not None and not isinstance(around, QScrollArea):
        around = around.parentWidget()
    if around is not None:
        around.ensureWidgetVisible(field, 0, theme.HUGE)
