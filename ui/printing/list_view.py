"""A report as a table: to look through, to sort, and to go from a row to the customer's card."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from model.pinyin import sort_key
from reports.report import Options, Report
from resources.i18n import _, current_language
from ui import theme
from ui.context import Context
from ui.printing.in_the_making import InTheMaking
from ui.widgets.column import Column
from ui.widgets.empty_state import EmptyState
from ui.widgets.label import PlainLabel
from ui.widgets.simple_table import SimpleTable

if TYPE_CHECKING:
    from reports.listing import AnyListing, ListColumn, Value

_NAME_AT_LEAST = 140


class ListView(InTheMaking["AnyListing"]):
    """``show_report`` asks for its rows, in the language of the window; ``customer_opened(id)`` when a row is."""

    customer_opened = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        seen = QWidget()
        super().__init__(context, seen, _("Looking it up"), parent)
        self._name = self._title = ""
        self._customer_of: Callable[[Any], int | None] = lambda _row: None
        self._goes_on = False
        self._sorted_by: dict[str, tuple[str, bool]] = {}
        self.table: SimpleTable | None = None
        self.summary = PlainLabel(kind="small", tone="muted", wrap=True)

        self._column = QVBoxLayout(seen)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.SMALL)
        self._column.addWidget(self.summary)

    def show_report(self, report: Report, options: Options) -> None:
        """Ask the book for the rows; the same report again keeps its order and the row one was on."""
        self._name, self._title = report.name, report.title
        asked = replace(options, language=current_language())
        self.make(report.title, lambda progress: report.listing(progress.book, asked, progress))

    def go_on(self) -> None:
        """Give the table the keyboard, also if it is just being made anew."""
        self._goes_on = True
        if self.table is not None:
            self.table.setFocus()

    def show_made(self, made: AnyListing | None) -> None:
        if made is None:
            return
        before, table = self.table, self._table_of(made)
        self.table, self._customer_of = table, made.customer_of
        self._column.insertWidget(0, table, 1)
        table.show_rows(made.rows)
        if self._name in self._sorted_by:
            key, descending = self._sorted_by[self._name]
            table.show_sorted(key, descending=descending)
            table.sorted.emit(key, descending)
        if before is not None:
            self._take_the_place_of(before, table)
        self.summary.setText(" · ".join(made.shown))

    def _take_the_place_of(self, before: SimpleTable, table: SimpleTable) -> None:
        """The same report stands where it stood, on the line one was on."""
        if before.objectName() == table.objectName():
            if before.currentIndex().isValid():
                table.select_near(before.currentIndex().row())
            table.verticalScrollBar().setValue(before.verticalScrollBar().value())
        if before.hasFocus() or self._goes_on:
            self.setCurrentWidget(self._seen)
            table.show()  # what is not seen yet cannot have the keyboard
            table.setFocus()
        self._goes_on = False
        self._column.removeWidget(before)
        before.hide()
        before.deleteLater()

    def _table_of(self, listing: AnyListing) -> SimpleTable:
        table = SimpleTable(
            [_column(column) for column in listing.on_screen],
            name=self._title,
            menu_for=self._menu_for,
            empty=EmptyState("circle-check", listing.nothing, ""),
        )
        table.setObjectName(self._name)
        table.show_what_fits(listing.by_importance, _NAME_AT_LEAST)
        table.opened.connect(self._open)
        table.sorted.connect(self._note_order)
        return table

    def _note_order(self, key: str, descending: bool) -> None:
        self._sorted_by[self._name] = key, descending

    def _open(self, row: Any) -> None:
        customer_id = self._customer_of(row)
        if customer_id is not None:
            self.customer_opened.emit(customer_id)

    def _menu_for(self, row: Any) -> QMenu:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        action = menu.addAction(theme.icon("user", "muted"), f"{_('Open the customer’s card')}\t⏎")
        action.triggered.connect(lambda: self._open(row))
        return menu


def _column(column: ListColumn[Any]) -> Column[Any]:
    return Column(
        column.key,
        column.title,
        column.shown,
        width=column.width,
        align=column.align,
        stretch=column.stretch,
        strong=column.strong,
        descends_first=column.descends_first,
        order=lambda row: _order(column.value(row)),
    )


def _order(value: Value) -> tuple[bool, Any]:
    """What is empty comes first; texts as they are read."""
    if isinstance(value, str):
        return bool(value), sort_key(value)
    return value is not None, value
