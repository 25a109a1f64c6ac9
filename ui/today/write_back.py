"""What came of the call: everything about the chosen customer, a line to type, and a letter for each outcome."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from model.classes.greeting import greeting
from model.today_facts import LastKnown
from model.visits import Outcome
from resources.i18n import N_, _
from ui import theme
from ui.context import Context
from ui.forms.fields import day_field
from ui.forms.outcomes import LETTERS
from ui.today.calls import Call, last_words
from ui.widgets.button import Button
from ui.widgets.flow import FlowLayout
from ui.widgets.form import Form
from ui.widgets.label import PlainLabel
from ui.widgets.score_field import ScoreField
from ui.widgets.text_field import TextField

SKIP, LATER, WRITE_MORE, OPEN_CARD = "S", "L", "", "O"
COMPLAINT, SALE, MESSAGE, LEFT, WHY, LETTERS_KEY = "K", "B", "M", "G", "Y", "P"
MENU = "…"

DEEDS = {
    SKIP: N_("Skip"),
    LATER: N_("Later…"),
    COMPLAINT: N_("Complaint…"),
    SALE: N_("They buy"),
    MESSAGE: N_("Message…"),
    LEFT: N_("No longer comes…"),
    WHY: N_("Why?"),
    LETTERS_KEY: N_("Print the letters"),
    WRITE_MORE: N_("Write more…"),
    OPEN_CARD: N_("Open the card"),
    MENU: N_("More"),
}
"""What else can be done with a call, by its key; the words beside it."""

_OF_A_CALL = {Outcome.NO_ANSWER, Outcome.CALL_BACK, Outcome.WRONG_NUMBER, COMPLAINT, SALE}
"""What happens only where somebody is called."""

_HIDDEN = {MENU}
_HIDDEN_LOW = {MESSAGE, LEFT, WHY, WRITE_MORE, OPEN_CARD}
_HIDDEN_VERY_LOW = {*_HIDDEN_LOW, SKIP, LATER, SALE, COMPLAINT}
"""What a low window leaves to the menu, and to the keys."""

_AGAIN_WIDTH, _ANY_WIDTH = 164, 16_777_215

_VERBS = {
    Outcome.REACHED: N_("Reached"),
    Outcome.NO_ANSWER: N_("No answer"),
    Outcome.CALL_BACK: N_("Call back…"),
    Outcome.WRONG_NUMBER: N_("Wrong number"),
    Outcome.REFUSED: N_("Refused"),
    Outcome.DO_NOT_CALL: N_("Do not call again"),
}
"""The words beside the letters: shorter than in a form."""


class WriteBack(QFrame):
    """``show_call`` fills it. ``wanted(outcome or key)`` says what the person wants; ``left`` asks for the keyboard
    back to the list. What is typed is kept as a draft of that customer until it is settled, so a look at another line
    loses nothing."""

    wanted = Signal(object)
    left = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._drafts, self._book = context.drafts, context.book
        self._call: Call | None = None
        self._name = PlainLabel(kind="heading", elide=True, selectable=True)
        self._reach = PlainLabel(kind="heading", tone="accent", selectable=True)
        self._reasons, self._reasons_beside = PlainLabel(elide=True), PlainLabel(elide=True)
        self._known = PlainLabel(tone="muted", elide=True)
        self._greeting = PlainLabel(tone="muted", elide=True)
        self._said, self._again = Form(), Form()
        self.words = self._said.add(_("Own words (T)"), TextField(most=100_000))
        self.next_on = self._again.add(_("Again on (+)"), day_field(context))
        self.score = ScoreField()
        self._question = PlainLabel(_("“Would you come back?”"), kind="small", tone="muted")
        self._asking, self._deeds = QWidget(), QWidget()
        self.buttons: dict[object, Button] = {}

        self.setProperty("look", "card")
        self.setAccessibleName(_("What came of the call"))
        self._low: bool | None = None
        self._very_low = False
        self._arrange()
        self._connect()
        self.set_low(False)
        self.show_call(None, LastKnown())

    # deeds

    def show_call(self, call: Call | None, known: LastKnown) -> None:
        """Be about ``call``; what was typed for another one is kept for when it is chosen again."""
        same = call is not None and self._call is not None and call.customer_id == self._call.customer_id
        self._call = call
        self.setVisible(call is not None)
        if call is None:
            return
        note = call.due.call_note
        self._name.setText(call.name)
        self._reach.setText(" · ".join(part for part in (call.phone, call.best_time) if part))
        for label in (self._reasons, self._reasons_beside):
            label.setText(" · ".join(part for part in (*call.reasons_in_full, note) if part))
        self._offer_deeds(call)
        self._known.setText(last_words(known))
        self._greeting.setText(greeting(self._book.store, call.due.customer_class, call.due.treated_as))
        self._show_what_is_known()
        if not same:
            self._refill(call)

    def set_low(self, low: bool, very: bool = False) -> None:
        """In a low window, leave the room to the list: the reasons beside the name, labels inside the fields, the next
        day beside the answer, and nothing that the list says too; of the buttons only the most needed ones."""
        if (low, very) == (self._low, self._very_low):
            return
        self._low, self._very_low = low, very
        self._show_what_is_known()
        self._reasons.setVisible(not low)
        self._reasons_beside.setVisible(low)
        for form in (self._said, self._again):
            form.show_labels(not low)
        (self._line if low else self._asked).removeWidget(self._again)
        if low:
            self._asked.addWidget(self._again)
        else:
            self._line.addWidget(self._again, 1)
        self._again.setFixedWidth(_AGAIN_WIDTH) if low else self._again.setMaximumWidth(_ANY_WIDTH)
        edge = theme.SMALL if low else 12
        self._column.setContentsMargins(theme.MEDIUM, edge, theme.MEDIUM, edge)
        self.words.line.setPlaceholderText(_("Own words (T)") if low else _("What the customer said"))
        self.next_on.line.setPlaceholderText(_("Again on (+)") if low else _("e.g. +14, fri"))
        self._offer_deeds(self._call)

    def next_day(self) -> date | None:
        """The day typed for the next contact. ``ValueError`` if it cannot be read, which the field then says."""
        self._again.check()
        return self.next_on.value()

    def refuse_next_day(self, sentence: str) -> None:
        self._again.show_problem(self.next_on, sentence)

    def forget(self) -> None:
        """It is settled: the draft is not needed any more."""
        if self._call is not None:
            self._drafts.drop(_key(self._call))
        self._clear()

    # events

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    # parts

    def _show_what_is_known(self) -> None:
        for label in (self._known, self._greeting):
            label.setVisible(bool(label.text()) and not self._low)

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(theme.MEDIUM)
        head.addWidget(self._name, 0)
        head.addWidget(self._reach, 0)
        head.addWidget(self._reasons_beside, 1)
        head.addStretch(0)
        self._line = QHBoxLayout()
        self._line.setSpacing(theme.MEDIUM)
        self._line.addWidget(self._said, 3)
        self._line.addWidget(self._again, 1)
        self._asked = FlowLayout(self._asking)
        self._question.setMinimumHeight(theme.CONTROL)
        self._asked.addWidget(self._question)
        self._asked.addWidget(self.score)
        self.score.name_it(_("Would you come back?"))
        deeds = FlowLayout(self._deeds, gap=theme.TIGHT)
        for outcome, letter in LETTERS.items():
            self._add_deed(deeds, outcome, letter, _(_VERBS[outcome]))
        for key, words in DEEDS.items():
            self._add_deed(deeds, key, key or "⏎", _(words))
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(theme.MEDIUM, 12, theme.MEDIUM, 12)
        column.setSpacing(theme.TIGHT)
        column.addLayout(head)
        column.addWidget(self._reasons)
        column.addWidget(self._known)
        column.addWidget(self._greeting)
        column.addSpacing(theme.TIGHT)
        column.addLayout(self._line)
        column.addSpacing(theme.TIGHT)
        column.addWidget(self._asking)
        column.addSpacing(theme.TIGHT)
        column.addWidget(self._deeds)

    def _add_deed(self, deeds: FlowLayout, key: object, letter: str, words: str) -> None:
        button = Button(f"{letter}  {words}".replace("&", "&&"))
        button.setProperty("kind", "chip")
        button.setAccessibleName(words)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # the mouse must not take the keyboard from the list
        self.buttons[key] = button
        deeds.addWidget(button)

    def _name_deed(self, outcome: Outcome, words: str) -> None:
        self.buttons[outcome].setText(f"{outcome.letter}  {words}".replace("&", "&&"))
        self.buttons[outcome].setAccessibleName(words)

    def _connect(self) -> None:
        for key, button in self.buttons.items():
            button.clicked.connect(lambda _on=False, key=key: self.wanted.emit(key))
        self.words.line.returnPressed.connect(self._settle_reached)
        # After the field itself has seen the Enter, or it would take away what is said of its day.
        self.next_on.line.returnPressed.connect(self._settle_reached, Qt.ConnectionType.QueuedConnection)
        for field in (self.words, self.next_on, self.score):
            field.edited.connect(self._keep)

    def _settle_reached(self) -> None:
        self.wanted.emit(Outcome.REACHED)

    def _offer_deeds(self, call: Call | None) -> None:
        """Only what can be done with this call, and what there is room for."""
        letter = call is not None and call.is_letter
        for key, button in self.buttons.items():
            hidden = _HIDDEN_VERY_LOW if self._very_low else _HIDDEN_LOW if self._low else _HIDDEN
            wrong = key in _OF_A_CALL if letter else key == LETTERS_KEY
            button.setVisible(key not in hidden and not wrong)
        self.score.setVisible(not letter)
        self._question.setVisible(not letter and not self._low)
        words = _("Letter written") if letter else _("Told them") if call and call.is_wish else _("Reached")
        self._name_deed(Outcome.REACHED, words)

    # the draft

    def _keep(self) -> None:
        if self._call is None:
            return
        values = {
            "words": self.words.value(),
            "next_on": self.next_on.line.text(),
            "score": "" if self.score.value() is None else str(self.score.value()),
        }
        if any(values.values()):
            self._drafts.keep(_key(self._call), values)
        else:
            self._drafts.drop(_key(self._call))

    def _refill(self, call: Call) -> None:
        self._clear()
        kept = self._drafts.take(_key(call)) or {}
        self.words.set_value(kept.get("words", ""))
        self.next_on.line.setText(kept.get("next_on", ""))
        score = kept.get("score", "")
        self.score.set_value(int(score) if score else None)

    def _clear(self) -> None:
        self.words.set_value("")
        self.next_on.set_value(None)
        self.score.set_value(None)


def _key(call: Call) -> str:
    return f"call to {call.customer_id}"
