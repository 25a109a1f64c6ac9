"""Today: whom to contact and why, in the order in which one would; what they said goes back with one key."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout

from model.changes import Change
from model.today_facts import LastKnown, Today, last_known
from model.visits import Outcome
from resources.i18n import _
from ui import theme
from ui.context import Context
from ui.forms.opening import open_form
from ui.forms.outcomes import LETTERS
from ui.keys import shown_keys
from ui.today import write_back as keys
from ui.today.call_table import CallTable
from ui.today.calls import Call, lines, who_waits
from ui.today.day_words import Nobody, nobody, subtitle
from ui.today.deeds import Deeds
from ui.today.the_day import TheDay
from ui.today.write_back import WriteBack
from ui.widgets.button import Button
from ui.widgets.empty_state import EmptyState
from ui.widgets.later import Later
from ui.widgets.page import Page

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.today.beside import Beside

_BESIDE_WIDTH, _ROOM_BESIDE = 280, 940
"""A narrower page is for the calls alone."""

_LOW, _VERY_LOW = 760, 480
"""In a lower page the calls would have room for three lines only; in a very low one for none."""

_BY_KEY = {getattr(Qt.Key, f"Key_{letter}"): outcome for outcome, letter in LETTERS.items()}


class TodayPage(Page):
    """Each contact is one edit. What the page asks of others goes up as a signal, by the names the window knows."""

    customer_opened = Signal(object)
    sale_wanted = Signal(object)
    follow_up_wanted = Signal(object)
    call_list_wanted = Signal()
    print_wanted = Signal(str, dict)
    page_wanted = Signal(str)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        self._print = Button(
            _("Print the call list"), icon="printer", kind="primary", tip=shown_keys("Ctrl+P")
        )
        super().__init__(_("Today"), actions=[self._print], scrolls=False, parent=parent)
        self._context = context
        self._empty = EmptyState("circle-check", "", "", _("Plan a follow-up"), button_icon="calendar-check")
        self._nobody: Nobody | None = None
        self.calls = CallTable(
            lambda customers: last_known(context.book.store, customers),
            name=_("Whom to contact today"),
            menu_for=self._menu_for,
            empty=self._empty,
        )
        self.write_back = WriteBack(context)
        self.deeds = Deeds(
            context, self.calls, self.write_back, self, lambda line: self._left.insertWidget(1, line)
        )
        self._day = TheDay(context, self)
        self._facts: Today | None = None
        self._came_back: frozenset[int] = frozenset()
        self._beside = Later(self._make_beside, width=_BESIDE_WIDTH)
        self._by_deed = self._deeds_by_key()

        self._left = left = QVBoxLayout()
        left.addWidget(self.calls, 1)
        left.addWidget(self.write_back)
        row = QHBoxLayout()
        row.setSpacing(theme.LARGE)
        row.addLayout(left, 1)
        row.addWidget(self._beside)
        self.body.addLayout(row, 1)
        self.header.set_subtitle(subtitle(None, context.today()))
        self._connect()

    # what every page can do

    def refresh(self) -> None:
        """Look at the book again: at once when it is small, else in a thread while the page stays alive."""
        self._day.look()

    @property
    def beside(self) -> Beside:
        """What stands beside the calls; the calls do not wait for it."""
        return self._beside.made()

    def focus_first(self) -> None:
        self.calls.setFocus()

    def current_customer(self) -> int | None:
        """Whom the chosen call is to: the keys of the window for a wish or a sale are about them."""
        call = self.calls.current()
        return call.customer_id if call else None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        low = event.size().height() < _LOW
        self.body.setContentsMargins(theme.LARGE, 0, theme.LARGE, theme.SMALL if low else theme.LARGE)
        self._left.setSpacing(theme.SMALL if low else theme.MEDIUM)
        self._beside.setVisible(event.size().width() >= _ROOM_BESIDE)
        self.write_back.set_low(low, very=event.size().height() < _VERY_LOW)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # In the window its own action has this key; the page keeps it for where there is none.
        if event.matches(QKeySequence.StandardKey.Print):
            self._print.click()
        else:
            super().keyPressEvent(event)

    def show_who_waits(self) -> None:
        """Those for whom there is no time today, and why."""
        from ui.today.waiting_dialog import WaitingDialog  # Only now: the window opens with this page.

        facts = self._facts
        if facts is not None and facts.waiting:
            dialog = WaitingDialog(
                self._context, who_waits(facts), facts.day, facts.waiting, parent=self.window()
            )
            dialog.customer_opened.connect(self.customer_opened)
            open_form(dialog)

    def _make_beside(self) -> Beside:
        from ui.today.beside import Beside

        beside = Beside(self._context.book.shop.currency)
        beside.complaint_opened.connect(self.deeds.open_complaint)
        beside.customer_opened.connect(self.customer_opened)
        if self._facts is not None:
            beside.show_facts(self._facts)
        return beside

    # wires

    def _connect(self) -> None:
        self._print.clicked.connect(self.call_list_wanted)
        self._empty.chosen.connect(self._next_step)
        self.calls.chosen.connect(self._show_chosen)
        self.calls.opened.connect(self.deeds.write_more)
        self.calls.pressed.connect(self._pressed)
        self.calls.more_wanted.connect(self.show_who_waits)
        self.write_back.wanted.connect(self.do)
        self.write_back.left.connect(self.focus_first)
        self.deeds.customer_opened.connect(self.customer_opened)
        self.deeds.sale_wanted.connect(self.sale_wanted)
        self.deeds.print_wanted.connect(self.print_wanted)
        self._day.known.connect(self._show)
        self._context.signals.changed.connect(self._heed)

    def _heed(self, change: Change) -> None:
        if change.undoes and change.customers is not None and len(change.customers) == 1:
            self._came_back = change.customers
        self._day.heed(change, seen=self.isVisible())

    def _show(self, facts: Today) -> None:
        self.calls.show_lines(lines(facts))
        # Whoever was settled by mistake is the one to go on with.
        for customer_id in self._came_back:
            self.calls.choose(customer_id)
        self._came_back = frozenset()
        self._facts = facts
        if self._beside.is_made:
            self.beside.show_facts(facts)
        self.header.set_subtitle(subtitle(facts, facts.day))
        self._print.setEnabled(bool(facts.due))
        if not self.calls.lines():
            self._nobody = nobody(facts, has_customers=self._has_customers())
            self._empty.say(self._nobody.title, self._nobody.sentence, self._nobody.verb)

    def _show_chosen(self, call: Call | None) -> None:
        self.write_back.show_call(call, self.calls.last_known(call.customer_id) if call else LastKnown())

    # deeds on the chosen call

    def do(self, key: object) -> None:
        """What a letter or a button of the panel is for."""
        if isinstance(key, Outcome):
            self.deeds.settle(key)
        else:
            self._by_deed[str(key)]()

    def _deeds_by_key(self) -> dict[str, Callable[[], object]]:
        deeds = self.deeds
        return {
            keys.SKIP: deeds.skip,
            keys.LATER: deeds.ask_when_later,
            "Z": deeds.ask_when_later,
            keys.COMPLAINT: deeds.complain,
            keys.SALE: deeds.sell,
            keys.MESSAGE: deeds.write_message,
            keys.LEFT: deeds.say_they_left,
            keys.WHY: deeds.say_why,
            keys.LETTERS_KEY: deeds.print_letters,
            keys.WRITE_MORE: deeds.write_more,
            keys.OPEN_CARD: deeds.open_card,
            keys.MENU: self.calls.open_menu,
            "H": self.show_who_waits,
        }

    def _pressed(self, key: int, text: str) -> None:
        letter = chr(key) if key < 128 else ""
        if key in _BY_KEY:
            self.deeds.settle(_BY_KEY[Qt.Key(key)])
        elif letter and letter in self._by_deed:  # what has no letter is reached by Enter and the menu
            self._by_deed[letter]()
        elif self.calls.current() is None:
            return
        elif key == Qt.Key.Key_T:
            self.write_back.words.setFocus()
        elif text in ("+", "="):
            self.write_back.next_on.setFocus()
            self.write_back.next_on.line.setText("+")
        elif text.isascii() and text.isdigit():
            self.write_back.score.take_digit(int(text))

    def _menu_for(self, call: Call) -> QMenu:
        from ui.today.call_menu import call_menu

        return call_menu(call, self.do, self.deeds, self)

    # where nobody is to be contacted

    def _has_customers(self) -> bool:
        return bool(self._context.book.customers.all("1", "id LIMIT 1"))

    def _next_step(self) -> None:
        if self._nobody is Nobody.NO_ROOM:
            self.show_who_waits()
        elif self._nobody is Nobody.EMPTY_BOOK:
            self.sale_wanted.emit(None)
        else:
            self.follow_up_wanted.emit(None)
