"""Visits told apart by one thing: how satisfied as a chart, and every number in a table."""

from collections.abc import Callable, Hashable, Sequence
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from model.looking_back.in_words import between_in_words, bought_in_words, mean_in_words, score_in_words
from model.looking_back.looking import By, Line
from reports.wording import short_month
from resources.i18n import _, pgettext
from ui.widgets.bar_chart import Bar, BarChart
from ui.widgets.card import Card
from ui.widgets.column import Column
from ui.widgets.label import PlainLabel
from ui.widgets.simple_table import SimpleTable
from ui.widgets.span_chart import Span, SpanChart

_DRAWN = 13
_MONTHS_IN_SIGHT = 13
"""Three hundred and sixty-five days touch so many."""
_NOWHERE: tuple[Hashable, ...] = (0, None)


class ByCard(Card):
    """One line for each month, reason, person, product or way."""

    def __init__(self, by: By, title: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent=parent)
        self._by = by
        self._reached = PlainLabel(_("Contacts that reached somebody"), kind="small", tone="muted")
        self.made = BarChart(_("Contacts that reached somebody, month by month"))
        self._asked = PlainLabel(
            _("“Would you come back?”, 0 to 10. The dot is the mean; the line is where it probably lies."),
            kind="small",
            tone="muted",
            wrap=True,
        )
        self.scores = SpanChart(_("{title}: would you come back?").format(title=title))
        self.table = SimpleTable(_columns(by), name=title, grows=True, tallest=_MONTHS_IN_SIGHT)
        self.table.show_what_fits(
            (
                "planned",
                "done",
                "reached",
                "mean",
                "answers",
                "again",
                "missed",
                "late",
                "between",
                "contacts",
                "skipped",
            ),
            stretch_least=150,
        )
        self.add(self._reached, self.made, self._asked, self.scores, self.table)
        self._reached.setVisible(by is By.MONTH)
        self.made.setVisible(by is By.MONTH)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these; nothing at all where there is nothing to tell apart."""
        known = [line for line in lines if line.key not in _NOWHERE]
        self.setVisible(bool(known))
        if not known:
            return
        if self._by is By.MONTH:
            self.made.show_bars([_bar(line, first=line is lines[0]) for line in lines])
        asked = [line for line in lines if line.tally.scores.answers][:_DRAWN]
        self.scores.show_spans([_span(line) for line in asked])
        self.scores.setVisible(bool(asked))
        self._asked.setVisible(bool(asked))
        self.table.show_rows(lines)


def _bar(line: Line, *, first: bool) -> Bar:
    assert isinstance(line.key, date)
    label = short_month(line.key, with_year=first or line.key.month == 1)
    return Bar(label, line.tally.reached, f"{line.tally.reached:,}", 1)


def _span(line: Line) -> Span:
    scores = line.tally.scores
    low, high = scores.interval or (None, None)
    return Span(line.name, scores.mean, low, high, score_in_words(scores))


def _columns(by: By) -> list[Column[Line]]:
    def figure(key: str, title: str, number: Callable[[Line], int], width: int = 72) -> Column[Any]:
        return Column(
            key,
            title,
            lambda line: f"{number(line):,}" if number(line) else "",
            width=width,
            align="right",
            descends_first=True,
            order=number,
        )

    def first(line: Line) -> Any:
        return line.key if by is By.MONTH else line.name.casefold()

    return [
        Column("name", by.label, lambda line: line.name, stretch=True, strong=True, order=first),
        figure("planned", pgettext("of visits", "Planned"), lambda line: line.tally.plans.planned),
        figure("done", pgettext("of visits", "Done"), lambda line: line.tally.plans.done, 64),
        figure("late", _("Late"), lambda line: line.tally.plans.late, 56),
        figure("missed", _("Missed"), lambda line: line.tally.plans.missed),
        figure("skipped", _("Skipped"), lambda line: line.tally.plans.skipped),
        figure("contacts", _("Contacts"), lambda line: line.tally.contacts, 80),
        figure("reached", _("Reached"), lambda line: line.tally.reached, 76),
        Column(
            "mean",
            _("Would come back"),
            lambda line: mean_in_words(line.tally.scores),
            width=124,
            align="right",
            descends_first=True,
            order=lambda line: -1 if line.tally.scores.mean is None else line.tally.scores.mean,
            tone=lambda line: "muted" if line.tally.scores.mean is None else "text",
        ),
        Column(
            "between",
            _("Probably"),
            lambda line: between_in_words(line.tally.scores),
            width=84,
            sortable=False,
        ),
        figure("answers", _("Answers"), lambda line: line.tally.scores.answers, 76),
        Column(
            "again",
            _("Bought again"),
            lambda line: bought_in_words(line.tally.again),
            width=112,
            align="right",
            descends_first=True,
            order=lambda line: line.tally.again.bought,
        ),
    ]
