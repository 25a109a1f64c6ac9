"""Several lines of text: what was said, in the customer's own words."""

from PySide6.QtCore import QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from ui import theme
from ui.widgets.field import Field
from ui.widgets.plain_text import without_controls
from ui.widgets.text_field import taken_out, too_long

MOST = 100_000


class NoteField(Field):
    """Tab moves on, Ctrl+Enter is left to the form, which saves; more than ``most`` characters are kept but told."""

    def __init__(
        self, *, lines: int = 4, most: int = MOST, placeholder: str = "", parent: QWidget | None = None
    ) -> None:
        self.text = _Text(lines)
        super().__init__(self.text, parent)
        self._most = most
        self._loading = False

        self.text.setPlaceholderText(placeholder)

        self.text.textChanged.connect(self._changed)
        self.text.cleaned.connect(lambda n: self.noticed.emit(taken_out(n)))

    def value(self) -> str:
        return without_controls(self.text.toPlainText(), keep="\n\t")[0].strip()

    def set_value(self, text: str | None) -> None:
        self._loading = True
        self.text.setPlainText(text or "")
        self._loading = False
        self.clear_problem()

    def is_blank(self) -> bool:
        return not self.value()

    def problem(self) -> str:
        return too_long(self.text.toPlainText().strip(), self._most)

    def _says_at_once(self) -> bool:
        return True

    def _changed(self) -> None:
        if not self._loading:
            self.edited.emit()


class _Text(QPlainTextEdit):
    cleaned = Signal(object)

    def __init__(self, lines: int) -> None:
        super().__init__()
        self._lines = lines
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def sizeHint(self) -> QSize:
        around = 2 * (theme.TIGHT + 1) + round(2 * self.document().documentMargin())
        return QSize(240, self._lines * self.fontMetrics().lineSpacing() + around)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        kept, removed = without_controls(source.text(), keep="\n\t")
        self.insertPlainText(kept)
        if removed:
            self.cleaned.emit(removed)
