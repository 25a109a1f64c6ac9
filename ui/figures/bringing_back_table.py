"""How many buyers of each thing come back, in a table."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from model.bringing_back.bringing_back import WITHIN_DAYS, BringingBack, Line
from model.bringing_back.in_words import (
    beside_in_words,
    between_in_words,
    chance_in_words,
    column_title,
    half_in_words,
    margin_in_words,
    of_how_many,
    ordered,
    profit_in_words,
    share_in_words,
    sure,
)
from model.bringing_back.levels import Level
from model.bringing_back.shares import Share
from resources.i18n import _, pgettext
from ui.widgets.card import Card
from ui.widgets.column import Column
from ui.widgets.empty_state import EmptyState
from ui.widgets.label import PlainLabel
from ui.widgets.simple_table import SimpleTable

_IN_SIGHT = 12
_NAME_AT_LEAST = 150
TONES = {1: "success", -1: "danger", 0: "muted"}
ICONS = {1: "arrow-up", -1: "arrow-down", 0: ""}


class ComesBackCard(Card):
    """A line for each thing that was bought, the surest to bring people back first."""

    def __init__(self, currency: str, parent: QWidget | None = None) -> None:
        super().__init__(_("Who comes back"), parent=parent)
        self._empty = EmptyState("package", "", "")
        self.table: SimpleTable = SimpleTable(
            _columns(currency), name=_("Who comes back"), empty=self._empty, grows=True, tallest=_IN_SIGHT
        )
        self.chance = PlainLabel(kind="small", tone="muted", wrap=True, selectable=True)
        self.add(self.table, self.chance)

    def show_lines(self, found: BringingBack, level: Level, lines: Sequence[Line], *, filtered: bool) -> None:
        """Show these, and choose the first; ``filtered`` if more there are."""
        days = found.telling_days
        telling = f"back{days}"
        others = [f"back{one}" for one in reversed(WITHIN_DAYS) if one != days]
        within = ["within"] if any(line.thing.within for line in lines) else []
        self.table.show_what_fits(
            ("buyers", telling, "usual", *others, "profit", "margin", "half", *within), _NAME_AT_LEAST
        )
        self._say_why_empty(level, filtered=filtered)
        before = self.table.current()
        # An empty table needs room to say why.
        self.table.show_rows(ordered(lines, days))
        if not lines:
            self.table.setFixedHeight(300)
        names = [line.thing for line in self.table.rows()]
        self.table.select_near(names.index(before.thing) if before and before.thing in names else 0)
        self.chance.setText("" if filtered else chance_in_words(lines, days))
        self.chance.setVisible(bool(self.chance.text()))

    def _say_why_empty(self, level: Level, *, filtered: bool) -> None:
        if filtered:
            self._empty.say(_("Nothing is found"), _("Try fewer letters, or look among the products."))
        elif level is Level.PRODUCT:
            self._empty.say(
                _("No sale names a product yet"),
                _("Choose the product when you record a sale, then it is told here who comes back."),
            )
        else:
            self._empty.say(
                _("The products have no categories yet"),
                _("Give each product a category, then it is told here which of them bring people back."),
            )


def _columns(currency: str) -> list[Column[Line]]:
    return [
        Column(
            "name", pgettext("of a thing", "Name"), lambda line: line.thing.name, stretch=True, strong=True
        ),
        Column("within", _("Belongs to"), lambda line: line.thing.within, width=124),
        Column(
            "buyers",
            _("Buyers"),
            lambda line: f"{line.buyers:,}",
            width=76,
            align="right",
            descends_first=True,
            order=lambda line: line.buyers,
        ),
        *(
            share_column(f"back{days}", column_title(days), lambda line, days=days: line.back[days])  # type: ignore[misc]
            for days in WITHIN_DAYS
        ),
        Column(
            "usual",
            _("Beside others"),
            beside_in_words,
            width=192,
            tone=lambda line: TONES[line.beside],
            icon=lambda line: ICONS[line.beside],
            order=lambda line: (line.usual is not None, line.beside),
            descends_first=True,
        ),
        Column(
            "half",
            _("Half after"),
            half_in_words,
            width=112,
            align="right",
            tone=lambda line: "muted" if line.half_days is None else "text",
            order=lambda line: (line.half_days is None, line.half_days or 0),
        ),
        Column(
            "profit",
            _("Profit in the year after"),
            lambda line: profit_in_words(line.profit, currency),
            width=164,
            align="right",
            aside=lambda line: of_how_many(line.profit),
            tone=lambda line: "muted" if line.profit.cents is None else "text",
            order=lambda line: (line.profit.cents is not None, line.profit.cents or 0),
            descends_first=True,
        ),
        Column(
            "margin",
            _("Margin"),
            margin_in_words,
            width=76,
            align="right",
            order=lambda line: (line.margin is not None, line.margin or 0.0),
            descends_first=True,
        ),
    ]


def share_column(
    key: str,
    title: str,
    share: Callable[[Line], Share],
    order: Callable[[Line], Any] | None = None,
    width: int = 118,
) -> Column[Line]:
    """A share with its span; sorted by what is sure, so that few people do not stand above many."""
    return Column(
        key,
        title,
        lambda line: share_in_words(share(line)),
        width=width,
        align="right",
        aside=lambda line: between_in_words(share(line)),
        tone=lambda line: "text" if share(line).is_told else "muted",
        order=order or (lambda line: (sure(share(line)), share(line).came)),
        descends_first=True,
    )
