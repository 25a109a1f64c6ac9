"""Blank slips that are out: those asked for first, each to be entered or put aside; new ones to be printed."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from model.days_in_words import format_day
from model.slip_making import asked_for, blank_ones
from model.slips import Slip, SlipKind
from resources.i18n import _
from ui import theme
from ui.context import Context
from ui.widgets.button import Button, IconButton
from ui.widgets.card import Card
from ui.widgets.label import PlainLabel
from ui.widgets.suggestion_list import Suggestion, SuggestionList

_SHOWN, _SHOWN_LOW = 4, 2
_ICONS = {SlipKind.VISIT: "phone", SlipKind.COMPLAINT: "frown", SlipKind.CUSTOMER: "user-plus"}


class SlipsCard(Card):
    """``enter_wanted(slip)`` and ``not_used(slip)`` of the chosen one, ``print_wanted(kind)`` for new ones."""

    enter_wanted = Signal(object)
    not_used = Signal(object)
    print_wanted = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        new = IconButton("printer", _("Print blank slips"))
        super().__init__(_("Slips"), actions=[new], parent=parent)
        self._context, self._low = context, False
        self._says = PlainLabel(tone="muted", wrap=True)
        self.list = SuggestionList(_("Slips that are not back"))
        self.list.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.enter = Button(_("Enter it"))
        self.put_aside = Button(_("Was not used"), kind="quiet")

        self._deeds = QWidget()
        row = QHBoxLayout(self._deeds)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.TIGHT)
        row.addWidget(self.enter)
        row.addWidget(self.put_aside)
        row.addStretch(1)
        self.add(self._says, self.list, self._deeds)
        new.clicked.connect(lambda: self._ask_which(new))
        self.enter.clicked.connect(lambda: self._with_chosen(self.enter_wanted))
        self.put_aside.clicked.connect(lambda: self._with_chosen(self.not_used))

    def refresh(self) -> None:
        """Look at the book again; the chosen slip stays chosen."""
        chosen = self.chosen()
        store = self._context.book.store
        missing, blank = asked_for(store), blank_ones(store)
        lines = [
            *(self._line(slip, _("Missing: where is it?")) for slip in missing),
            *(self._line(slip, _("Printed {day}").format(day=format_day(slip.printed_on))) for slip in blank),
        ]
        self.list.show_items(lines)
        self._fit()
        for number, line in enumerate(lines):
            if chosen is not None and isinstance(line.key, Slip) and line.key.id == chosen.id:
                self.list.setCurrentIndex(self.list.model().index(number, 0))
        for widget in (self.list, self._deeds):
            widget.setVisible(bool(lines))
        self._says.setText(_("For when there is no power: numbered, and asked for until they are back."))
        self._says.setVisible(not lines)

    def set_low(self, low: bool) -> None:
        """In a low window, leave the room to the lists."""
        self._low = low
        self._fit()

    def _fit(self) -> None:
        self.list.setFixedHeight(self.list.height_of_all(_SHOWN_LOW if self._low else _SHOWN) + 2)

    def chosen(self) -> Slip | None:
        """The slip that the buttons are about."""
        line = self.list.current()
        return line.key if line is not None and isinstance(line.key, Slip) else None

    def _line(self, slip: Slip, detail: str) -> Suggestion:
        title = _("{kind} {number}").format(kind=slip.kind.label, number=slip.number)
        return Suggestion(slip, title, detail, _ICONS[slip.kind])

    def _with_chosen(self, signal: object) -> None:
        slip = self.chosen()
        if slip is not None:
            signal.emit(slip)  # type: ignore[attr-defined]

    def _ask_which(self, button: QWidget) -> None:
        """A sheet of which kind."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for kind in SlipKind:
            deed = menu.addAction(theme.icon(_ICONS[kind], "muted"), kind.label)
            deed.triggered.connect(lambda _on=False, one=kind: self.print_wanted.emit(one))
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))
