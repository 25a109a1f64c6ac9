"""What the forecast says, and how far it is to be trusted, in the words of a shop."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from model.back_test.checking import BackTest
from model.back_test.measures import Errors
from model.back_test.naive import Naive
from model.back_test.trust import FAR_OFF, Doubt, Trust, Why
from model.currencies import decimals
from model.days_in_words import format_day
from model.money import format_rough_money
from model.percentages import percent
from model.value.forecast import LEAST_REPEAT_BUYERS
from model.value.whole_book_words import coming_year_in_words, pace_in_words
from resources.i18n import _, ngettext, paragraph

if TYPE_CHECKING:
    from model.back_test.round import Round


_WISHED = 0.8
"""of the customers should bring what lies between the bounds given for them"""


def whole(cents: float, currency: str) -> str:
    """Money to three figures that count, without small change: more than that nobody can foretell."""
    if abs(cents) < 10 ** decimals(currency) / 2:
        return "0"
    return format_rough_money(round(cents), currency)


def off_in_words(errors: Errors) -> str:
    """``6% too low``, ``2.5 times what came``, ``cannot be told``."""
    if math.isnan(errors.off):
        return _("cannot be told")
    if round(abs(errors.off) * 100) == 0:
        return _("right to the percent")
    if errors.off > 1:
        return _("{n} times what came").format(
            n=f"{1 + errors.off:.1f}" if errors.off < 9 else round(1 + errors.off)
        )
    sentence = _("{percent} too high") if errors.off > 0 else _("{percent} too low")
    return sentence.format(percent=percent(abs(errors.off)))


def off_of(forecast_cents: int, truth_cents: int) -> str:
    """The same of a single month or class."""
    return off_in_words(Errors(0, forecast_cents, truth_cents, 0, 0, 0, 0))


def headline(found: BackTest, currency: str) -> str:
    """What will probably come, and what of it is the pace of the shop."""
    coming = found.coming
    return paragraph(
        (expected_in_words(found, currency), pace_in_words(coming.pace, coming.pace_cents, currency))
    )


def expected_in_words(found: BackTest, currency: str) -> str:
    """The one sentence: what will probably come."""
    coming = found.coming
    if not coming.customers:
        return _("Nobody has bought yet, so nothing can be foretold.")
    expected = coming_year_in_words(
        coming.cents, coming.low_cents, coming.high_cents, currency, is_revenue=found.is_revenue
    )
    return paragraph((_("Rough:") if found.rough else "", expected))


def trust_in_words(trust: Trust) -> str:
    """A few words before the reasons."""
    return {
        Trust.YES: _("You can reckon with this forecast."),
        Trust.CARE: _("Take this forecast with care."),
        Trust.NO: _("Do not rely on this forecast."),
    }[trust]


def doubts_in_words(found: BackTest, currency: str) -> list[str]:
    """A sentence for each reason not to trust it; none when all is well."""
    return [_doubt(doubt, found, currency) for doubt in found.doubts]


def _doubt(doubt: Doubt, found: BackTest, currency: str) -> str:
    match doubt.why:
        case Why.FEW | Why.UNTRIED | Why.STALE | Why.SHORT:
            return _of_the_book(doubt)
        case Why.WORSE | Why.WORSE_EACH:
            return _worse(doubt, found, currency)
        case Why.DRIFT:
            return _drift(doubt, found, currency)
        case Why.FAR_OFF if math.isnan(doubt.number):
            return _("Nothing was earned lately, so no forecast could come true.")
        case Why.FAR_OFF:
            return _("It was off by {percent}; more than {limit} is too much to reckon with.").format(
                percent=percent(abs(doubt.number)), limit=percent(FAR_OFF)
            )
        case Why.BLIND:
            return _(
                "It cannot tell who will bring most: the fifth of the customers with the best forecast brought"
                " {percent} of all, and any fifth brings about {fifth}. Here, customers differ mostly by chance."
            ).format(percent=percent(max(doubt.number, 0)), fifth=percent(0.2))
        case Why.NARROW:
            return _(
                "Single customers are less certain than it says: only {percent} of them, not {wished}, fell"
                " between the bounds given for them."
            ).format(percent=percent(doubt.number), wished=percent(_WISHED))
        case Why.WIDE:
            return _(
                "The bounds given for single customers are wider than they need be: {percent} of them, not {wished},"
                " fell between them."
            ).format(percent=percent(doubt.number), wished=percent(_WISHED))
        case Why.CROOKED:
            return ngettext(
                "Of ten groups of customers, from the best forecast to the least, {n} brought much more or much less"
                " than it said.",
                "Of ten groups of customers, from the best forecast to the least, {n} brought much more or much less"
                " than it said.",
                int(doubt.number),
            ).format(n=int(doubt.number))


def _of_the_book(doubt: Doubt) -> str:
    n = int(doubt.number)
    match doubt.why:
        case Why.FEW if not n:
            return _(
                "Nobody has come back so far. From {least} on, a forecast can be learned from them; until then it"
                " goes by what is usual, and is rough."
            ).format(least=LEAST_REPEAT_BUYERS)
        case Why.FEW:
            return ngettext(
                "Only {n} customer has come back so far. From {least} on, a forecast can be learned from them; until"
                " then it goes by each one’s own rhythm, and is rough.",
                "Only {n} customers have come back so far. From {least} on, a forecast can be learned from them; until"
                " then it goes by each one’s own rhythm, and is rough.",
                n,
            ).format(n=n, least=LEAST_REPEAT_BUYERS)
        case Why.STALE:
            return ngettext(
                "Nothing was sold for {n} day. The forecast takes it that everybody stayed away.",
                "Nothing was sold for {n} days. The forecast takes it that everybody stayed away.",
                n,
            ).format(n=f"{n:,}")
        case Why.SHORT:
            return _("The book is not a year old yet, so nobody knows what a whole year brings.")
        case _kind:
            return _(
                "It was never tried: the book is too young. After six months it can be held against what happened."
            )


def _worse(doubt: Doubt, found: BackTest, currency: str) -> str:
    if doubt.why is Why.WORSE:
        naive = Naive.AGAIN if Naive.AGAIN in found.rounds[0].naive else Naive.PACE
        return _("“{guess}” was closer: off by {other}, and this forecast by {percent}.").format(
            guess=naive.label, other=percent(abs(doubt.other)), percent=percent(abs(doubt.number))
        )
    assert doubt.naive is not None
    return _(
        "For single customers “{guess}” was closer: off by {other} each, and this forecast by {cents}."
    ).format(
        guess=doubt.naive.label,
        other=whole(doubt.other, currency),
        cents=whole(doubt.number, currency),
    )


def _drift(doubt: Doubt, found: BackTest, currency: str) -> str:
    more = doubt.number < 0
    sentence = (
        _(
            "Each time customers came more often than it had said: your shop is growing faster than their past tells."
        )
        if more
        else _(
            "Each time customers came less often than it had said: they come more seldom than they used to."
        )
    )
    lately = found.coming.as_lately_cents
    if lately is None:
        return sentence
    return paragraph(
        (
            sentence,
            _("If it is off as it was lately, the coming year brings {cents}.").format(
                cents=whole(lately, currency)
            ),
        )
    )


def best_in_words(found: BackTest) -> str:
    """What to think of the list of those with the best forecast."""
    if any(doubt.why is Why.BLIND for doubt in found.doubts):
        return _("Here the forecast cannot tell who will bring most: take the list for a guess.")
    return _("By their own purchases, in the coming year.")


def seasons_in_words(found: BackTest) -> str:
    """Whether the months have their seasons in them."""
    if found.seasons.uneven:
        return _("The strong and weak months of the past years are in it.")
    if found.seasons.known:
        return _(
            "The months of your past years differ no more than by chance, so none is taken for a strong one."
        )
    return _(
        "Which months are strong is not in it: that takes three whole years. Trust the year more than its months."
    )


def total_in_words(one: Round, currency: str) -> str:
    """What would have been expected, and what came."""
    return _(
        "On {day} it would have expected {expected} from the {n} customers of that time; {came} came: {off}."
    ).format(
        day=format_day(one.cut),
        expected=whole(one.ours.forecast_cents, currency),
        n=f"{one.ours.customers:,}",
        came=whole(one.ours.truth_cents, currency),
        off=off_in_words(one.ours),
    )


def beneath_in_words(one: Round) -> str:
    """What stands beneath the tables: on how many days they bought, and how many lay within their bounds."""
    days = _("They were to buy on {expected} days, counted for each customer, and bought on {came}.").format(
        expected=f"{one.days.forecast_cents:,}", came=f"{one.days.truth_cents:,}"
    )
    return paragraph(
        (days, inside_in_words(one), _("Stars and needs that you noted are not in these figures."))
    )


def compared_in_words(one: Round, currency: str) -> str:
    """Which guess was best, in total and for single customers."""
    return paragraph((_best_in_total(one), _best_for_each(one, currency), _newcomers(one, currency)))


def _best_in_total(one: Round) -> str:
    if math.isnan(one.ours.off):
        return ""
    naive, best = min(one.naive.items(), key=lambda item: abs(item[1].off))
    beside = (
        _("The best of the guesses, “{guess}”, was off by {percent} in total.")
        if abs(one.ours.off) <= abs(best.off)
        else _("The guess “{guess}” was closer: off by {percent} in total.")
    )
    return beside.format(guess=naive.label, percent=percent(abs(best.off)))


def _best_for_each(one: Round, currency: str) -> str:
    naive, best = min(one.naive.items(), key=lambda item: item[1].each_cents)
    sentence = (
        _("For single customers it was off by {cents} on average, “{guess}” by {other}.")
        if one.ours.each_cents <= best.each_cents
        else _("For single customers it was off by {cents} on average; “{guess}” was closer, with {other}.")
    )
    return sentence.format(
        cents=whole(one.ours.each_cents, currency),
        guess=naive.label,
        other=whole(best.each_cents, currency),
    )


def _newcomers(one: Round, currency: str) -> str:
    if not one.newcomers:
        return ""
    return ngettext(
        "{n} newcomer brought {cents} besides, of whom no forecast from old customers can know.",
        "{n} newcomers brought {cents} besides, of whom no forecast from old customers can know.",
        one.newcomers,
    ).format(n=f"{one.newcomers:,}", cents=whole(one.newcomers_cents, currency))


def inside_in_words(one: Round) -> str:
    """How many customers came to lie within the bounds given for them; of few no percentage."""
    if one.ours.customers < LEAST_REPEAT_BUYERS:
        return ngettext(
            "{n} of {of} customer brought what lay between the bounds given for them; four in five should.",
            "{n} of {of} customers brought what lay between the bounds given for them; four in five should.",
            one.ours.customers,
        ).format(n=round(one.inside * one.ours.customers), of=one.ours.customers)
    return _(
        "{percent} of the customers brought what lay between the bounds given for them; {wished} should."
    ).format(percent=percent(one.inside), wished=percent(_WISHED))
