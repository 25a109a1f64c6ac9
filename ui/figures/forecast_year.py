"""What the customers will probably bring in the coming year: in total, with the doubts, and month by month."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from model.back_test.checking import BackTest
from model.back_test.coming import ComingMonth
from model.back_test.in_words import (
    doubts_in_words,
    off_in_words,
    seasons_in_words,
    trust_in_words,
    whole,
)
from model.back_test.trust import Trust
from model.days_in_words import format_day
from model.money import format_money_tick
from model.value.whole_book_words import pace_in_words
from reports.wording import short_day
from resources.i18n import _, ngettext, paragraph
from ui import theme
from ui.widgets.banner import Banner, BannerTone
from ui.widgets.chart_card import ChartCard
from ui.widgets.column import Column
from ui.widgets.figure_tile import FigureTile
from ui.widgets.paired_bars import Pair, PairedBars
from ui.widgets.simple_table import SimpleTable

_TONES: dict[Trust, BannerTone] = {Trust.YES: "success", Trust.CARE: "info", Trust.NO: "warning"}


class YearCard(ChartCard):
    """The figures of the year, whether to trust them, a bar a month with its bounds, and the same as a table."""

    chart: PairedBars
    table: SimpleTable

    def __init__(self, currency: str, parent: QWidget | None = None) -> None:
        title = _("What the coming months will probably bring")
        bars = PairedBars(
            title,
            expected=_("Expected, and between which bounds"),
            came=_("Came"),
            tick=lambda cents: format_money_tick(cents, currency),
        )
        months = SimpleTable(_columns(currency), name=title, grows=True)
        super().__init__(_("The coming year"), bars, months, parent=parent)
        self._currency = currency
        self.expected = FigureTile(_("Will probably bring"), "–")
        self.again = FigureTile(_("Will come again"), "–")
        self.lately = FigureTile(_("Such a forecast lately"), "–")
        self.trust = Banner("", closable=False)
        tiles = QHBoxLayout()
        tiles.setSpacing(theme.MEDIUM)
        for tile in (self.expected, self.again, self.lately):
            tiles.addWidget(tile, 1)
        self.body.insertLayout(0, tiles)
        self.body.insertWidget(1, self.trust)

    def show_year(self, found: BackTest) -> None:
        """Show what is expected from the day of ``found`` on."""
        money, coming = self._currency, found.coming
        between = _("between {low} and {high}").format(
            low=whole(coming.low_cents, money), high=whole(coming.high_cents, money)
        )
        pace = pace_in_words(coming.pace, coming.pace_cents, money)
        self.expected.show_value(whole(coming.cents, money), f"{between}\n{pace}" if pace else between)
        self.again.show_value(
            _("about {n}").format(n=f"{round(coming.come_again):,}"),
            _("of {n} who ever bought and have not left").format(n=f"{coming.customers:,}"),
        )
        self._show_lately(found)
        reasons = [_("• {reason}").format(reason=reason) for reason in doubts_in_words(found, money)]
        self.trust.say("\n".join((trust_in_words(found.trust), *reasons)), tone=_TONES[found.trust])
        self.chart.show_pairs(
            [
                Pair(
                    format_day(month.until),
                    month.cents,
                    None,
                    _("{cents} (between {low} and {high})").format(
                        cents=whole(month.cents, money),
                        low=whole(month.low_cents, money),
                        high=whole(month.high_cents, money),
                    ),
                    month.low_cents,
                    month.high_cents,
                    short_day(month.until),
                )
                for month in coming.months
            ]
        )
        self.table.show_rows(coming.months)
        self.say(
            "",
            paragraph(
                (
                    _("Each bar is the month up to its day. Newcomers are not counted."),
                    seasons_in_words(found),
                    found.margin_words,
                )
            ),
        )

    def _show_lately(self, found: BackTest) -> None:
        if not found.rounds:
            self.lately.show_value("–", _("never tried yet"))
            return
        longest, again = found.rounds[0], found.coming.as_lately_cents
        months = ngettext("in the last {n} month.", "in the last {n} months.", longest.months)
        self.lately.show_value(
            off_in_words(longest.ours),
            paragraph(
                (
                    months.format(n=longest.months),
                    ""
                    if again is None
                    else _("Off like that again: {cents}.").format(cents=whole(again, self._currency)),
                )
            ),
        )


def _columns(currency: str) -> list[Column[ComingMonth]]:
    return [
        Column("until", _("Month until"), lambda one: format_day(one.until), stretch=True, sortable=False),
        Column(
            "cents",
            _("Will probably bring"),
            lambda one: whole(one.cents, currency),
            width=160,
            align="right",
            strong=True,
            sortable=False,
        ),
        Column(
            "between",
            _("Between"),
            lambda one: f"{whole(one.low_cents, currency)} – {whole(one.high_cents, currency)}",
            width=190,
            align="right",
            sortable=False,
        ),
        Column(
            "so_far",
            _("All until then"),
            lambda one: whole(one.so_far_cents, currency),
            width=140,
            align="right",
            sortable=False,
        ),
    ]
