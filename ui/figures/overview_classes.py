"""The classes side by side: what part of the customers each is, and what part of the profit it brings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from model.money import format_round_money
from model.percentages import fine_percent, percent
from resources.i18n import _
from ui.widgets.chart_card import ChartCard
from ui.widgets.column import Column, number_column
from ui.widgets.simple_table import SimpleTable
from ui.widgets.stacked_bars import Series, Stack, StackedBars


@dataclass(frozen=True)
class ClassLine:
    """Of one class: ``customers``, what they brought in the last 365 days and may bring in the coming ones, in
    cents."""

    label: str
    customers: int
    current_cents: int
    potential_cents: int


@dataclass(frozen=True)
class _Shown:
    line: ClassLine
    customers: float
    current: float | None


class ClassesCard(ChartCard):
    """A pair of bars for each class, and a table."""

    def __init__(self, currency: str) -> None:
        self._currency = currency
        title = _("The classes: how many they are, and what they bring")
        self.bars = StackedBars(
            title,
            [Series(_("Part of the customers"), 5), Series(_("Part of what is brought"), 0)],
            tick=percent,
            beside=True,
        )
        self.numbers_of_classes = SimpleTable(self._columns(), name=title, grows=True)
        self.numbers_of_classes.show_what_fits(
            ("customers", "current_part", "current", "potential", "part"), stretch_least=130
        )
        super().__init__(title, self.bars, self.numbers_of_classes)

    def show_classes(self, lines: Sequence[ClassLine], *, proposed: bool) -> None:
        """Show them, the best first."""
        people, current = sum(line.customers for line in lines), sum(line.current_cents for line in lines)
        rows = [
            _Shown(
                line,
                line.customers / people if people else 0.0,
                line.current_cents / current if current > 0 else None,
            )
            for line in lines
        ]
        self.bars.show_stacks(
            [
                Stack(
                    row.line.label,
                    values=(row.customers, row.current or 0.0),
                    shown=_("{customers} of the customers, {part} of what is brought").format(
                        customers=fine_percent(row.customers),
                        part="–" if row.current is None else fine_percent(row.current),
                    ),
                )
                for row in rows
            ]
        )
        self.numbers_of_classes.show_rows(rows)
        self.say(
            "",
            _(
                "Nobody has set the lines between the classes yet: these are proposed. The part Classes shows them, and"
                " who stands where."
            )
            if proposed
            else "",
        )

    def _columns(self) -> list[Column[_Shown]]:
        def money(cents: int) -> str:
            return format_round_money(cents, self._currency)

        return [
            Column(
                "class", _("Class"), lambda row: row.line.label, stretch=True, strong=True, sortable=False
            ),
            number_column("customers", _("Customers"), lambda row: row.line.customers, width=104),
            number_column("part", _("Part"), lambda row: row.customers, fine_percent, width=80),
            number_column(
                "current", _("Last 365 days"), lambda row: row.line.current_cents, money, width=130
            ),
            Column(
                "current_part",
                _("Part of what is brought"),
                lambda row: "" if row.current is None else fine_percent(row.current),
                width=190,
                align="right",
                descends_first=True,
                order=lambda row: row.line.current_cents,
            ),
            number_column(
                "potential", _("Coming 365 days"), lambda row: row.line.potential_cents, money, width=140
            ),
        ]
