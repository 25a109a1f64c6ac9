"""The ranking of the customers as a list: on the screen and in a file."""

from collections.abc import Mapping
from datetime import date

from model.customer_class import CustomerClass
from model.days_in_words import format_day
from model.percentages import percent
from model.ranking import By, RankedCustomer, Ranking
from reports.listing import ListColumn, Listing, money_column
from reports.wording import number, period
from resources.i18n import _, ngettext

_FIRST = ("revenue", "share", "purchases", "profit", "last_on", "phone")


def listing_of(
    found: Ranking,
    by: By,
    classes: Mapping[int, CustomerClass],
    first: date,
    last: date,
    currency: str,
    *,
    has_profit: bool,
) -> Listing[RankedCustomer]:
    """A row for each listed customer, the best first."""
    total = sum(found.ranked_cents)

    def part(one: RankedCustomer) -> float:
        cents = one.revenue_cents if by == "revenue" else one.profit_cents
        return cents / total if total > 0 else 0.0

    def class_name(one: RankedCustomer) -> str:
        found_class = classes.get(one.customer_id)
        return found_class.label if found_class else ""

    profit: ListColumn[RankedCustomer] = money_column(
        "profit", _("Profit"), lambda one: one.profit_cents, currency, width=116
    )
    return Listing(
        columns=(
            ListColumn("name", _("Customer"), lambda one: one.name, stretch=True, strong=True),
            ListColumn("phone", _("Phone"), lambda one: one.phone, width=132),
            ListColumn("city", _("City"), lambda one: one.city, width=110),
            ListColumn("class", _("Class"), class_name, width=92),
            ListColumn(
                "purchases",
                _("Purchases"),
                lambda one: one.sales,
                lambda one: number(one.sales),
                width=100,
                align="right",
                descends_first=True,
            ),
            money_column("revenue", _("Revenue"), lambda one: one.revenue_cents, currency, width=116),
            *([profit] if has_profit else []),
            ListColumn(
                "share",
                _("Share"),
                lambda one: round(part(one), 4),
                lambda one: percent(part(one), 1),
                width=84,
                align="right",
                descends_first=True,
            ),
            ListColumn(
                "last_on",
                _("Last bought"),
                lambda one: one.last_sale_on,
                lambda one: format_day(one.last_sale_on) if one.last_sale_on else "–",
                width=112,
                descends_first=True,
            ),
        ),
        rows=found.customers,
        customer_of=lambda one: one.customer_id,
        shown=(
            ngettext("{n} customer", "{n} customers", len(found.customers)).format(
                n=number(len(found.customers))
            ),
            period(first, last),
        ),
        nothing=_("Nobody bought anything in this period."),
        first_keys=_FIRST,
    )
