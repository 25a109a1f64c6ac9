"""One field for one line as it stands on the paper, and below it what is understood of it."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from model.errors import BookError, FieldError
from model.visits import Outcome
from model.writing_back import AlreadyWritten, Sheet
from model.written_line import Typed, Unfinished
from resources.i18n import _, paragraph
from ui import theme
from ui.context import Context
from ui.forms.fields import day_field
from ui.widgets.label import PlainLabel
from ui.widgets.problem_dialog import ProblemDialog
from ui.widgets.text_field import TextField

_DAY_WIDTH, _ROOM_FOR_LABEL = 140, 560


class TypedLine(QFrame):
    """``show_sheet`` says against which list it is read. ``line_named(number)`` as soon as it is typed,
    ``written(WrittenBack)`` after Enter wrote it; ``list_wanted(number)`` when a line of another list was typed or
    scanned; ``day_chosen(day)`` when the calls were made on another day than is thought."""

    written = Signal(object)
    line_named = Signal(object)
    list_wanted = Signal(object)
    day_chosen = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sheet: Sheet | None = None
        self.field = TextField(most=100_000, placeholder=_("17 3 +14 9 “loves the new tea”"))
        self.called_on = day_field(context, past=True)
        self._day_label = PlainLabel(_("Called on"), tone="muted")
        self.reading = PlainLabel(tone="muted", wrap=True)
        # Two lines have their room, or the list below would jump while someone types.
        self.reading.setMinimumHeight(2 * self.reading.fontMetrics().lineSpacing() + theme.TIGHT)

        self.setProperty("look", "card")
        self.setAccessibleName(_("Write back a line"))
        self.field.name_it(
            _("A line of the list as typed"),
            _("The line, how it ended, the next contact, the score, the words"),
        )
        self.called_on.name_it(_("Day of the calls"))
        self.called_on.setToolTip(_("Day of the calls"))
        self._arrange()
        self.field.line.textChanged.connect(lambda _text: self._read())
        self.field.line.returnPressed.connect(self.write)
        self.called_on.edited.connect(self._take_day)

    # deeds

    def show_sheet(self, sheet: Sheet | None) -> None:
        """Read against this list from now on; what is typed stays."""
        self._sheet = sheet
        self.setEnabled(sheet is not None)
        if sheet is not None and not self.called_on.line.hasFocus():
            self.called_on.set_value(sheet.called_on)
        self._read()

    def begin(self, text: str) -> None:
        """Put this into the field and the keyboard behind it."""
        self.field.line.setText(text)
        self.field.line.setFocus()
        self.field.line.end(False)

    def write(self) -> None:
        """Write what is typed into the book; where only a line was named, as by a scanner, wait for the rest."""
        if self._sheet is None or not self.field.value():
            return
        try:
            typed = self._sheet.read(self.field.value())
            if typed.list_number not in (None, self._sheet.call_list.number):
                self.list_wanted.emit(typed.list_number)
                return
            if typed == Typed(list_number=typed.list_number, line=typed.line, letter=typed.letter):
                self.begin(f"{typed.line}{typed.letter} " if typed.line else "")
                return
            written = self._sheet.write(typed)
        except FieldError as refused:
            self._say(str(refused), "danger")
            return
        except BookError as refused:
            ProblemDialog(str(refused), parent=self.window()).open()
            return
        self.field.set_value("")
        self.written.emit(written)

    def tick(self, code: str, outcome: Outcome, next_on: date | None = None) -> None:
        """Write that the line of that code ended so, without a word."""
        if self._sheet is not None:
            day = next_on.isoformat() if next_on else ""
            self.field.line.setText(f"{code} {outcome.code} {day}".strip())
            self.write()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._day_label.setVisible(event.size().width() >= _ROOM_FOR_LABEL)

    # parts

    def _arrange(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(theme.SMALL)
        row.addWidget(self.field, 1)
        row.addWidget(self._day_label)
        self.called_on.setFixedWidth(_DAY_WIDTH)
        row.addWidget(self.called_on)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.MEDIUM, theme.MEDIUM, theme.MEDIUM, theme.SMALL)
        column.setSpacing(theme.SMALL)
        column.addLayout(row)
        column.addWidget(self.reading)

    def _read(self) -> None:
        """Say what is understood, or what is wrong, as it is typed."""
        sheet, text = self._sheet, self.field.value()
        if sheet is None:
            self._say("", "muted")
        elif not text:
            self._say("   ".join(f"{outcome.code} {outcome.label}" for outcome in Outcome), "muted")
        else:
            self._say(*self._understood(sheet, text))

    def _understood(self, sheet: Sheet, text: str) -> tuple[str, theme.Tone]:
        words = ""
        try:
            typed = sheet.read(text)
            if typed.list_number not in (None, sheet.call_list.number):
                return _("Enter goes to list {number}.").format(number=typed.list_number), "muted"
            self.line_named.emit(typed.line)
            words = sheet.in_words(typed)
            sheet.check(typed)
        except (AlreadyWritten, Unfinished) as more:
            return paragraph((words and f"{words} …", str(more))), "muted"
        except FieldError as refused:
            return str(refused), "danger"
        return words, "text"

    def _say(self, words: str, tone: theme.Tone) -> None:
        self.reading.setText(words)
        self.reading.set_tone(tone)

    def _take_day(self) -> None:
        if not self.called_on.problem():
            day = self.called_on.value()
            if day is not None:
                self.day_chosen.emit(day)
