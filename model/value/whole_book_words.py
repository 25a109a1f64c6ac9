"""What all customers together are worth, in one sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from model.money import format_round_money
from resources.i18n import _

if TYPE_CHECKING:
    from model.value.whole_book import WholeBook

_SURE_DIGITS = 3
"""of an amount that is only expected"""


def whole_book_in_words(whole: WholeBook, currency: str, *, is_revenue: bool = False) -> str:
    """With its bounds; ``is_revenue`` where no cost is known of anything, so that no profit can be told."""
    sentence = (
        _(
            "In the coming 12 months your customers will probably buy for {money}: four times in five between {low} and"
            " {high}. In the coming three years together: about {three}."
        )
        if is_revenue
        else _(
            "In the coming 12 months your customers will probably bring {money} of profit: four times in five between"
            " {low} and {high}. In the coming three years together: about {three}."
        )
    )
    return sentence.format(
        money=about(whole.coming_year_cents, currency),
        low=about(whole.low_cents, currency),
        high=about(whole.high_cents, currency),
        three=about(whole.three_years_cents, currency),
    )


def about(cents: int, currency: str) -> str:
    """An amount with no more digits than are known of it."""
    digits = len(str(abs(cents)))
    return format_round_money(round(cents, min(0, _SURE_DIGITS - digits)), currency)
