"""Before other lines are saved: how many customers would change class, and who."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from model.customer_class import JUDGED, CustomerClass
from resources.i18n import _, ngettext, paragraph
from ui import theme
from ui.context import Context
from ui.figures.classes_names import names
from ui.widgets.column import Column
from ui.widgets.label import PlainLabel
from ui.widgets.record_table import RecordTable

Change = tuple[int, CustomerClass, CustomerClass]
"""A customer, the class now and the class by other lines."""

_LINES_SHOWN = 6


@dataclass(frozen=True)
class _Row:
    customer_id: int
    name: str
    before: CustomerClass
    after: CustomerClass


class WhatIf(QWidget):
    """A sentence, and the names beneath it. ``customer_opened(id)`` on Enter or double click."""

    customer_opened = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._changes: dict[int, tuple[CustomerClass, CustomerClass]] = {}
        self.words = PlainLabel(wrap=True)
        self.table = RecordTable(_columns(), self._rows, name=_("Who would change"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SMALL)
        column.addWidget(self.words)
        column.addWidget(self.table)
        self.say("")
        self.table.opened.connect(lambda row: self.customer_opened.emit(row.customer_id))

    def say(self, sentence: str) -> None:
        """Only a sentence, or nothing at all."""
        self._show([])
        self.words.setText(sentence)
        self.setVisible(bool(sentence))

    def show_changes(
        self, counts: Mapping[CustomerClass, int], changes: Sequence[Change], at_once: int, past_days: int
    ) -> None:
        """``counts`` is how many there are in each class now. ``at_once`` of the changes come with the next review, the
        others when a line was passed for ``past_days``."""
        self._show(changes)
        self.words.setText(paragraph((_told(counts, changes), _when(len(changes), at_once, past_days))))
        self.show()

    def shown(self) -> list[_Row]:
        """Everybody in the table."""
        return self._rows(self.table.ids())

    def _show(self, changes: Sequence[Change]) -> None:
        self._changes = {customer_id: (before, after) for customer_id, before, after in changes}
        self.table.show_ids(self._changes)
        self.table.refresh()
        self.table.setVisible(bool(changes))
        head = self.table.horizontalHeader().height()
        self.table.setFixedHeight(min(len(changes), _LINES_SHOWN) * theme.ROW + head + 4)

    def _rows(self, ids: Sequence[int]) -> list[_Row]:
        known = names(self._context.book, ids)
        return [_Row(one, known.get(one, ""), *self._changes[one]) for one in ids]


def _told(counts: Mapping[CustomerClass, int], changes: Sequence[Change]) -> str:
    """How many would change, and how many there would be in each class."""
    if not changes:
        return _("Nobody would change class.")
    gained = Counter(after for _customer, _before, after in changes)
    lost = Counter(before for _customer, before, _after in changes)
    parts = [
        _("{one} {before} → {after}").format(
            one=one.label, before=f"{counts[one]:,}", after=f"{counts[one] + gained[one] - lost[one]:,}"
        )
        for one in JUDGED
        if gained[one] or lost[one]
    ]
    return ngettext(
        "{n} customer would change: {classes}.", "{n} customers would change: {classes}.", len(changes)
    ).format(n=f"{len(changes):,}", classes=_(", ").join(parts))


def _when(number: int, at_once: int, past_days: int) -> str:
    """When they change, where the lines are saved."""
    if not number:
        return ""
    if at_once == number:
        return _("The next review moves them.")
    if not at_once:
        return _(
            "None of them is clearly past the line: they move once they have been past it for {days} days."
        ).format(days=past_days)
    return ngettext(
        "The next review moves {n} of them; the rest, not clearly past the line, once they have been past it for {days}"
        " days.",
        "The next review moves {n} of them; the rest, not clearly past the line, once they have been past it for {days}"
        " days.",
        at_once,
    ).format(n=f"{at_once:,}", days=past_days)


def _columns() -> list[Column[_Row]]:
    return [
        Column("name", _("Customer"), lambda row: row.name, stretch=True, strong=True, sortable=False),
        Column("before", _("Now"), lambda row: row.before.label, width=130, sortable=False),
        Column("after", _("With these lines"), lambda row: row.after.label, width=160, sortable=False),
    ]
