"""The yearly days of a customer beside the birthday: what is celebrated, and when, read aloud while it is typed."""

import dataclasses
import json
from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from model.customer_days import CustomerDay
from resources.i18n import _
from ui import theme
from ui.context import Context
from ui.forms.birthday_field import BirthdayField
from ui.widgets.button import IconButton
from ui.widgets.label import PlainLabel
from ui.widgets.rows_field import FieldRow, RowsField
from ui.widgets.text_field import TextField

_DAY = 190


class YearlyDaysField(RowsField["_Row"]):
    """``value()`` is a list of ``CustomerDay``; a row with neither words nor a day is left out."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(_("Another day"), parent=parent)
        self._context = context

    def blank_row(self) -> "_Row":
        return _Row(self._context, None)

    def value(self) -> list[CustomerDay]:
        found = (row.celebrated() for row in self.rows())
        return [one for one in found if one is not None]

    def set_value(self, days: Sequence[CustomerDay]) -> None:
        self.clear()
        for one in days:
            self.put(_Row(self._context, one))

    def typed(self) -> str:
        """What stands in the rows, for a draft."""
        rows = [[row.old_id(), row.label.value(), row.day.line.text()] for row in self.rows()]
        return json.dumps(rows, ensure_ascii=False)

    def take_typed(self, kept: str, known: Sequence[CustomerDay]) -> None:
        """Put back what ``typed`` gave; ``known`` are the days of the card."""
        self.clear()
        by_id = {one.id: one for one in known}
        for day_id, label, text in json.loads(kept or "[]"):
            row = self.put(_Row(self._context, by_id.get(day_id)))
            row.label.set_value(label)
            row.day.line.setText(text)


class _Row(FieldRow):
    def __init__(self, context: Context, old: CustomerDay | None) -> None:
        super().__init__()
        self._old = old
        self.label = TextField(placeholder=_("e.g. Wedding day, name day"))
        self.day = BirthdayField(context, somebody=False)
        self._remove = IconButton("x", _("Take this day out"), role="muted")
        self._aloud = PlainLabel(tone="muted", kind="small")

        self.label.name_it(_("What is celebrated"))
        self.day.name_it(_("Day"))
        self.day.setFixedWidth(_DAY)
        row = QHBoxLayout()
        row.setSpacing(theme.SMALL)
        row.addWidget(self.label, 1)
        row.addWidget(self.day)
        row.addWidget(self._remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self._aloud)
        self._aloud.hide()

        self.label.edited.connect(self.edited)
        self.day.edited.connect(self.edited)
        self.day.noticed.connect(self._say)
        self._remove.clicked.connect(self.removed)
        if old is not None:
            self.label.set_value(old.label)
            self.day.set_value(old.yearly_day)
            self.day.read_aloud()

    def go_there(self) -> None:
        self.label.setFocus()

    def old_id(self) -> int:
        return self._old.id if self._old else 0

    def is_blank(self) -> bool:
        return self.label.is_blank() and self.day.is_blank()

    def problem(self) -> str:
        if wrong := self.day.problem():
            return wrong
        if self.label.is_blank() != self.day.is_blank():
            return _("Say what is celebrated, and on which day.")
        return ""

    def celebrated(self) -> CustomerDay | None:
        """The day as it is typed; ``None`` while it is not whole."""
        when = None if self.day.problem() else self.day.value()
        if when is None or self.label.is_blank():
            return None
        old = self._old or CustomerDay(label="?", month=1, day=1)
        return dataclasses.replace(
            old,
            label=self.label.value(),
            year=when.year,
            month=when.month,
            day=when.day,
            lunar=when.lunar,
            leap_month=when.leap_month,
        )

    def _say(self, words: str) -> None:
        self._aloud.setText(words)
        self._aloud.setVisible(bool(words))
