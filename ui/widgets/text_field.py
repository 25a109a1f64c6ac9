"""One line of text that never loses a character in silence."""

from PySide6.QtWidgets import QLineEdit, QWidget

from resources.i18n import ngettext
from ui.widgets.field import Field
from ui.widgets.plain_text import without_controls

_QT_NEVER_CUTS = 2_000_000  # Qt would cut at 32,767 without a word


def too_long(text: str, most: int) -> str:
    """A sentence if ``text`` is longer than ``most`` characters, else ``""``."""
    n = len(text) - most
    if n <= 0:
        return ""
    return ngettext(
        "This is {n} character too long. At most {most} fit.",
        "This is {n} characters too long. At most {most} fit.",
        n,
    ).format(n=f"{n:,}", most=f"{most:,}")


def taken_out(n: int) -> str:
    return ngettext(
        "{n} invisible character was taken out.", "{n} invisible characters were taken out.", n
    ).format(n=n)


class TextField(Field):
    """``value()`` is the typed text without blanks at its ends, ``""`` if there is none.

    Text longer than ``most`` stays, and the field says how many characters are too many. Invisible control
    characters are taken out, and the field says so.
    """

    def __init__(self, *, most: int = 500, placeholder: str = "", parent: QWidget | None = None) -> None:
        self.line = QLineEdit()
        self.line.setMaxLength(_QT_NEVER_CUTS)
        super().__init__(self.line, parent)
        self._most = most
        self.line.setPlaceholderText(placeholder)
        self.line.textEdited.connect(self._typed)

    def value(self) -> str:
        return self.line.text().strip()

    def set_value(self, text: str | None) -> None:
        self.line.setText(text or "")
        self.line.setCursorPosition(0)
        self.clear_problem()

    def is_blank(self) -> bool:
        return not self.value()

    def problem(self) -> str:
        return too_long(self.value(), self._most)

    def _says_at_once(self) -> bool:
        return True

    def _typed(self, text: str) -> None:
        kept, removed = without_controls(text)
        if kept != text:
            place = len(without_controls(text[: self.line.cursorPosition()])[0])
            self.line.setText(kept)
            self.line.setCursorPosition(place)
        self.noticed.emit(taken_out(removed) if removed else "")
        self.edited.emit()
