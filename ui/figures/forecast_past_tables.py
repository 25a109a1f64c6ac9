"""The tables of forecasts beside the truth: what was expected and came, and what guesses would have been worth."""

from collections.abc import Sequence
from dataclasses import dataclass

from model.back_test.in_words import off_in_words, off_of, whole
from model.back_test.measures import TOP_PERCENT, Errors
from model.percentages import percent
from resources.i18n import _
from ui.widgets.column import Column
from ui.widgets.simple_table import SimpleTable


@dataclass(frozen=True)
class Line:
    """A month or a class: what was expected of it, and what came, in cents."""

    name: str
    customers: int
    forecast_cents: int
    truth_cents: int


@dataclass(frozen=True)
class Guess:
    name: str
    errors: Errors


def grown_table(columns: Sequence[Column[Line]] | Sequence[Column[Guess]], name: str) -> SimpleTable:
    return SimpleTable(columns, name=name, grows=True)


def came_columns(title: str, currency: str, *, counted: bool = False) -> list[Column[Line]]:
    customers: Column[Line] = Column(
        "customers",
        _("Customers"),
        lambda line: f"{line.customers:,}",
        width=110,
        align="right",
        sortable=False,
    )
    return [
        Column("name", title, lambda line: line.name, stretch=True, sortable=False),
        *([customers] if counted else []),
        Column(
            "expected",
            _("Expected"),
            lambda line: whole(line.forecast_cents, currency),
            width=120,
            align="right",
            sortable=False,
        ),
        Column(
            "came",
            _("Came"),
            lambda line: whole(line.truth_cents, currency),
            width=120,
            align="right",
            strong=True,
            sortable=False,
        ),
        Column(
            "off",
            _("The forecast was"),
            lambda line: off_of(line.forecast_cents, line.truth_cents),
            width=168,
            align="right",
            sortable=False,
        ),
    ]


def guess_columns(currency: str) -> list[Column[Guess]]:
    return [
        Column(
            "name",
            _("Guess"),
            lambda one: one.name,
            stretch=True,
            sortable=False,
        ),
        Column(
            "total",
            _("In total"),
            lambda one: whole(one.errors.forecast_cents, currency),
            width=110,
            align="right",
            sortable=False,
        ),
        Column(
            "off",
            _("It was"),
            lambda one: off_in_words(one.errors),
            width=168,
            align="right",
            strong=True,
            sortable=False,
        ),
        Column(
            "each",
            _("Off for each customer"),
            lambda one: whole(one.errors.each_cents, currency),
            width=160,
            align="right",
            sortable=False,
        ),
        Column(
            "top",
            _("Its best {percent} brought").format(percent=percent(TOP_PERCENT / 100)),
            lambda one: "–" if one.errors.top_share != one.errors.top_share else _share(one.errors.top_share),
            width=160,
            align="right",
            sortable=False,
        ),
    ]


def _share(part: float) -> str:
    return _("{percent} of all").format(percent=percent(part))
