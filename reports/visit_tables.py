"""Visits told apart by month, reason, person, product or way: what became of them in numbers, how satisfied drawn."""

from collections.abc import Iterator, Sequence

from model.looking_back.in_words import between_in_words, bought_in_words, mean_in_words
from model.looking_back.looking import By, Line
from model.looking_back.scores import BEST, Scores
from reports.page import Block
from reports.pen import Pen
from reports.style import ACCENT, BODY, FAINT, GRID, HAIR, MM, PAPER
from reports.table import Cell, Column, Heading, Row, fitting_width, table
from reports.wording import number
from resources.i18n import _, pgettext

_LEAST = 9 * MM
_PLOT = 28 * MM
_INSIDE = 3 * MM
_DOT = 1.9


def title_of(by: By) -> str:
    """The words above a table."""
    return {
        By.MONTH: _("Month by month"),
        By.KIND: _("By reason"),
        By.STAFF: _("By whom"),
        By.PRODUCT: _("By product"),
        By.CHANNEL: _("By way of contact"),
    }[by]


def by_lines(by: By, lines: Sequence[Line], width: float, tallest: float) -> Iterator[Block]:
    """A line each, with a dot for the mean and a stroke for where it probably lies; nothing where there is nothing to
    tell apart, but nobody or no product."""
    if not any(line.key != 0 for line in lines):
        return
    yield Heading(title_of(by), "", width)
    drawn = iter(lines)
    columns, plot = _columns(by, lines, width)
    for block in table(columns, [_cells(line) for line in lines], tallest - Heading("").height):
        yield _WithSpan(block, plot, next(drawn).tally.scores) if isinstance(block, Row) else block


def _columns(by: By, lines: Sequence[Line], width: float) -> tuple[list[Column], float]:
    """The columns, and where the drawn one begins."""
    rows = [_cells(line) for line in lines]
    titles = (
        pgettext("of visits", "Planned"),
        pgettext("of visits", "Done"),
        _("Late"),
        _("Missed"),
        _("Contacts"),
        _("Reached"),
        _("Bought again"),
        _("Answers"),
        _("Of 10"),
    )
    figures = [
        Column(
            title,
            max(fitting_width(_longest_word(title), (row[place] for row in rows), BODY), _LEAST),
            "right",
            lines=1,
        )
        for place, title in enumerate(titles, start=1)
    ]
    plot = Column(_("Would you come back? 0 to 10"), _PLOT)
    rest = width - _PLOT - sum(column.width for column in figures)
    return [Column(by.label, rest, lines=2), *figures, plot], width - _PLOT


def _longest_word(title: str) -> str:
    """A head may take two lines."""
    return max(title.split(), key=len)


def _cells(line: Line) -> list[Cell]:
    tally, plans = line.tally, line.tally.plans
    figures = (plans.planned, plans.done, plans.late, plans.missed, tally.contacts, tally.reached)
    scores = tally.scores
    mean = mean_in_words(scores)
    between = between_in_words(scores)
    return [
        line.name,
        *(number(figure) if figure else "" for figure in figures),
        bought_in_words(tally.again),
        number(scores.answers) if scores.answers else "",
        _("{mean} ({between})").format(mean=mean, between=between) if between else mean,
        "",
    ]


class _WithSpan(Block):
    """A row of the table, and in its last cell the mean on a scale. A hollow dot has no span: too few answers."""

    def __init__(self, row: Row, plot: float, scores: Scores) -> None:
        self.height, self.repeated = row.height, row.repeated
        self._row, self._plot, self._scores = row, plot + _INSIDE, scores

    def draw(self, pen: Pen, left: float, top: float) -> None:
        self._row.draw(pen, left, top)
        for value in (0, BEST / 2, BEST):
            x = self._x(left, value)
            pen.path([(x, top), (x, top + self.height)], HAIR if value else FAINT, 0.5)
        mean, interval = self._scores.mean, self._scores.interval
        if mean is None:
            return
        at, middle = self._x(left, mean), top + GRID * 0.45 + BODY.leading / 2
        if interval is None:
            pen.dot(at, middle, _DOT, ACCENT)
            pen.dot(at, middle, _DOT * 0.6, PAPER)
            return
        pen.path([(self._x(left, end), middle) for end in interval], ACCENT, 1.4)
        pen.dot(at, middle, _DOT, ACCENT)

    def _x(self, left: float, value: float) -> float:
        return left + self._plot + (_PLOT - 2 * _INSIDE) * value / BEST
