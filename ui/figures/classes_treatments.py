"""How each class is treated: what they are greeted with, what they get, how often we come back to them."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from model.class_treatments import ClassTreatment
from model.classes import treatment, visit_rhythm
from model.customer_class import JUDGED, CustomerClass
from resources.i18n import _
from ui import theme
from ui.context import Context
from ui.figures.classes_treatment_form import TreatmentForm
from ui.forms.opening import open_form
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.label import PlainLabel


class TreatmentsCard(Card):
    """A line for each class, with a button that changes it."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(_("How each class is treated"), parent=parent)
        self._context = context
        self.lines = {one: _Line(one) for one in JUDGED}
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.MEDIUM)
        grid.setVerticalSpacing(theme.MEDIUM)
        grid.setColumnStretch(1, 1)
        top = Qt.AlignmentFlag.AlignTop
        for number, line in enumerate(self.lines.values()):
            grid.addWidget(line.name, number, 0, top)
            grid.addWidget(line.words, number, 1, top)
            grid.addWidget(line.button, number, 2, top)
            line.button.clicked.connect(lambda _on=False, one=line.one: self.change(one))
        self.add(
            PlainLabel(
                treatment.what_priority_decides(),
                kind="small",
                tone="muted",
                wrap=True,
            )
        )
        self.body.addLayout(grid)

    def show_treatments(self, kept: Mapping[CustomerClass, ClassTreatment]) -> None:
        """What the owner decided; where nothing was, the program's own words."""
        store = self._context.book.store
        for one, line in self.lines.items():
            line.show_treatment(
                treatment.in_words(kept.get(one), one),
                visit_rhythm.in_words(visit_rhythm.rules_of(store, one)),
            )

    def change(self, one: CustomerClass) -> None:
        """Open the form of a class."""
        open_form(TreatmentForm(self._context, one, parent=self.window()))


class _Line:
    """The widgets of one class."""

    def __init__(self, one: CustomerClass) -> None:
        self.one = one
        self.name = PlainLabel(one.label, kind="strong")
        self.words = QWidget()
        self.greeting = PlainLabel(wrap=True)
        self.given = PlainLabel(wrap=True)
        self.rhythm = PlainLabel(kind="small", tone="muted", wrap=True)
        self.button = Button(_("Change"), icon="pencil", kind="quiet")
        self.button.setAccessibleName(_("Change how {one} is treated").format(one=one.label))
        column = QVBoxLayout(self.words)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for label in (self.greeting, self.given, self.rhythm):
            column.addWidget(label)

    def show_treatment(self, how: treatment.Treatment, rhythm: str) -> None:
        self.greeting.setText(how.greeting)
        self.given.setText(how.words)
        self.rhythm.setText(_("{rhythm} Priority: {n}.").format(rhythm=rhythm, n=how.priority))
