"""The curve of one thing: how soon its buyers are back, beside others like them."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from model.bringing_back.bringing_back import WITHIN_DAYS, BringingBack, Drawn, Line
from model.bringing_back.in_words import sentences, share_with_span, within_in_words
from model.bringing_back.levels import Level
from model.bringing_back.shares import FEWEST
from model.bringing_back.spells import YEAR_DAYS
from model.percentages import honest_percent, percent
from resources.i18n import _, ngettext
from ui import theme
from ui.widgets.card import Card
from ui.widgets.label import PlainLabel
from ui.widgets.step_chart import StepChart, Steps

_TICKS = (0, 30, 90, 180, 270)


class CurveCard(Card):
    """The chart, and all of it in sentences."""

    def __init__(self, currency: str, parent: QWidget | None = None) -> None:
        super().__init__(" ", parent=parent)
        self._currency = currency
        last = ngettext("{n} day", "{n} days", YEAR_DAYS).format(n=YEAR_DAYS)
        self.chart = StepChart(
            _("How soon they are back"), [*((day, str(day)) for day in _TICKS), (YEAR_DAYS, last)], percent
        )
        self._labels: list[PlainLabel] = []
        self._words = QVBoxLayout()
        self._words.setSpacing(theme.SMALL)
        beside = QVBoxLayout()
        beside.addLayout(self._words)
        beside.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(theme.LARGE)
        row.addWidget(self.chart, 3)
        row.addLayout(beside, 2)
        self.body.addLayout(row)

    def sentences(self) -> list[str]:
        """What stands beside the chart, for whoever reads along."""
        return [label.text() for label in self._labels]

    def show_line(self, found: BringingBack, level: Level, line: Line | None) -> None:
        """Show that one, the whole shop where it is ``None``."""
        shown = found.shop if line is None else line
        drawn = found.drawn(None if line is None else level, shown)
        name = _("The whole shop") if line is None else line.thing.name
        self.set_title(_("{name}: how soon they are back").format(name=name))
        self.chart.show_curves(
            _curves(name, shown, drawn),
            _told(shown, drawn),
            instead=_("Too few to draw a curve: {n} so far.").format(n=f"{shown.buyers:,}"),
            tip=lambda day: _tip(_curves(name, shown, drawn), round(day)),
        )
        self._say([] if line is None else sentences(found, line, self._currency))

    def _say(self, told: Sequence[str]) -> None:
        for old in self._labels:
            self._words.removeWidget(old)
            old.deleteLater()
        self._labels = [PlainLabel(sentence, wrap=True, selectable=True) for sentence in told]
        for label in self._labels:
            self._words.addWidget(label)


def _curves(name: str, line: Line, drawn: Drawn) -> list[Steps]:
    if line.buyers < FEWEST:
        return []
    mine = Steps(name, drawn.days, drawn.back, drawn.low, drawn.high, drawn.until)
    if not drawn.usual:
        return [mine]
    return [mine, Steps(_("others like them"), range(YEAR_DAYS + 1), drawn.usual, until=YEAR_DAYS)]


def _told(line: Line, drawn: Drawn) -> str:
    """The numbers of the chart, for whoever does not see it."""
    parts = []
    for days in WITHIN_DAYS:
        words = _("{within}: {share}").format(
            within=within_in_words(days), share=share_with_span(line.back[days])
        )
        if drawn.usual and line.back[days].is_told:
            others = honest_percent(drawn.usual[days])
            words = _("{words}, of others like them {share}").format(words=words, share=others)
        parts.append(words)
    return _("; ").join(parts)


def _tip(curves: Sequence[Steps], day: int) -> str:
    values = [(curve.name, curve.value_at(day)) for curve in curves]
    after = ngettext("after {n} day", "after {n} days", day).format(n=day)
    known = [f"{name}: {honest_percent(value)}" for name, value in values if value is not None]
    return "\n".join([after, *known]) if known else ""
