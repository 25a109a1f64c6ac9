"""A chart, the sentence that says what to see in it, and its table, which a button shows."""

from PySide6.QtWidgets import QWidget

from resources.i18n import _
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
        self.numbers.clicked.connect(lambda: self._show_table(shown=self.table.isHidden()))

    def say(self, sentence: str, note: str = "") -> None:
        for label, words in ((self.sentence, sentence), (self.note, note)):
            label.setText(words)
            label.setVisible(bool(words))

    def _show_table(self, *, shown: bool) -> None:
        self.table.setVisible(shown)
        words = _("Hide the numbers") if shown else _("Show the numbers")
        self.numbers.setText(words)
        self.numbers.setAccessibleName(f"{words}: {self.heading.text()}")
