"""A page that is one list: a search field, a filter beside it, the rows below, a form over them."""

from array import array
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any, Protocol

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QMenu, QWidget

from model.changes import Change
from reports.report import Report
from resources.i18n import _
from ui import theme
from ui.context import Context
from ui.widgets.button import Button, IconButton
from ui.widgets.chip import Chip
from ui.widgets.column import Column
from ui.widgets.empty_state import EmptyState
from ui.widgets.flow import FlowLayout
from ui.widgets.page import Page
from ui.widgets.record_table import RecordTable
from ui.widgets.search_field import SearchField


class Show(Protocol):
    """One member of an enum of filters."""

    @property
    def label(self) -> str:
        """Its words in the current language."""


class FilteredList(Page):
    """``shows`` are the filters, one of them on, the first at the beginning; ``concerns`` the kinds of records whose
    changes are looked at; ``order`` the column that sorts at the beginning.

    Subclasses override what is marked so below. Enter opens the current row, Insert adds one, Delete takes it away.
    """

    customer_opened = Signal(object)
    sheet_wanted = Signal(object)

    def __init__(
        self,
        context: Context,
        *,
        title: str,
        add: tuple[str, str],
        icon: str,
        find: tuple[str, str],
        shows: Sequence[Show],
        order: StrEnum,
        concerns: frozenset[str],
        parent: QWidget | None = None,
    ) -> None:
        """``add`` is what the button says and its key, ``find`` what can be searched for and the field's name."""
        self._new = Button(add[0], icon="plus", kind="primary", tip=add[1])
        self._print = IconButton("printer", _("Print this list"))
        super().__init__(title, actions=[self._print, self._new], scrolls=False, parent=parent)
        self._context, self._concerns = context, concerns
        self._order, self._descending = order, False
        self._asked: tuple[Show, str] | None = None
        self.search = SearchField(find[0], name=find[1])
        self.chips = {show: Chip(show.label, one_of_several=True) for show in shows}
        self._group = QButtonGroup(self)
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._chips = _Chips()
        self._empty = EmptyState(icon, "", "", add[0], button_icon="plus")
        self.table = RecordTable(
            self.columns(), self.rows, name=title, menu_for=self.menu_for, empty=self._empty
        )
        self._soon = QTimer(self, singleShot=True, interval=0)

        self._arrange()
        self._connect()

    # what subclasses override

    def add_new(self) -> None:
        """An empty form."""
        raise NotImplementedError

    def open(self, row: Any) -> None:
        """The form of one row."""
        raise NotImplementedError

    def delete(self, row: Any) -> None:
        """Take it out of the book, in one edit."""
        raise NotImplementedError

    def deed_of(self, letter: str, row: Any) -> bool:
        """Do what ``letter`` means on this row; ``False`` where it means nothing and begins a search."""
        raise NotImplementedError

    def columns(self) -> Sequence[Column[Any]]:
        """What is shown of a row."""
        raise NotImplementedError

    def rows(self, ids: Sequence[int]) -> Sequence[Any]:
        """The rows of these ids."""
        raise NotImplementedError

    def menu_for(self, row: Any) -> QMenu:
        """What can be done with a row."""
        raise NotImplementedError

    def counts(self) -> Mapping[Any, int]:
        """How many there are of each filter."""
        raise NotImplementedError

    def ids(self, show: Any, text: str) -> "array[int]":
        """The rows of a filter that hold the text, in order."""
        raise NotImplementedError

    def say(self, show: Any, text: str, counts: Mapping[Any, int]) -> None:
        """Put words above the list, and into it where it is empty."""
        raise NotImplementedError

    def sheet_of(self, show: Any, text: str) -> Report:
        """The same rows on paper."""
        raise NotImplementedError

    # what every page can do

    def sheet(self) -> Report:
        """This list on paper: found and sorted as it is shown."""
        return self.sheet_of(self.show_chosen(), self.search.text())

    def refresh(self) -> None:
        """Look at the book again; the current row stays, or the one that has come in its place."""
        show, text = self.show_chosen(), self.search.text()
        counts = self.counts()
        for one, chip in self.chips.items():
            chip.setText(_("{what} ({n})").format(what=one.label, n=f"{counts[one]:,}"))
        self._fit_chips()
        self._empty.button.setVisible(not text)
        self.say(show, text, counts)
        place = self.table.currentIndex().row() if self._asked == (show, text) else 0
        self._asked = show, text
        self.table.refresh()
        self.table.show_ids(self.ids(show, text))
        if self.table.current_id() is None:
            self.table.select_near(place)

    def focus_first(self) -> None:
        self.table.setFocus()

    def show_chosen(self) -> Show:
        """The filter that is on."""
        return next(show for show, chip in self.chips.items() if chip.isChecked())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.table.current()
        if event.key() == Qt.Key.Key_Delete and row and self.table.hasFocus():
            self.delete(row)
        elif event.key() == Qt.Key.Key_Insert:
            self.add_new()
        else:
            super().keyPressEvent(event)

    # parts

    def _arrange(self) -> None:
        self._line.setSpacing(theme.SMALL)
        self._line.addWidget(self.search, 1)
        self._line.addWidget(self._chips, 0, Qt.AlignmentFlag.AlignVCenter)
        for chip in self.chips.values():
            self._group.addButton(chip)
            self._chips.flow.addWidget(chip)
        next(iter(self.chips.values())).setChecked(True)
        self.body.addLayout(self._line)
        self.body.addWidget(self.table, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_chips()

    def _fit_chips(self) -> None:
        """The chips stand beside the search where there is room, else beneath it, on as many lines as they need."""
        needed = self._chips.sizeHint().width() + theme.SMALL + self.search.minimumWidth()
        way = QBoxLayout.Direction
        self._line.setDirection(way.LeftToRight if needed <= self.table.width() else way.TopToBottom)
        self._chips.updateGeometry()

    def _connect(self) -> None:
        self._new.clicked.connect(self.add_new)
        self._print.clicked.connect(lambda: self.sheet_wanted.emit(self.sheet()))
        self._empty.chosen.connect(self.add_new)
        self.search.searched.connect(lambda _text: self.refresh())
        self.search.descended.connect(self.table.setFocus)
        self._group.buttonClicked.connect(lambda _chip: self.refresh())
        self.table.opened.connect(self.open)
        self.table.sorted.connect(self._sort)
        self.table.typed.connect(self._typed)
        self._soon.timeout.connect(self.refresh)
        self._context.signals.changed.connect(self._heed)

    def _heed(self, change: Change) -> None:
        if self.isVisible() and change.kinds & self._concerns:
            self._soon.start()

    def _sort(self, key: str, descending: bool) -> None:
        self._order, self._descending = type(self._order)(key), descending
        self.refresh()

    def _typed(self, text: str) -> None:
        row = self.table.current()
        if row is None or not self.deed_of(text.casefold(), row):
            self.search.setFocus()
            self.search.setText(text)


class _Chips(QWidget):
    """Chips that would all stand on one line, and need not."""

    def __init__(self) -> None:
        super().__init__()
        self.flow = FlowLayout(self)

    def sizeHint(self) -> QSize:
        items = [self.flow.itemAt(number) for number in range(self.flow.count())]
        widths = [item.sizeHint().width() + self.flow.spacing() for item in items if item is not None]
        return QSize(sum(widths) - self.flow.spacing(), super().sizeHint().height())
