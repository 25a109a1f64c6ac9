"""What a customer waits for, is entitled to and was given: wishes, free services, warranties and gifts, each with what
is done about it."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from model.days_in_words import days_between, format_day
from model.entitlements import services_of, use_service, warranties_of
from model.field_words import inside
from model.gifts import Gift, gift_cost
from model.wishes import Wish, wish_state
from model.wishes_fulfilled import is_in, settle, wished_for
from resources.i18n import _, ngettext
from ui import theme
from ui.context import Context
from ui.forms.gift_form import GiftForm
from ui.forms.opening import open_form, who_is_here
from ui.forms.wish_form import WishForm
from ui.widgets.button import Button, IconButton
from ui.widgets.flow import FlowLayout
from ui.widgets.icon_view import IconView
from ui.widgets.label import PlainLabel

_GIFTS = 5
"""So many are shown here; all of them stand on the timeline."""

_Deeds = tuple[tuple[str, Callable[[], object]], ...]


class Dues(QWidget):
    """``wish_wanted(id)``, ``gift_wanted(id)`` to write down a new wish or gift of the customer that is shown."""

    wish_wanted = Signal(object)
    gift_wanted = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._customer_id = 0
        self._said: list[str] = []
        self._list = QVBoxLayout()
        wish = Button(_("Write down a wish"), icon="plus", tip="F4")
        gift = Button(_("Record a gift or goodwill"), icon="plus", tip="Ctrl+Shift+G")

        self._list.setSpacing(theme.SMALL)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SMALL)
        new = FlowLayout()
        new.addWidget(wish)
        new.addWidget(gift)
        column.addLayout(new)
        column.addLayout(self._list)

        wish.clicked.connect(lambda: self.wish_wanted.emit(self._customer_id))
        gift.clicked.connect(lambda: self.gift_wanted.emit(self._customer_id))

    def show_customer(self, customer_id: int) -> None:
        """Show what this customer waits for, is entitled to and was given."""
        self._customer_id = customer_id
        while (item := self._list.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._said = []
        book, today = self._context.book, self._context.today()
        wishes = book.wishes.of_customer(customer_id)
        if wishes:
            self._head(_("Wishes"))
        for wish in wishes:
            self._wish(wish)
        services = services_of(book.store, customer_id, today)
        if services:
            self._head(_("Free services"))
        for one in services:
            count = _("{n} of {times}").format(n=one.nth, times=one.service.times)
            due = _("due {day}, {when}").format(
                day=format_day(one.due_on), when=days_between(one.due_on, today)
            )
            words = _(" · ").join((one.service.name, one.goods, count, due))
            deed = partial(use_service, book, customer_id, one, today, who_is_here(book))
            tone: theme.Tone = "accent" if one.due_on <= today else "muted"
            self._line("shield-check", tone, words, ((_("Used today"), deed),))
        warranties = warranties_of(book.store, customer_id, today)
        if warranties:
            self._head(_("Warranties"))
        for warranty in warranties:
            words = _("{goods}: until {day}").format(
                goods=warranty.goods, day=format_day(warranty.ends_on, "medium")
            )
            self._line("shield-check", "muted", words, ())
        self._gifts(customer_id)

    def words(self) -> list[str]:
        """What can be read here."""
        return list(self._said)

    def _wish(self, wish: Wish) -> None:
        book, today = self._context.book, self._context.today()
        deeds: _Deeds = ()
        if wish.closed_on is None:
            deeds = ((_("Settled"), partial(settle, book, wish, today)),)
            if wish.arrived_on is None:
                what = wished_for(book, wish)
                deeds = ((_("It is in"), partial(is_in, book, [wish], today, what)), *deeds)
        said = _("said {day}").format(day=format_day(wish.wished_on))
        words = _(" · ").join(filter(None, (wished_for(book, wish), wish_state(wish) or said)))
        tone: theme.Tone = "muted" if wish.closed_on else "success" if wish.arrived_on else "accent"
        change = (_("Change this wish"), partial(self.open_wish, wish))
        self._line("gift", tone, words, deeds, change=change)

    def _gifts(self, customer_id: int) -> None:
        book = self._context.book
        gifts = book.gifts.of_customer(customer_id)
        if gifts:
            self._head(_("Gifts and goodwill"))
        for gift in gifts[:_GIFTS]:
            words = _("{kind}: {value}").format(kind=gift.kind.label, value=gift.words)
            parts = (
                words if gift.words else gift.kind.label,
                format_day(gift.given_on, "medium"),
                inside(gift_cost(gift, book.shop.currency)),
            )
            change = (_("Change this gift"), partial(self.open_gift, gift))
            self._line("heart", "muted", _(" · ").join(filter(None, parts)), (), change=change)
        if (more := len(gifts) - _GIFTS) > 0:
            said = ngettext("{n} more on the timeline", "{n} more on the timeline", more).format(n=more)
            self._list.addWidget(PlainLabel(said, tone="muted"))

    def _head(self, text: str) -> None:
        self._list.addWidget(PlainLabel(text, kind="heading"))

    def _line(
        self,
        icon: str,
        tone: theme.Tone,
        words: str,
        deeds: _Deeds,
        *,
        change: tuple[str, Callable[[], object]] | None = None,
    ) -> None:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SMALL)
        row.addWidget(IconView(icon, role=tone, size=20))
        row.addWidget(PlainLabel(words, wrap=True, selectable=True), 1)
        for text, deed in deeds:
            button = Button(text)
            button.setAccessibleDescription(words)
            # The button is gone once its deed is done.
            button.clicked.connect(lambda _on=False, deed=deed: QTimer.singleShot(0, deed))
            row.addWidget(button)
        if change is not None:
            pencil = IconButton("pencil", change[0], role="muted")
            pencil.clicked.connect(lambda _on=False, deed=change[1]: deed())
            row.addWidget(pencil)
        self._list.addWidget(line)
        self._said.append(words)

    def open_wish(self, wish: Wish) -> None:
        """Open the form of a wish."""
        open_form(WishForm(self._context, wish=wish, parent=self.window()))

    def open_gift(self, gift: Gift) -> None:
        """Open the form of what was given."""
        open_form(GiftForm(self._context, gift=gift, parent=self.window()))
