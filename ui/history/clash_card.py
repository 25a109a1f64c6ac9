"""One clash: what stands in the book and what the other copy said, side by side, and which of them to keep."""

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from model.clash_deciding import Question, Side
from model.days_in_words import format_day
from resources.i18n import _
from ui import theme
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.label import PlainLabel

_LONGEST = 600


class ClashCard(Card):
    """``kept``, ``other_taken`` and ``put_off`` by its buttons, ``opened`` by the name of the customer."""

    kept = Signal()
    other_taken = Signal()
    put_off = Signal()
    opened = Signal()

    def __init__(self, question: Question, parent: QWidget | None = None) -> None:
        self._open = Button(_("Open the card"), icon="circle-user", kind="quiet")
        super().__init__(
            _("{title}: {field}").format(title=question.title, field=question.field),
            actions=[self._open],
            parent=parent,
        )
        self.keep = Button(_("Keep this"), icon="check", kind="plain")
        self.take_other = Button(_("Take the other"), icon="repeat", kind="plain")
        self.later = Button(_("Later"), kind="quiet")

        self._open.setVisible(question.customer_id is not None)
        self.take_other.setVisible(not question.gone)
        self.keep.setAccessibleName(_("Keep {value}").format(value=question.ours.value or _("nothing")))
        self.take_other.setAccessibleName(
            _("Take {value}").format(value=question.theirs.value or _("nothing"))
        )
        sides = QGridLayout()
        sides.setHorizontalSpacing(theme.LARGE)
        sides.setVerticalSpacing(theme.SMALL)
        for place, (title, side, button) in enumerate(
            (
                (_("In the book"), question.ours, self.keep),
                (_("Left out"), question.theirs, self.take_other),
            )
        ):
            sides.addLayout(_words(title, side), 0, place, Qt.AlignmentFlag.AlignTop)
            sides.addWidget(button, 1, place, Qt.AlignmentFlag.AlignLeft)
            sides.setColumnStretch(place, 1)
        sides.addWidget(self.later, 1, 2, Qt.AlignmentFlag.AlignRight)
        self.body.addLayout(sides)

        self.keep.clicked.connect(self.kept)
        self.take_other.clicked.connect(self.other_taken)
        self.later.clicked.connect(self.put_off)
        self._open.clicked.connect(self.opened)


def _words(title: str, side: Side) -> QVBoxLayout:
    """One side: what it says, large enough to compare, and who wrote it when."""
    value = side.value if len(side.value) <= _LONGEST else side.value[:_LONGEST].rstrip() + "…"
    column = QVBoxLayout()
    column.setSpacing(2)
    column.addWidget(PlainLabel(title, kind="small", tone="muted"))
    said = PlainLabel(value or _("nothing"), kind="strong", wrap=True, selectable=True)
    if not value:
        said.setFont(theme.font())
        said.set_tone("muted")
    column.addWidget(said)
    written = " · ".join(part for part in (side.who, _moment(side.at)) if part)
    if written:
        column.addWidget(PlainLabel(written, kind="small", tone="muted", wrap=True))
    return column


def _moment(at: datetime | None) -> str:
    if at is None:
        return ""
    here = at.astimezone()
    return _("{day}, {time}").format(day=format_day(here.date(), "medium"), time=f"{here:%H:%M}")
