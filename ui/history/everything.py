"""Everything that was done in the book, newest first; at the right what the chosen edit changed."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from model import history
from model.errors import BookError
from model.history import Entry, FieldChange, PartOfEdit
from model.putting_back import put_back_field
from model.taken_back import undo_of
from model.undone import Undone
from resources.i18n import _
from ui import theme
from ui.context import Context
from ui.forms.fields import day_field
from ui.history.days import day_heading
from ui.history.edit_details import EditDetails
from ui.taking_back import take_back
from ui.widgets.button import Button
from ui.widgets.day_lines import DayLine
from ui.widgets.day_list import DayList
from ui.widgets.empty_state import EmptyState
from ui.widgets.search_field import SearchField

_AT_ONCE = 100
_PARTS = 200
_REST_MS = 80
_TYPING_MS = 150  # many years of history are not searched at each letter
_SPLIT = (440, 460)


class Everything(QWidget):
    """``customer_opened(id)`` when the card of somebody is wanted, ``message`` for the foot of the window."""

    customer_opened = Signal(object)
    message = Signal(str)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._customer: tuple[int, str] | None = None
        self._entries: dict[object, Entry] = {}
        self.search = SearchField(_("What was done, to whom, by whom"), name=_("Search the history"))
        self.day = day_field(context, past=True, placeholder=_("Any day"))
        self.only = Button("", icon="x", kind="quiet")
        self._empty = EmptyState("history", "", "", _("Show everything"))
        self.list = DayList(self._more, name=_("Everything done"), empty=self._empty)
        self.details = EditDetails()
        # Walking fast through the list asks for no details in between.
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._typing = QTimer(self, singleShot=True, interval=_TYPING_MS)

        self._lay_out()
        self._wire()

    # deeds

    def refresh(self) -> None:
        """Look at the book again; what is chosen stays so."""
        self._check_customer()
        self._say_why_empty()
        self._entries.clear()
        self.list.refresh()
        self._show_details()

    def begin(self) -> None:
        """Look for something else: from the top."""
        if self.day.problem():
            return
        self._typing.stop()
        self._say_why_empty()
        self._entries.clear()
        self.list.begin()
        self._show_details()

    def focus_first(self) -> None:
        self.list.setFocus()

    def only_of(self, customer_id: int | None) -> None:
        """Show what concerns this customer alone; everything for ``None``."""
        self._customer = None if customer_id is None else (customer_id, self._name_of(customer_id))
        self._show_filter()
        if customer_id is not None:
            self.search.clear()
            self.day.set_value(None)
        self.begin()

    def show_everything(self) -> None:
        """Drop every filter."""
        self.search.clear()
        self.day.set_value(None)
        self.only_of(None)

    def show_edit(self, edit_id: int, answer: Undone | None = None) -> None:
        """Choose one edit, and say what became of taking it back."""
        if not self.list.choose(edit_id):
            self.show_everything()
            at = history.entry(self._context.book.store, edit_id).at
            if not self.list.choose(edit_id):
                self.day.set_value(at.astimezone().date())
                self.begin()
                self.list.seek(edit_id)
        self._show_details()
        if answer is not None:
            self.details.show_answer(edit_id, answer)

    def take_back(self) -> None:
        """Take back the chosen edit, or put it back if it is taken back already."""
        entry, book = self.current(), self._context.book
        if entry is None or not (entry.can_take_back or entry.taken_back):
            return
        undo = undo_of(book.store, entry.edit_id) if entry.taken_back else None

        def done(answer: Undone) -> None:
            self.refresh()
            self.details.show_answer(entry.edit_id, answer)

        take_back(
            book,
            self._context.tasks,
            entry.edit_id if undo is None else undo,
            done,
            lambda refused: self.message.emit(str(refused)),
        )

    def put_back(self, part: PartOfEdit, change: FieldChange) -> None:
        """Make one field what it was before the chosen edit."""
        entry = self.current()
        if entry is None:
            return
        try:
            put_back_field(self._context.book, entry.edit_id, part.table, part.row_id, change.column)
        except BookError as refused:
            self.message.emit(str(refused))
        self.refresh()

    def current(self) -> Entry | None:
        """The edit that is chosen."""
        line = self.list.current()
        return None if line is None else self._entries.get(line.key)

    # events

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and self.list.hasFocus():
            self.take_back()
        elif event.key() == Qt.Key.Key_Escape and self._is_filtered():
            self.show_everything()
            self.list.setFocus()
        elif event.key() == Qt.Key.Key_Escape:
            self.list.setFocus()
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        self._rest.stop()
        self._typing.stop()
        super().hideEvent(event)

    # parts

    def _more(self, after: DayLine | None) -> Sequence[DayLine]:
        last = None if after is None else self._entries[after.key]
        found = history.history(
            self._context.book.store,
            before=last.number if last else None,
            limit=_AT_ONCE,
            customer_id=self._customer[0] if self._customer else None,
            text=self.search.text().strip(),
            since=self._on(),
            until=self._on(),
        )
        self._entries.update({entry.edit_id: entry for entry in found})
        today = self._context.today()
        return [_line(entry, today) for entry in found]

    def _on(self) -> date | None:
        return None if self.day.problem() else self.day.value()

    def _is_filtered(self) -> bool:
        return bool(self.search.text().strip() or self._customer or self._on())

    def _show_details(self) -> None:
        self._rest.stop()
        entry = self.current()
        self.details.setVisible(bool(self.list.lines()))
        if entry is None:
            self.details.show_nothing()
            return
        store = self._context.book.store
        self.details.show_edit(entry, history.details(store, entry.edit_id, _PARTS), self._about(entry))

    def _about(self, entry: Entry) -> tuple[int, str] | None:
        """The one customer whom it is about, if they are in the book."""
        if len(entry.customer_ids) != 1:
            return None
        customer = self._context.book.customers.find(entry.customer_ids[0])
        return None if customer is None else (customer.id, customer.name)

    def _name_of(self, customer_id: int) -> str:
        customer = self._context.book.customers.find(customer_id)
        return customer.name if customer else _("a deleted customer")

    def _check_customer(self) -> None:
        if self._customer is not None:
            self._customer = self._customer[0], self._name_of(self._customer[0])
            self._show_filter()

    def _show_filter(self) -> None:
        self.only.setVisible(self._customer is not None)
        if self._customer is not None:
            name = self._customer[1]
            self.only.setText(_("Only {name}").format(name=name).replace("&", "&&"))
            self.only.setAccessibleName(_("Only {name}: show everything again").format(name=name))

    def _say_why_empty(self) -> None:
        self._empty.button.setVisible(self._is_filtered())
        if self._is_filtered():
            self._empty.say(
                _("Nothing found"), _("Nothing was done with these words, on this day or to this customer.")
            )
        else:
            self._empty.say(
                _("Nothing was done yet"), _("Whatever you write down appears here, and can be taken back.")
            )

    def _typed(self, text: str) -> None:
        self.search.setFocus()
        self.search.setText(text)

    def _into_details(self) -> None:
        self._show_details()
        self.details.focus_first()

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(theme.SMALL)
        self.day.name_it(_("Day"))
        self.day.setFixedWidth(168)
        self.only.hide()
        line.addWidget(self.search, 1)
        line.addWidget(self.day)
        line.addWidget(self.only)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.list)
        split.addWidget(self.details)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(theme.MEDIUM)
        split.setStyleSheet("QSplitter::handle { background: transparent; }")
        split.setSizes(list(_SPLIT))
        self.list.setMinimumWidth(260)
        self.details.setMinimumWidth(320)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.MEDIUM, 0, 0)
        column.setSpacing(theme.MEDIUM)
        column.addLayout(line)
        column.addWidget(split, 1)

    def _wire(self) -> None:
        self.search.searched.connect(lambda _text: self._typing.start())
        self.search.descended.connect(self.list.setFocus)
        self.day.edited.connect(self.begin)
        self.only.clicked.connect(lambda: self.only_of(None))
        self._empty.chosen.connect(self.show_everything)
        self.list.chosen.connect(lambda _line: self._rest.start())
        self.list.opened.connect(lambda _line: self._into_details())
        self.list.typed.connect(self._typed)
        self._rest.timeout.connect(self._show_details)
        self._typing.timeout.connect(self.begin)
        self.details.take_back_wanted.connect(self.take_back)
        self.details.put_back_wanted.connect(self.put_back)
        self.details.customer_opened.connect(self.customer_opened)
        self.details.edit_wanted.connect(self.show_edit)


def _line(entry: Entry, today: date) -> DayLine:
    at = entry.at.astimezone()
    note, icon = "", ""
    if entry.taken_back:
        note, icon = _("undone"), "undo-2"
    elif entry.came_with is not None:
        note, icon = _("from another copy"), "git-merge"
    return DayLine(
        key=entry.edit_id,
        day=day_heading(at.date(), today),
        time=f"{at:%H:%M}",
        title=entry.sentence,
        detail=entry.who,
        note=note,
        icon=icon,
        gone=entry.taken_back,
    )
