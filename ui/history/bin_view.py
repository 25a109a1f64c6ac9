"""The bin: what was deleted, with everything that hung on it, and the way back."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from model import bin as bin_of_book
from model.bin import Deleted
from model.errors import BookError
from resources.i18n import _
from ui import theme
from ui.context import Context
from ui.history.days import day_heading
from ui.widgets.button import Button
from ui.widgets.day_lines import DayLine
from ui.widgets.day_list import DayList
from ui.widgets.empty_state import EmptyState
from ui.widgets.search_field import SearchField

_AT_ONCE = 100


class BinView(QWidget):
    """Enter puts the current record back. ``forget_wanted(id)`` for a customer, ``message`` for the foot of the
    window."""

    forget_wanted = Signal(object)
    message = Signal(str)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._deleted: dict[object, Deleted] = {}
        self.search = SearchField(_("Name or words of what was deleted"), name=_("Search the bin"))
        self.put_back = Button(_("Put back"), icon="undo-2", kind="primary", tip=_("Enter"))
        self._empty = EmptyState("trash-2", "", "")
        self.list = DayList(self._more, name=_("Bin"), menu_for=self._menu, empty=self._empty)

        self._lay_out()
        self.search.searched.connect(lambda _text: self.begin())
        self.search.descended.connect(self.list.setFocus)
        self.put_back.clicked.connect(self.put_back_current)
        self.list.chosen.connect(lambda line: self.put_back.setEnabled(line is not None))
        self.list.opened.connect(lambda _line: self.put_back_current())
        self.list.typed.connect(self._typed)

    # deeds

    def refresh(self) -> None:
        """Look at the book again; what is chosen stays so."""
        self._say_why_empty()
        self._deleted.clear()
        self.list.refresh()

    def begin(self) -> None:
        """Look for something else: from the top."""
        self._say_why_empty()
        self._deleted.clear()
        self.list.begin()

    def focus_first(self) -> None:
        self.list.setFocus()

    def put_back_current(self) -> None:
        """Put the chosen record back into the book, with everything that was deleted with it."""
        one = self._current()
        if one is None:
            return
        try:
            answer = bin_of_book.put_back(self._context.book, one.edit_id, one.table, one.row_id)
        except BookError as refused:
            self.message.emit(str(refused))
        else:
            if answer.kept or answer.could_not:
                self.message.emit(answer.sentence)
        self.refresh()

    # events

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.search.text():
            self.search.clear()
            self.list.setFocus()
        else:
            super().keyPressEvent(event)

    # parts

    def _current(self) -> Deleted | None:
        line = self.list.current()
        return None if line is None else self._deleted.get(line.key)

    def _more(self, after: DayLine | None) -> Sequence[DayLine]:
        last = None if after is None else self._deleted[after.key]
        found = bin_of_book.deleted(
            self._context.book.store,
            text=self.search.text().strip(),
            before=last.number if last else None,
            limit=_AT_ONCE,
        )
        today = self._context.today()
        lines = []
        for one in found:
            key = (one.edit_id, one.table, one.row_id)
            self._deleted[key] = one
            at = one.at.astimezone()
            lines.append(
                DayLine(
                    key=key,
                    day=day_heading(at.date(), today),
                    time=f"{at:%H:%M}",
                    title=one.title,
                    detail=one.who,
                    note=_("with {what}").format(what=one.hung_on_words) if one.hung_on else "",
                )
            )
        return lines

    def _say_why_empty(self) -> None:
        if self.search.text().strip():
            self._empty.say(_("Nothing found"), _("Nothing in the bin has these words."))
        else:
            self._empty.say(
                _("The bin is empty"), _("Whatever you delete lies here, with everything that hung on it.")
            )

    def _typed(self, text: str) -> None:
        self.search.setFocus()
        self.search.setText(text)

    def _menu(self, _line: DayLine) -> QMenu:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(theme.icon("undo-2", "muted"), _("Put back")).triggered.connect(self.put_back_current)
        one = self._current()
        if one is not None and one.table == "customer":
            menu.addSeparator()
            menu.addAction(
                theme.icon("eraser", "muted"), _("Forget this person for good…")
            ).triggered.connect(lambda: self.forget_wanted.emit(one.row_id))
        return menu

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(theme.SMALL)
        line.addWidget(self.search, 1)
        line.addWidget(self.put_back)
        self.put_back.setEnabled(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.MEDIUM, 0, 0)
        column.setSpacing(theme.MEDIUM)
        column.addLayout(line)
        column.addWidget(self.list, 1)
