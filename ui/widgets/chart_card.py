"""A chart, the sentence that says what to see in it, and its table, which a button shows."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QScrollArea, QWidget

from resources.i18n import _
from ui import theme
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.label import PlainLabel


class ChartCard(Card):
    """``sentence`` stands above the chart, ``note`` beneath it; both may be empty. The table is hidden at first."""

    def __init__(self, title: str, chart: QWidget, table: QWidget, *, parent: QWidget | None = None) -> None:
        self.numbers = Button(_("Show the numbers"), kind="quiet")
        super().__init__(title, actions=[self.numbers], parent=parent)
        self.chart, self.table = chart, table
        self.sentence = PlainLabel(wrap=True)
        self.note = PlainLabel(kind="small", tone="muted", wrap=True)
        self.add(self.sentence, chart, self.note, table)
        self.say("", "")
        self._show_table(shown=False)
        self.numbers.clicked.connect(self._turn)

    def say(self, sentence: str, note: str = "") -> None:
        for label, words in ((self.sentence, sentence), (self.note, note)):
            label.setText(words)
            label.setVisible(bool(words))

    def _turn(self) -> None:
        self._show_table(shown=self.table.isHidden())
        QTimer.singleShot(0, self, self._bring_into_sight)  # when everything has found its new place

    def _bring_into_sight(self) -> None:
        """The table, as far as the button that hides it again stays in sight."""
        above = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        if above is not None and self.table.isVisible():
            for one in (self.table, self.numbers):
                above.ensureWidgetVisible(one, 0, theme.MEDIUM)

    def _show_table(self, *, shown: bool) -> None:
        self.table.setVisible(shown)
        words = _("Hide the numbers") if shown else _("Show the numbers")
        self.numbers.setText(words)
        self.numbers.setAccessibleName(f"{words}: {self.heading.text()}")
