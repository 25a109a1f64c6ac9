"""One record that an edit touched: what of it changed, field by field, each with the way back."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from model.history import FieldChange, PartOfEdit
from resources.i18n import _
from ui import theme
from ui.widgets.button import Button
from ui.widgets.label import PlainLabel

_SHORT = 24

PutBack = Callable[[PartOfEdit, FieldChange], object]


class PartView(QWidget):
    """The words of ``part``; ``put_back`` is called for a field by its button, where it says something else now.

    With ``undone``, the edit was taken back: a field that says something else all the same was kept for whoever wrote
    into it since.
    """

    def __init__(
        self, part: PartOfEdit, put_back: PutBack, *, undone: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._part, self._put_back, self._undone = part, put_back, undone
        self.buttons: dict[str, Button] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SMALL)
        if not part.changes:
            column.addWidget(PlainLabel(part.sentence, wrap=True, selectable=True))
            return
        column.addWidget(PlainLabel(part.title, kind="strong", wrap=True, selectable=True))
        for change in part.changes:
            column.addLayout(self._row(change))

    def _row(self, change: FieldChange) -> QHBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(PlainLabel(self._head(change), kind="small", tone="muted", wrap=True))
        words.addWidget(PlainLabel(in_words(change), wrap=True, selectable=True))
        row = QHBoxLayout()
        row.setSpacing(theme.SMALL)
        row.addLayout(words, 1)
        if change.put_back_possible:
            row.addWidget(self._button(change), 0, Qt.AlignmentFlag.AlignVCenter)
        return row

    def _head(self, change: FieldChange) -> str:
        if not self._undone:
            return change.label
        became = _("kept, edited since") if change.put_back_possible else _("undone")
        return f"{change.label} · {became}"

    def _button(self, change: FieldChange) -> Button:
        button = Button(_("Put back"), kind="quiet", tip=_("Only this; everything else stays as it is"))
        button.setAccessibleName(
            _("{field}: put back {value}").format(field=change.label, value=change.before or _("nothing"))
        )
        button.clicked.connect(lambda: self._put_back(self._part, change))
        self.buttons[change.column] = button
        return button


def in_words(change: FieldChange) -> str:
    """``07700 900100 → 07700 900101``, on two lines where they are long."""
    before, after = change.before or _("nothing"), change.after or _("nothing")
    long = max(len(before), len(after)) > _SHORT
    return f"{before}\n→ {after}" if long else f"{before} → {after}"
