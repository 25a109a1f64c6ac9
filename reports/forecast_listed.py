"""Forecasts beside what came, as a list: on the screen, and in a file to reckon with."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from model.back_test.checking import BackTest
from model.back_test.in_words import off_of, trust_in_words, whole
from model.back_test.round import Round
from model.days_in_words import format_day, format_month
from reports.listing import ListColumn, Listing, money
from reports.wording import number
from resources.i18n import _, ngettext


@dataclass(frozen=True, slots=True)
class Held:
    """One line: a month or a class, of the months to come or of those foretold on the day ``cut``."""

    title: str
    cut: date
    name: str
    customers: int | None
    forecast_cents: int
    truth_cents: int | None = None
    low_cents: int | None = None
    high_cents: int | None = None

    @property
    def off(self) -> str:
        """What is to be said of a forecast whose time is over."""
        return "" if self.truth_cents is None else off_of(self.forecast_cents, self.truth_cents)


def listing_of(found: BackTest, currency: str) -> Listing[Held]:
    """The months to come, then each forecast of the past by month and by class."""

    def cents(
        key: str, title: str, value: Callable[[Held], int | None], *, only_in_file: bool = False
    ) -> ListColumn[Held]:
        def words(row: Held) -> str:
            amount = value(row)
            return "–" if amount is None else whole(amount, currency)

        return ListColumn(
            key,
            title,
            lambda row: money(value(row)),
            words,
            width=120,
            align="right",
            descends_first=True,
            only_in_file=only_in_file,
        )

    return Listing(
        columns=(
            ListColumn("when", _("Foretold"), lambda row: row.title, width=150),
            ListColumn(
                "cut", _("On"), lambda row: row.cut, lambda row: format_day(row.cut), only_in_file=True
            ),
            ListColumn("name", _("Of"), lambda row: row.name, stretch=True, strong=True),
            ListColumn(
                "customers",
                _("Customers"),
                lambda row: row.customers,
                lambda row: "–" if row.customers is None else number(row.customers),
                width=110,
                align="right",
            ),
            cents("expected", _("Expected"), lambda row: row.forecast_cents),
            cents("came", _("Came"), lambda row: row.truth_cents),
            ListColumn("off", _("The forecast was"), lambda row: row.off, width=168, align="right"),
            cents("low", _("At least"), lambda row: row.low_cents, only_in_file=True),
            cents("high", _("At most"), lambda row: row.high_cents, only_in_file=True),
        ),
        rows=tuple(_rows(found)),
        customer_of=lambda _row: None,
        shown=(trust_in_words(found.trust),),
        nothing=_("Nobody has bought yet, so nothing can be foretold."),
        first_keys=("expected", "came", "off", "when", "customers"),
    )


def _rows(found: BackTest) -> Iterator[Held]:
    if not found.coming.customers:
        return
    for month in found.coming.months:
        until = _("until {day}").format(day=format_day(month.until))
        yield Held(
            _("now"),
            found.today,
            until,
            None,
            month.cents,
            low_cents=month.low_cents,
            high_cents=month.high_cents,
        )
    for one in found.rounds:
        yield from _held(one)


def _held(one: Round) -> Iterator[Held]:
    title = ngettext("{n} month ago", "{n} months ago", one.months).format(n=one.months)
    for month in one.by_month:
        yield Held(title, one.cut, format_month(month.first), None, month.forecast_cents, month.truth_cents)
    for of_class, beside in one.by_class.items():
        yield Held(
            title, one.cut, of_class.label, beside.customers, beside.forecast_cents, beside.truth_cents
        )
    yield Held(
        title,
        one.cut,
        _("All customers"),
        one.ours.customers,
        one.ours.forecast_cents,
        one.ours.truth_cents,
    )
