"""Who will probably bring most, and who is slipping away, on the paper of the forecast."""

from collections.abc import Iterator

from model.back_test.checking import BackTest
from model.back_test.in_words import best_in_words, whole
from model.days_in_words import format_day
from model.value.in_words import chance
from reports.columns import Column, in_points
from reports.page import Block, Gap
from reports.style import SMALL, SOFT
from reports.table import Cell, Heading, Note, table
from resources.i18n import _


def people(found: BackTest, currency: str, width: float, tallest: float) -> Iterator[Block]:
    """First those with whom something can be done."""
    if found.coming.slipping:
        yield Gap()
        yield from _slipping(found, currency, width, tallest)
    yield Gap()
    yield from _best(found, currency, width, tallest)


def _slipping(found: BackTest, currency: str, width: float, tallest: float) -> Iterator[Block]:
    rows: list[list[Cell]] = [
        [
            one.name,
            whole(one.at_stake_cents, currency),
            "–" if one.then is None else chance(one.then),
            one.chance,
            format_day(one.last_on),
        ]
        for one in found.coming.slipping
    ]
    yield Heading(_("Who is slipping away"), "", width)
    yield Note(
        _(
            "They used to bring much, and the chance that they still are customers has fallen. A call now is worth"
            " most here."
        ),
        width,
        SMALL,
        SOFT,
    )
    columns, type_ = in_points(
        [
            Column(_("Customer"), 1, strong=True, lines=2),
            Column(_("Would bring"), align="right"),
            Column(_("Chance then"), align="right"),
            Column(_("Still a customer"), align="right"),
            Column(_("Last purchase"), align="right"),
        ],
        rows,
        width,
    )
    yield from table(columns, rows, tallest, type_=type_)


def _best(found: BackTest, currency: str, width: float, tallest: float) -> Iterator[Block]:
    rows: list[list[Cell]] = [
        [
            one.name,
            whole(one.cents, currency),
            f"{whole(one.low_cents, currency)} – {whole(one.high_cents, currency)}",
            whole(one.last_year_cents, currency),
            one.chance,
        ]
        for one in found.coming.best
    ]
    yield Heading(_("Who will probably bring most"), "", width)
    if not rows:
        yield Note(_("Nobody is expected to bring anything."), width)
        return
    yield Note(best_in_words(found), width, SMALL, SOFT)
    columns, type_ = in_points(
        [
            Column(_("Customer"), 1, strong=True, lines=2),
            Column(_("Will probably bring"), align="right"),
            Column(_("Between"), align="right"),
            Column(_("Brought last year"), align="right"),
            Column(_("Still a customer"), align="right"),
        ],
        rows,
        width,
    )
    yield from table(columns, rows, tallest, type_=type_)
