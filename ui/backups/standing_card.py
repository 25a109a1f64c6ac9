"""How safe the book is, in one big sentence, and what to do about it."""

from datetime import datetime

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from model.safekeeping import standing
from model.safekeeping.standing import Standing
from ui import theme
from ui.widgets.card import Card
from ui.widgets.icon_view import IconView
from ui.widgets.label import PlainLabel

_SIGN = 40


class StandingCard(Card):
    """``show_standing`` says it anew."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._sign = IconView("shield-check", role="success", size=_SIGN)
        self._sentence = PlainLabel(kind="title", wrap=True)
        self._since = PlainLabel(tone="muted", wrap=True)
        self._worries = QVBoxLayout()

        words = QVBoxLayout()
        words.setSpacing(theme.TIGHT)
        words.addWidget(self._sentence)
        words.addWidget(self._since)
        words.addLayout(self._worries)
        row = QHBoxLayout()
        row.setSpacing(theme.MEDIUM)
        row.addWidget(self._sign)
        row.addLayout(words, 1)
        self.body.addLayout(row)

    def show_standing(self, state: Standing, now: datetime) -> None:
        """Say how safe the book is."""
        sentence, since = standing.in_full(state, now), standing.said_of_changes(state)
        if state.worries:
            self._sign.show_icon("triangle-alert", "warning")
        elif state.proof:
            self._sign.show_icon("shield-check", "success")
        else:
            self._sign.show_icon("archive", "muted")
        self._sentence.setText(sentence)
        self._since.setText(since)
        self._since.setVisible(bool(since))
        while (item := self._worries.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for worry in state.worries:
            self._worries.addWidget(PlainLabel(standing.worry_in_words(worry, state, now), wrap=True))
        self.setAccessibleName(sentence)
