"""Who brings it, by class: a table on the paper of the top customers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from model.customer_class import JUDGED, CustomerClass
from model.days_in_words import format_day
from model.money import format_money
from model.percentages import percent
from model.ranking import Ranking
from reports.page import Block, Gap
from reports.style import BODY
from reports.table import Cell, Column, Heading, fitting_width, table
from reports.wording import number
from resources.i18n import _


@dataclass(frozen=True, slots=True)
class OfClass:
    """Those of a class who bought in the period, and what they brought together: revenue or profit."""

    name: str
    customers: int
    cents: int


def by_class(classes: Mapping[int, CustomerClass], found: Ranking) -> Iterator[OfClass]:
    """Those of a ranking by the class of each; the last are those in none. Nothing where nobody is in any."""
    if not classes:
        return
    counts: dict[CustomerClass, list[int]] = {}
    for customer_id, cents in zip(found.ranked_ids, found.ranked_cents, strict=True):
        counts.setdefault(classes.get(customer_id, CustomerClass.NONE), []).append(cents)
    for one in (*JUDGED, CustomerClass.NONE):
        if one in counts:
            yield OfClass(one.label, len(counts[one]), sum(counts[one]))


def table_of_classes(
    classes: Sequence[OfClass], money: str, currency: str, day: date, width: float, tallest: float
) -> Iterator[Block]:
    """``money`` says what their cents are, ``day`` of which day the classes are; nothing where there is nobody."""
    if not classes:
        return
    total, everybody = sum(one.cents for one in classes), sum(one.customers for one in classes)
    rows: list[list[Cell]] = [
        [
            one.name,
            number(one.customers),
            percent(one.customers / everybody, 1),
            format_money(one.cents, currency),
            percent(one.cents / total, 1),
            format_money(round(one.cents / one.customers), currency),
        ]
        for one in classes
    ]
    titles = [_("Customers"), _("Of all"), money, _("Of all"), _("Each")]
    label = fitting_width(_("Class"), [row[0] for row in rows], BODY)
    columns = [Column(_("Class"), label, strong=True, lines=1)]
    columns += [Column(title, (width - label) / len(titles), "right", lines=1) for title in titles]
    yield Gap(0.5)
    yield Heading(_("Who brings it, by class"), _("on {day}").format(day=format_day(day)), width)
    yield from table(columns, rows, tallest)
