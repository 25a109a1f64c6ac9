"""The first line of the overview: what this shop's customers are worth, and what stands out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from model.money import format_round_money
from resources.i18n import _, ngettext
from ui import theme
from ui.widgets.card import Card
from ui.widgets.label import PlainLabel

if TYPE_CHECKING:
    from model.value.margins import Margins
    from model.value.whole_book import WholeBook

_SURE_DIGITS = 3
"""of an amount that is only expected"""


class WorthCard(Card):
    """One sentence with its bounds, how it was reckoned, and at most three sentences of what stands out."""

    def __init__(self, currency: str) -> None:
        super().__init__(_("What your customers are worth"))
        self._currency = currency
        self.worth = PlainLabel(kind="heading", wrap=True, selectable=True)
        self.reckoned = PlainLabel(kind="small", tone="muted", wrap=True)
        self.stands_out = PlainLabel(_("What stands out"), kind="strong")
        self.outstanding = PlainLabel(wrap=True, selectable=True)
        self.add(self.worth, self.reckoned)
        self.body.addSpacing(theme.TIGHT)
        self.add(self.stands_out, self.outstanding)

    def show_worth(
        self, whole: WholeBook, outstanding: Sequence[str], margin_words: str, margins: Margins
    ) -> None:
        is_revenue = margins.source.name == "REVENUE"
        self.worth.setText(self._worth(whole, is_revenue=is_revenue))
        self.reckoned.setText(" ".join(part for part in (_reckoned(whole), margin_words) if part))
        self.outstanding.setText(
            "\n".join(f"• {sentence}" for sentence in outstanding) or _("Nothing unusual in the last months.")
        )

    def _worth(self, whole: WholeBook, *, is_revenue: bool) -> str:
        sentence = (
            _(
                "In the coming 12 months they will probably buy for {money}: four times in five between {low} and"
                " {high}. In the coming three years together: about {three}."
            )
            if is_revenue
            else _(
                "In the coming 12 months they will probably bring {money} of profit: four times in five between {low}"
                " and {high}. In the coming three years together: about {three}."
            )
        )
        return sentence.format(
            money=self._about(whole.coming_year_cents),
            low=self._about(whole.low_cents),
            high=self._about(whole.high_cents),
            three=self._about(whole.three_years_cents),
        )

    def _about(self, cents: int) -> str:
        """No more digits than are known."""
        digits = len(str(abs(cents)))
        return format_round_money(round(cents, min(0, _SURE_DIGITS - digits)), self._currency)


def _reckoned(whole: WholeBook) -> str:
    """Of whom, and how sure it is."""
    words = ngettext(
        "Reckoned from what {n} customer bought so far. Customers who are yet to come are not counted.",
        "Reckoned from what {n} customers bought so far. Customers who are yet to come are not counted.",
        whole.customers,
    ).format(n=f"{whole.customers:,}")
    if whole.rough:
        words += " " + _("This is rough: too few customers have come again to know more.")
    return words
