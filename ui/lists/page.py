"""Call lists: what is typed from the paper goes back line by line, or the list is ticked through on the screen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from model.call_list_closing import close
from model.call_list_progress import ListedCall, OpenList, open_lists, put_away_lately
from model.call_lists import CallList, LineStatus, ListStatus
from model.changes import Change
from model.days_in_words import format_day
from model.visits import Outcome
from model.writing_back import Sheet, WrittenBack
from reports import sheets
from resources.i18n import _, ngettext
from ui import theme
from ui.context import Context
from ui.forms.day_menu import day_menu
from ui.forms.outcomes import ICONS, LETTERS
from ui.lists.slips_card import SlipsCard
from ui.lists.typed_line import TypedLine
from ui.widgets.button import Button, IconButton
from ui.widgets.column import Column
from ui.widgets.empty_state import EmptyState
from ui.widgets.page import Page
from ui.widgets.record_table import RecordTable
from ui.widgets.suggestion_list import Suggestion, SuggestionList

_CONCERNS = frozenset({"call_list", "call_list_line", "visit", "customer", "follow_up", "slip", "staff"})
_LEFT = 252
_LOW = 760
_NAME_SHARE, _CAME_SHARE = 0.24, 0.25
"""How much of the table's width names and outcomes may take from the reasons."""
_BY_LETTER = {letter.casefold(): outcome for outcome, letter in LETTERS.items()}
_BY_IMPORTANCE = ("line", "name", "came")


class ListsPage(Page):
    """``call_list_wanted`` for a new list, ``sheet_wanted(report)`` to put this one or slips on paper,
    ``customer_opened(id)`` for a card, ``message`` for what is said at the foot."""

    customer_opened = Signal(object)
    call_list_wanted = Signal()
    sheet_wanted = Signal(object)
    message = Signal(str)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        self._new = Button(_("Print a new list"), icon="plus", kind="primary")
        self._again = IconButton("printer", _("Print this list again"))
        self._close = Button(_("Close this list"), icon="archive", kind="quiet")
        super().__init__(
            _("Lists"), actions=[self._close, self._again, self._new], scrolls=False, parent=parent
        )
        self._context = context
        self._sheet: Sheet | None = None
        self._called_on: dict[int, date] = {}
        """The day of the calls, by list, where a person said that it was another one."""
        self._calls: dict[int, ListedCall] = {}
        self._came_back: frozenset[int] = frozenset()
        self.lists = SuggestionList(_("Call lists"))
        self.slips = SlipsCard(context)
        self.typed = TypedLine(context)
        self._empty = EmptyState(
            "list-checks", "", "", _("Print the call list of today"), button_icon="printer"
        )
        self.table = RecordTable(
            self._columns(),
            self._rows,
            name=_("Lines of the list"),
            menu_for=self._menu_for,
            empty=self._empty,
        )
        self.table.show_what_fits(_BY_IMPORTANCE, stretch_least=90)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon_fit = QTimer(self, singleShot=True, interval=0)

        self._arrange()
        self._connect()

    # what every page can do

    def refresh(self) -> None:
        """Look at the book again; the list that is worked on stays, or the oldest open one comes in its place."""
        book, today = self._context.book, self._context.today()
        opened = open_lists(book.store)
        closed = put_away_lately(book, today)
        here = self._sheet.call_list.id if self._sheet else None
        known = [one.call_list_id for one in opened] + [one.id for one in closed]
        self.lists.show_items([*map(_open_line, opened), *map(_closed_line, closed)], choose_first=False)
        self.slips.refresh()
        self._say(opened)
        wanted = here if here in known else next(iter(known[: len(opened)]), None)
        self._show(wanted)

    def focus_first(self) -> None:
        if self._sheet is not None:
            self.typed.field.setFocus()
        else:
            self._empty.button.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.slips.set_low(event.size().height() < _LOW)
        self._soon_fit.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and self.typed.field.line.hasFocus():
            self.table.setFocus()
        elif event.key() == Qt.Key.Key_Escape and self.table.hasFocus() and self._sheet is not None:
            self.typed.field.setFocus()
        else:
            super().keyPressEvent(event)

    def print_shown(self) -> None:
        """Ctrl+P: the list that is worked on, once more; without one, a new one."""
        if self._sheet is not None:
            self.sheet_wanted.emit(sheets.call_list(self._sheet.call_list))
        else:
            self.call_list_wanted.emit()

    def current_customer(self) -> int | None:
        """Whom a deed is about when none is named."""
        call = self.table.current()
        return call.people[0].customer_id if call is not None and call.people else None

    def show_list(self, call_list_id: int) -> None:
        """Work on this list."""
        self._show(call_list_id)
        self.typed.field.setFocus()

    # deeds

    def close_list(self) -> None:
        """Put the list away; whoever was not called stays due."""
        if self._sheet is not None:
            close(self._context.book, self._sheet.call_list.id, self._context.today())
            self._sheet = None
            self.refresh()

    def tick(self, outcome: Outcome) -> None:
        """Write that the chosen line ended so; call back asks for the day first."""
        call = self.table.current()
        if call is None:
            return
        if outcome is Outcome.CALL_BACK:
            menu = day_menu(
                self._context,
                _("Call back when?"),
                lambda day: self.typed.tick(str(call.line), outcome, day),
                self,
            )
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            room = self.table.visualRect(self.table.currentIndex())
            menu.popup(self.table.viewport().mapToGlobal(room.bottomLeft() + QPoint(theme.LARGE, 0)))
        else:
            self.typed.tick(str(call.line), outcome)

    def write_in_words(self, call: ListedCall) -> None:
        """Begin that line in the field."""
        self.typed.begin(f"{call.line} ")

    # parts

    def _arrange(self) -> None:
        self.lists.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        left = QVBoxLayout()
        left.setSpacing(theme.MEDIUM)
        left.addWidget(self.lists, 1)
        left.addWidget(self.slips)
        side = QWidget()
        side.setFixedWidth(_LEFT)
        side.setLayout(left)
        left.setContentsMargins(0, 0, 0, 0)
        right = QVBoxLayout()
        right.setSpacing(theme.MEDIUM)
        right.addWidget(self.typed)
        right.addWidget(self.table, 1)
        row = QHBoxLayout()
        row.setSpacing(theme.LARGE)
        row.addWidget(side)
        row.addLayout(right, 1)
        self.body.addLayout(row, 1)

    def _connect(self) -> None:
        self._new.clicked.connect(self.call_list_wanted)
        self._again.clicked.connect(self.print_shown)
        self._close.clicked.connect(self.close_list)
        self._empty.chosen.connect(self.call_list_wanted)
        self.lists.selectionModel().currentRowChanged.connect(self._list_chosen)
        self.slips.sheet_wanted.connect(self.sheet_wanted)
        self.typed.written.connect(self._go_on)
        self.typed.line_named.connect(self._choose_line)
        self.typed.list_wanted.connect(self._go_to_list)
        self.typed.day_chosen.connect(self._take_day)
        self.table.opened.connect(self.write_in_words)
        self.table.typed.connect(self._typed)
        self._soon.timeout.connect(self.refresh)
        self._soon_fit.timeout.connect(self._fit_columns)
        self._context.signals.changed.connect(self._heed)

    def _heed(self, change: Change) -> None:
        if self.isVisible() and change.kinds & _CONCERNS:
            if change.undoes and change.customers is not None:
                self._came_back = change.customers
            self._soon.start()

    def _show(self, call_list_id: int | None) -> None:
        """Show the lines of that list, of none with ``None``."""
        book = self._context.book
        call_list = book.call_lists.find(call_list_id) if call_list_id else None
        self._sheet = None
        if call_list is not None:
            called_on = self._called_on.get(call_list.id)
            self._sheet = Sheet(book, call_list, self._context.today(), called_on)
        calls = self._sheet.calls if self._sheet else []
        another = {call.line_id for call in calls} != set(self._calls)
        self._calls = {call.line_id: call for call in calls}
        self.typed.show_sheet(self._sheet)
        self.typed.setVisible(self._sheet is not None)
        self.table.refresh()
        self._fit_columns()
        self.table.show_ids([call.line_id for call in calls])
        if another or self.table.current_id() is None:
            self._choose_next(0)
        elif self._came_back:
            self._choose_again()
        self._came_back = frozenset()
        for number, line in enumerate(self.lists.items()):
            if call_list is not None and line.key == call_list.id:
                self.lists.setCurrentIndex(self.lists.model().index(number, 0))
        is_open = call_list is not None and call_list.status is ListStatus.OPEN
        self._close.setVisible(is_open)
        self._again.setVisible(call_list is not None)

    def _fit_columns(self) -> None:
        """Give the reasons the room that names and outcomes do not need."""
        calls, width = self._calls.values(), self.table.width()
        names = [call.names_with_letters for call in calls]
        self.table.fit_column("name", names, int(width * _NAME_SHARE))
        self.table.fit_column("came", [call.came_of_it for call in calls], int(width * _CAME_SHARE))

    def _list_chosen(self) -> None:
        line = self.lists.current()
        here = self._sheet.call_list.id if self._sheet else None
        if line is not None and line.key != here:
            self._show(int(str(line.key)))

    def _go_to_list(self, number: int) -> None:
        """A line of another list was typed: go there, if it is one that is shown."""
        book = self._context.book
        ids = [int(str(line.key)) for line in self.lists.items()]
        wanted = next((one for one in ids if book.call_lists.get(one).number == number), None)
        if wanted is None:
            self.message.emit(_("There is no open call list {number}.").format(number=number))
            return
        self._show(wanted)
        self.typed.write()

    def _go_on(self, written: WrittenBack) -> None:
        """The next line that is open; of a list that is whole, the next list."""
        if written.closed and self._sheet is not None:
            number = self._sheet.call_list.number
            self.message.emit(_("Call list {number} is written back.").format(number=number))
            self._sheet = None
        self.refresh()
        if self._sheet is None:
            self.focus_first()
        elif not written.closed:
            lines = [call.line for call in self._calls.values()]
            self._choose_next(lines.index(written.line) if written.line in lines else 0)

    def _choose_next(self, place: int) -> None:
        """The first open line from this place on, else from the top."""
        calls = list(self._calls.values())
        order = [*range(place, len(calls)), *range(place)]
        waiting = [n for n in order if calls[n].status is not LineStatus.WRITTEN and calls[n].people]
        self.table.select_near(next(iter(waiting), place))

    def _choose_again(self) -> None:
        """The line that was taken back, if it is one: it is the one to go on with."""
        back = [
            call.line_id
            for call in self._calls.values()
            if self._came_back & {one.customer_id for one in call.people}
        ]
        if len(back) == 1:
            self.table.select_id(back[0])

    def _choose_line(self, number: int) -> None:
        """The line that is typed is the one that is looked at."""
        for call in self._calls.values():
            if call.line == number:
                self.table.select_id(call.line_id)

    def _take_day(self, day: date) -> None:
        if self._sheet is not None:
            self._called_on[self._sheet.call_list.id] = min(day, self._context.today())
            self._show(self._sheet.call_list.id)

    def _typed(self, text: str) -> None:
        letter = text.casefold()
        call = self.table.current()
        if letter in _BY_LETTER:
            self.tick(_BY_LETTER[letter])
        elif letter == "t" and call is not None:
            self.write_in_words(call)
        elif letter == "o" and call is not None and call.people:
            self.customer_opened.emit(call.people[0].customer_id)
        elif letter.isdigit():
            self.typed.begin(text)

    # what is shown

    def _rows(self, ids: Sequence[int]) -> list[ListedCall | None]:
        return [self._calls.get(one) for one in ids]

    def _columns(self) -> list[Column[ListedCall]]:
        return [
            Column("line", _("No."), lambda call: str(call.line), width=48, align="right", sortable=False),
            Column(
                "name",
                _("Customer"),
                lambda call: call.names_with_letters or _("No longer in the book"),
                width=144,
                strong=True,
                sortable=False,
            ),
            Column("why", _("Why"), lambda call: call.reasons, stretch=True, sortable=False),
            Column(
                "came",
                _("What came of it"),
                lambda call: call.came_of_it,
                width=152,
                sortable=False,
                icon=lambda call: "check" if call.status is LineStatus.WRITTEN else "",
                tone=lambda call: "muted" if call.status is LineStatus.LEFT else "text",
            ),
        ]

    def _menu_for(self, call: ListedCall) -> QMenu | None:
        if not call.people:
            return None
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        write = menu.addAction(theme.icon("pencil", "muted"), _("Type this line") + "\tT")
        write.triggered.connect(lambda: self.write_in_words(call))
        for one in call.people:
            card = menu.addAction(
                theme.icon("user", "muted"), _("Open the card of {name}").format(name=one.name)
            )
            card.triggered.connect(
                lambda _on=False, customer_id=one.customer_id: self.customer_opened.emit(customer_id)
            )
        if call.status is not LineStatus.WRITTEN:
            menu.addSeparator()
            for outcome, letter in LETTERS.items():
                deed = menu.addAction(theme.icon(ICONS[outcome], "muted"), f"{outcome.label}\t{letter}")
                deed.triggered.connect(lambda _on=False, one=outcome: self.tick(one))
        return menu

    def _say(self, opened: Sequence[OpenList]) -> None:
        missing = sum(one.to_write for one in opened)
        if opened:
            lists = ngettext(
                "{n} list is not written back", "{n} lists are not written back", len(opened)
            ).format(n=len(opened))
            lines = ngettext("{n} line is missing", "{n} lines are missing", missing).format(n=missing)
            self.header.set_subtitle(f"{lists} · {lines}")
        else:
            self.header.set_subtitle(_("Every call list is written back."))
        self._empty.say(
            _("No list is out"),
            _(
                "Print the calls of the day and work from the paper. In the evening each line is typed back here:"
                " its number, how it ended, when again, the score, the words."
            ),
        )


def _open_line(one: OpenList) -> Suggestion:
    detail = " · ".join(part for part in (format_day(one.for_on, "medium"), one.staff) if part)
    trailing = f"{one.written}/{one.lines}"
    return Suggestion(
        one.call_list_id, _("List {number}").format(number=one.code), detail, "clipboard-list", trailing
    )


def _closed_line(one: CallList) -> Suggestion:
    day = format_day(one.for_on, "medium")
    return Suggestion(one.id, _("List {number}").format(number=one.number), day, "check", one.status.label)
