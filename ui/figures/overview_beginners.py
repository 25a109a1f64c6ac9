"""Who began together, and how many of them still come: a table shaded by how many."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from model.days_in_words import format_month
from model.flow.in_words import cell_in_words, repeating_in_words
from model.percentages import SHARE_FROM
from resources.i18n import _, ngettext, paragraph, pgettext
from ui.widgets.card import Card
from ui.widgets.chip import Chip
from ui.widgets.heat_table import HeatCell, HeatRow, HeatTable
from ui.widgets.label import PlainLabel

if TYPE_CHECKING:
    from model.flow.cohorts import Cell, Cohort
    from model.flow.flow import Flow

_LEAST_SHADED = 0.2


class BeginnersCard(Card):
    """By quarter, or by month, of the first purchase."""

    def __init__(self) -> None:
        self.quarters = Chip(_("By quarter"), on=True, one_of_several=True)
        self.months = Chip(_("By month"), one_of_several=True)
        title = _("How many beginners stay")
        super().__init__(title, actions=[self.quarters, self.months])
        self.table = HeatTable(title)
        self.sentence = PlainLabel(wrap=True)
        self.note = PlainLabel(
            _("“…” stands where the time is not over: more may still come. Small groups are told in people."),
            kind="small",
            tone="muted",
            wrap=True,
        )
        self.add(self.sentence, self.table, self.note)
        self._flow: Flow | None = None
        self.quarters.clicked.connect(lambda: self._choose(monthly=False))
        self.months.clicked.connect(lambda: self._choose(monthly=True))

    def show_beginners(self, flow: Flow) -> None:
        """Show them; nothing at all where nobody had the time to come again."""
        self._flow = flow
        by_quarter, by_month = (
            any(cohort.cells for cohort in cohorts) for cohorts in (flow.by_quarter, flow.by_month)
        )
        self.setVisible(by_quarter or by_month)
        self._choose(monthly=self.months.isChecked() or not by_quarter)

    def _choose(self, *, monthly: bool) -> None:
        self.quarters.setChecked(not monthly)
        self.months.setChecked(monthly)
        self._show()

    def _show(self) -> None:
        if self._flow is None:
            return
        monthly = self.months.isChecked()
        cohorts = self._flow.by_month if monthly else self._flow.by_quarter
        what = (
            _("Of those who first bought in a month: how many bought in the 1st, 2nd, 3rd … month after it.")
            if monthly
            else _(
                "Of those who first bought in a quarter: how many bought in the 1st, 2nd, 3rd … quarter after it."
            )
        )
        self.sentence.setText(paragraph([repeating_in_words(self._flow.repeating), what]))
        columns = max((len(cohort.cells) for cohort in cohorts), default=0)
        self.table.show_rows(
            [
                _("First bought"),
                pgettext("of customers", "New"),
                *(f"+{after}" for after in range(1, columns + 1)),
            ],
            [_row(cohort, _most(cohorts), monthly=monthly) for cohort in cohorts],
        )


def _most(cohorts: Sequence[Cohort]) -> float:
    """The share that is shaded most: the largest of those that are told as shares, and not less than a fifth."""
    shares = (
        cell.share for cohort in cohorts for cell in cohort.cells if cell.complete and cell.of >= SHARE_FROM
    )
    return max(max(shares, default=1.0), _LEAST_SHADED)


def _row(cohort: Cohort, most: float, *, monthly: bool) -> HeatRow:
    label = _name(cohort.first, monthly=monthly)
    people = ngettext("{n} new customer", "{n} new customers", cohort.customers).format(
        n=f"{cohort.customers:,}"
    )
    number = f"{cohort.customers:,}"
    size = HeatCell(
        number if cohort.complete else _("{share} …").format(share=number),
        f"{label}: {people}",
        unsure=not cohort.complete,
    )
    return HeatRow(label, [size, *_cells(label, people, cohort.cells, most, monthly=monthly)])


def _cells(label: str, people: str, cells: Sequence[Cell], most: float, *, monthly: bool) -> list[HeatCell]:
    shown = []
    for after, cell in enumerate(cells, 1):
        later = (
            ngettext("{n} month later", "{n} months later", after)
            if monthly
            else ngettext("{n} quarter later", "{n} quarters later", after)
        ).format(n=after)
        words = _("{group}, {people}, {later}: {n} bought").format(
            group=label, people=people, later=later, n=f"{cell.bought:,}"
        )
        if not cell.complete:
            words = _("{words}, and it is not over").format(words=words)
        shown.append(
            HeatCell(cell_in_words(cell), words, heat=min(cell.share / most, 1.0), unsure=not cell.complete)
        )
    return shown


def _name(first: date, *, monthly: bool) -> str:
    if monthly:
        return format_month(first)
    return _("{year}, quarter {n}").format(year=first.year, n=(first.month + 2) // 3)
