"""What all customers together are worth, in words: the same ones on the screen, on paper and on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from model.money import format_rough_money
from model.percentages import is_nothing, percent
from resources.i18n import _, paragraph

if TYPE_CHECKING:
    from model.value.whole_book import WholeBook


def whole_book_in_words(whole: WholeBook, currency: str, *, is_revenue: bool = False) -> str:
    """With its bounds; ``is_revenue`` where no cost is known of anything, so that no profit can be told."""
    return paragraph(whole_book_in_sentences(whole, currency, is_revenue=is_revenue))


def whole_book_in_sentences(whole: WholeBook, currency: str, *, is_revenue: bool = False) -> tuple[str, ...]:
    """The same, what matters most first: a sentence each, some of them empty."""
    if not whole.customers:
        return (_("Nobody has bought anything yet, so what customers are worth cannot be told."),)
    year = coming_year_in_words(
        whole.coming_year_cents, whole.low_cents, whole.high_cents, currency, is_revenue=is_revenue
    )
    three = format_rough_money(whole.three_years_cents, currency)
    pace = pace_in_words(whole.pace, whole.pace_cents, currency)
    return (year, pace, _("In the coming three years together: about {three}.").format(three=three))


def coming_year_in_words(
    cents: int, low_cents: int, high_cents: int, currency: str, *, is_revenue: bool = False
) -> str:
    """What all customers will probably bring, and between which bounds."""
    sentence = (
        _(
            "In the coming 12 months your customers will probably buy for {money}: four times in five between {low} and"
            " {high}."
        )
        if is_revenue
        else _(
            "In the coming 12 months your customers will probably bring {money} of profit: four times in five between"
            " {low} and {high}."
        )
    )
    return sentence.format(
        money=format_rough_money(cents, currency),
        low=format_rough_money(low_cents, currency),
        high=format_rough_money(high_cents, currency),
    )


def pace_in_words(pace: float, cents: int, currency: str) -> str:
    """How much of what is expected is there because the shop's customers come ``pace`` times as often as their past
    alone says; empty where they come as ever, or nearly."""
    if is_nothing(pace - 1) or not cents:
        return ""
    sentence = (
        _(
            "Your customers come more often from year to year: {money} of it, +{percent}, is reckoned for that."
        )
        if pace > 1
        else _(
            "Your customers come more seldom from year to year: {money}, or {percent}, is already taken off for that."
        )
    )
    return sentence.format(money=format_rough_money(abs(cents), currency), percent=percent(abs(pace - 1)))


def rough_in_words() -> str:
    """What has to be said wherever something rests on what is only roughly known."""
    return _("Few customers came back so far, so what may be expected is only roughly known.")
