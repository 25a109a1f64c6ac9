"""What the figures mean, in sentences: did it help, who came back, what was said."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from model.days_in_words import format_day
from model.looking_back.did_it_help import Helped
from model.looking_back.in_words import (
    all_helped_in_words,
    caution_in_words,
    early_in_words,
    loyalty_in_words,
    suggested_in_words,
)
from model.looking_back.looking import CONTENT_FROM, UNHAPPY_UP_TO, Loyalty
from model.looking_back.said import Said, Suggested
from model.looking_back.tally import Again
from resources.i18n import _
from ui import theme
from ui.widgets.card import Card
from ui.widgets.column import Column
from ui.widgets.label import PlainLabel
from ui.widgets.simple_table import SimpleTable


class SentenceCard(Card):
    """Pairs of a heading and a sentence, one under the other."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent=parent)
        self._labels: list[PlainLabel] = []
        self.body.setSpacing(theme.TIGHT)

    def sentences(self) -> list[str]:
        """What stands there, for whoever reads along."""
        return [label.text() for label in self._labels]

    def show_sentences(self, pairs: Sequence[tuple[str, str]], foot: str = "") -> None:
        """Show these in place of what was there; a pair without a heading is a sentence alone."""
        for old in self._labels:
            self.body.removeWidget(old)
            old.deleteLater()
        self._labels = []
        for heading, sentence in pairs:
            if heading:
                self._labels.append(PlainLabel(heading, kind="strong", wrap=True))
            self._labels.append(PlainLabel(sentence, wrap=True, selectable=True))
        if foot:
            self._labels.append(PlainLabel(foot, kind="small", tone="muted", wrap=True))
        self.add(*self._labels)
        self.setVisible(bool(pairs))


class HelpedCard(SentenceCard):
    """For each kind of visit, whether those reached bought again more often than others like them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Did it help?"), parent)

    def show_helped(self, helped: Sequence[Helped]) -> None:
        pairs = all_helped_in_words(helped)
        self.show_sentences(pairs, caution_in_words())


class CameBackCard(SentenceCard):
    """Loyalty beside what was said: satisfied people leave too."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Did they come back?"), parent)

    def show_loyalty(self, total: Again, loyalty: Loyalty) -> None:
        pairs = [
            (heading, loyalty_in_words(again))
            for heading, again in (
                ("", total),
                (_("Those who said {score} or more").format(score=CONTENT_FROM), loyalty.content),
                (_("Those who said {score} or less").format(score=UNHAPPY_UP_TO), loyalty.unhappy),
            )
            if again.of
        ]
        if not pairs and total.early:
            pairs = [("", _("Nobody was spoken to long enough ago to tell."))]
        self.show_sentences(pairs, early_in_words(total.early))


class OwnWordsCard(Card):
    """The customers' own words, the least happy first, and what became of the suggestions."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("In their own words"), parent=parent)
        self.table: SimpleTable = SimpleTable(
            [
                Column(
                    "score",
                    _("Of 10"),
                    lambda said: "" if said.score is None else str(said.score),
                    width=72,
                    align="right",
                    tone=lambda said: (
                        "danger" if said.score is not None and said.score <= UNHAPPY_UP_TO else "text"
                    ),
                    order=lambda said: 11 if said.score is None else said.score,
                ),
                Column(
                    "words", _("In their own words"), lambda said: said.words, stretch=True, sortable=False
                ),
                Column("name", _("Customer"), lambda said: said.name, width=164),
                Column(
                    "day",
                    _("Day"),
                    lambda said: format_day(said.said_on),
                    width=112,
                    order=lambda said: said.said_on,
                    descends_first=True,
                ),
            ],
            name=_("In their own words"),
            grows=True,
        )
        self.table.show_what_fits(("score", "name", "day"), stretch_least=200)
        self._suggested = PlainLabel(wrap=True, selectable=True)
        self.add(self.table, self._suggested)

    def show_words(self, words: Sequence[Said], suggested: Suggested) -> None:
        self.table.show_rows(words)
        self.table.setVisible(bool(words))
        self._suggested.setText(suggested_in_words(suggested))
        self.setVisible(bool(words) or bool(suggested.total))
