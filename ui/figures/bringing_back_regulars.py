"""First purchases that make regulars, in a table."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from model.bringing_back.bringing_back import BringingBack, Line
from model.bringing_back.in_words import (
    chance_of_regulars,
    regulars_beside_in_words,
    regulars_first,
    share_with_span,
)
from model.bringing_back.shares import FEWEST
from model.bringing_back.spells import REGULAR_VISITS
from resources.i18n import _, paragraph
from ui.figures.bringing_back_table import ICONS, TONES, share_column
from ui.widgets.card import Card
from ui.widgets.column import Column
from ui.widgets.label import PlainLabel
from ui.widgets.simple_table import SimpleTable

_IN_SIGHT = 7


class RegularsCard(Card):
    """For what people bought when they came for the first time: how many of them became regulars."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("First purchases that make regulars"), parent=parent)
        self.shop = PlainLabel(wrap=True, selectable=True)
        self.table: SimpleTable = SimpleTable(
            _columns(), name=_("First purchases that make regulars"), grows=True, tallest=_IN_SIGHT
        )
        self.chance = PlainLabel(kind="small", tone="muted", wrap=True, selectable=True)
        self.add(self.shop, self.table, self.chance)

    def show_lines(self, found: BringingBack, lines: Sequence[Line]) -> None:
        """Show those of which something can be told, the surest first."""
        told = regulars_first(lines)
        within = ["within"] if any(line.thing.within for line in told) else []
        self.table.show_what_fits(("regulars", "beside", "newcomers", *within), 200)
        self.table.show_rows(told)
        self.table.setVisible(bool(told))
        shop = _("Whoever buys on {n} days or more within a year of the first counts as a regular.").format(
            n=REGULAR_VISITS
        )
        share = found.shop.regulars
        usual = (
            _("Of everybody who comes for the first time, {share} become one.").format(
                share=share_with_span(share)
            )
            if share.is_told
            else _("It is too early, or there are too few, to say how many of all newcomers become one.")
        )
        self.shop.setText(paragraph((shop, usual)))
        few = _("Nothing here was the first purchase of {n} customers or more whose year is over.").format(
            n=FEWEST
        )
        self.chance.setText(chance_of_regulars(told) if told else few)


def _columns() -> list[Column[Line]]:
    return [
        Column("name", _("Bought the first time"), lambda line: line.thing.name, stretch=True, strong=True),
        Column("within", _("Belongs to"), lambda line: line.thing.within, width=140),
        Column(
            "newcomers",
            _("First buyers"),
            lambda line: f"{line.regulars.people:,}",
            width=112,
            align="right",
            descends_first=True,
            order=lambda line: line.regulars.people,
        ),
        share_column("regulars", _("Become regulars"), lambda line: line.regulars, width=144),
        Column(
            "beside",
            _("Beside the whole shop"),
            regulars_beside_in_words,
            width=172,
            tone=lambda line: TONES[line.regulars_beside],
            icon=lambda line: ICONS[line.regulars_beside],
            order=lambda line: line.regulars_beside,
            descends_first=True,
        ),
    ]
