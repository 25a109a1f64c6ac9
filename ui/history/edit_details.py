"""One edit at the right of the list: what it changed, part by part, and the ways back."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from model.days_in_words import format_day
from model.history import Details, Entry, FieldChange, PartOfEdit
from model.nouns import TABLES
from model.undone import Undone
from resources.i18n import _, ngettext, pgettext
from ui import theme
from ui.history.part_view import PartView
from ui.widgets.badge import Badge
from ui.widgets.banner import Banner
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.flow import FlowLayout
from ui.widgets.label import PlainLabel
from ui.widgets.page import scrolled
from ui.widgets.separator import Separator

_MOST = 12  # parts left alone that are named
_PARTS = 40
_ORDER = {table.name: place for place, table in enumerate(TABLES)}
"""What belongs to something stands below it."""


class EditDetails(QWidget):
    """``take_back_wanted`` for all of it, ``put_back_wanted(part, change)`` for one field, ``customer_opened(id)``,
    ``edit_wanted(id)`` for the join that brought it from another copy."""

    take_back_wanted = Signal()
    put_back_wanted = Signal(object, object)
    customer_opened = Signal(object)
    edit_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sentence = PlainLabel(kind="heading", wrap=True, selectable=True)
        self._when = PlainLabel(tone="muted", wrap=True)
        self._badges = QWidget()
        self._flow = FlowLayout(self._badges, gap=theme.TIGHT + 2)
        self.take_back = Button(pgettext("what was done", "Take back"), icon="undo-2")
        self.open_customer = Button("", icon="circle-user", kind="quiet")
        self.show_join = Button(_("Show the join"), icon="git-merge")
        self._from_afar = PlainLabel(
            _(
                "It was done in another copy of the book and came in with a join. Taking back the join takes it"
                " back too."
            ),
            tone="muted",
            wrap=True,
        )
        self.answer = Banner("", closable=True)
        self._parts = QVBoxLayout()
        self._stack = QStackedWidget()
        self.parts: list[PartView] = []
        self._customer_id: int | None = None
        self._answered = 0
        self._came_with: int | None = None

        self._lay_out()
        self.take_back.clicked.connect(self.take_back_wanted)
        self.show_join.clicked.connect(lambda: self.edit_wanted.emit(self._came_with))
        self.open_customer.clicked.connect(lambda: self.customer_opened.emit(self._customer_id))

    def show_nothing(self) -> None:
        """Nothing is chosen."""
        self._stack.setCurrentIndex(0)

    def show_edit(self, entry: Entry, details: Details, customer: tuple[int, str] | None) -> None:
        """Tell about this edit. ``customer`` is the id and name of the one it is about, if there is one in the book."""
        self._stack.setCurrentIndex(1)
        at = entry.at.astimezone()
        words = [
            _("{day}, {time}").format(day=format_day(at.date(), "medium"), time=f"{at:%H:%M}"),
            entry.who,
        ]
        self.sentence.setText(entry.sentence)
        self._when.setText(" · ".join(part for part in words if part))
        self._show_state(entry)
        self._customer_id = customer[0] if customer else None
        if customer:
            self.open_customer.setText(customer[1].replace("&", "&&"))
            self.open_customer.setAccessibleName(_("Open the card of {name}").format(name=customer[1]))
        self.open_customer.setVisible(customer is not None)
        if self._answered != entry.edit_id:
            self.answer.hide()
        self._show_parts(details, undone=entry.taken_back)

    def show_answer(self, edit_id: int, answer: Undone) -> None:
        """What became of the way back of this edit, part by part, where not all of it could be gone; it stays until
        another edit is shown."""
        self._answered = 0
        self.answer.hide()
        if answer.kept or answer.could_not:
            self._answered = edit_id
            lines = [_("{what}: {why}").format(what=part.title, why=part.why) for part in answer.left[:_MOST]]
            if len(answer.left) > _MOST:
                lines.append("…")
            self.answer.say("\n".join([answer.sentence, *lines]), tone="warning")
            self.answer.show()

    def focus_first(self) -> None:
        """Put the keyboard where the work starts: on the way back."""
        if self.take_back.isVisible():
            self.take_back.setFocus()

    # parts

    def _show_state(self, entry: Entry) -> None:
        _empty(self._flow)
        if entry.came_with is not None:
            self._flow.addWidget(Badge(_("from another copy"), icon="git-merge"))
        self._came_with = entry.came_with
        self.show_join.setVisible(entry.came_with is not None)
        self._from_afar.setVisible(entry.came_with is not None)
        if entry.taken_back:
            self._flow.addWidget(Badge(_("undone"), icon="undo-2"))
        elif not entry.can_take_back and entry.came_with is None:
            self._flow.addWidget(Badge(_("cannot be taken back"), icon="lock"))
        self._badges.setVisible(self._flow.count() > 0)
        self.take_back.setText(
            _("Put back again") if entry.taken_back else pgettext("what was done", "Take back")
        )
        self.take_back.setIcon(theme.icon("redo-2" if entry.taken_back else "undo-2"))
        self.take_back.setVisible(entry.can_take_back or entry.taken_back)

    def _show_parts(self, details: Details, *, undone: bool) -> None:
        _empty(self._parts)
        told = sorted(details.parts, key=lambda part: _ORDER[part.table])
        more = details.more + len(told[_PARTS:])
        self.parts = [PartView(part, self._put_back, undone=undone) for part in told[:_PARTS]]
        if more:
            for sentence in details.counts:
                self._parts.addWidget(PlainLabel(sentence, wrap=True))
        among_lines = False
        for part, view in zip(told, self.parts, strict=False):
            if part.changes or not among_lines:
                self._parts.addWidget(Separator())
            among_lines = not part.changes
            self._parts.addWidget(view)
        if more:
            words = ngettext("… and {n} record more", "… and {n} records more", more)
            self._parts.addWidget(PlainLabel(words.format(n=f"{more:,}"), tone="muted"))

    def _put_back(self, part: PartOfEdit, change: FieldChange) -> None:
        self.put_back_wanted.emit(part, change)

    def _lay_out(self) -> None:
        inside = QVBoxLayout()
        inside.setContentsMargins(0, 0, theme.SMALL, 0)
        inside.setSpacing(theme.SMALL)
        deeds = QHBoxLayout()
        deeds.setSpacing(theme.SMALL)
        deeds.addWidget(self.take_back)
        deeds.addWidget(self.show_join)
        deeds.addWidget(self.open_customer)
        deeds.addStretch(1)
        self._parts.setSpacing(theme.SMALL + theme.TIGHT)
        for widget in (self.sentence, self._when, self._badges, self._from_afar):
            inside.addWidget(widget)
        inside.addLayout(deeds)
        inside.addWidget(self.answer)
        inside.addSpacing(theme.TIGHT)
        inside.addLayout(self._parts)
        inside.addStretch(1)
        card = Card()
        card.body.addWidget(scrolled(inside, widest=760))
        self._stack.addWidget(
            EmptyState(
                "history", _("Nothing is chosen"), _("Choose a line at the left to see what it changed.")
            )
        )
        self._stack.addWidget(card)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)


def _empty(layout: QVBoxLayout | FlowLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
