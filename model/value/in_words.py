"""What customers are worth, in the words of a shopkeeper: for the card, for the command line and for paper."""

from typing import NamedTuple

from model.days_in_words import format_month
from model.money import format_money, format_rough_money, format_round_money
from model.percentages import is_nothing, over, percent, under
from model.value.circles import Circle
from model.value.share import LONGEST_YEARS, Share
from model.value.worth import Worth
from resources.i18n import _, ngettext, paragraph

_SURELY, _PERHAPS = 0.75, 0.4
"""With such a chance somebody still comes, or perhaps does, where it is only roughly known."""


class Part(NamedTuple):
    """One part of a value: its name, its amount in cents, and what is to be said of it."""

    name: str
    cents: int
    remark: str = ""


def current_parts(worth: Worth, currency: str) -> list[Part]:
    """What the current value is made of: amounts that add up to it exactly. What is nothing is left out, but not all
    of it."""
    bought = format_money(worth.sold_cents, currency)
    goods = (
        _("bought for {amount}, {returned} of it brought back").format(
            amount=bought, returned=format_money(worth.returned_cents, currency)
        )
        if worth.returned_cents
        else _("bought for {amount}").format(amount=bought)
    )
    estimated = _("Revenue") if worth.is_revenue else _("Profit, estimated")
    parts = [
        Part(_("Profit"), worth.known_cents, goods),
        Part(estimated, worth.estimated_cents, _("no cost is known") if worth.known_cents else goods),
        Part(_("Complaints"), -worth.complaints_cents, _("what putting right cost")),
        Part(_("Gifts"), -worth.gifts_cents),
        Part(_("Goodwill"), -worth.goodwill_cents),
    ]
    return [part for part in parts if part.cents] or [Part(_("Profit"), 0, _("nothing bought in 12 months"))]


def potential_parts(worth: Worth) -> list[Part]:
    """What the potential value is made of: amounts that add up to it exactly."""
    parts = [
        Part(
            _("From their own history"), worth.forecast_cents, _expected(worth, worth.purchases / worth.pace)
        )
    ]
    if worth.pace_cents:
        parts.append(Part(_("Pace of your shop"), worth.pace_cents, pace(worth.pace)))
    if worth.stars:
        stars = ngettext(
            "{n} star: {percent} of it, or of a usual customer",
            "{n} stars: {percent} of it, or of a usual customer",
            worth.stars,
        )
        parts.append(
            Part(
                _("How promising"),
                worth.stars_cents,
                stars.format(n=worth.stars, percent=percent(worth.stars / 4)),
            )
        )
    if worth.share_percent is not None:
        parts.append(
            Part(_("What they still buy elsewhere"), worth.need_cents, _("counting on winning a fifth of it"))
        )
    return parts


def pace(factor: float) -> str:
    """``+13%: customers come more often from year to year``; nothing of what would be ``+0%``."""
    if is_nothing(factor - 1):
        return ""
    words = (
        _("+{percent}: customers come more often from year to year")
        if factor > 1
        else _("−{percent}: customers come more seldom from year to year")
    )
    return words.format(percent=percent(abs(factor - 1)))


def expected(worth: Worth) -> str:
    """``about 4 purchases a year``."""
    return _expected(worth, worth.purchases)


def _expected(worth: Worth, purchases: float) -> str:
    if worth.gone:
        return _("has left, so nothing is expected")
    if not worth.buying_days:
        return _("has not bought yet")
    if purchases < 0.5:
        return _("hardly a purchase a year")
    number = round(purchases)
    return ngettext("about {n} purchase a year", "about {n} purchases a year", number).format(n=number)


def between(worth: Worth, currency: str) -> str:
    """``probably between $120 and $480``; empty where nothing is expected anyway."""
    if worth.low_cents == worth.high_cents:
        return ""
    words = _("roughly between {low} and {high}") if worth.rough else _("probably between {low} and {high}")
    return words.format(
        low=format_rough_money(worth.low_cents, currency), high=format_rough_money(worth.high_cents, currency)
    )


def range_of(worth: Worth, currency: str) -> str:
    """``$120 to $480``; empty where nothing is expected anyway."""
    if worth.low_cents == worth.high_cents:
        return ""
    return _("{low} to {high}").format(
        low=format_rough_money(worth.low_cents, currency), high=format_rough_money(worth.high_cents, currency)
    )


def alive(worth: Worth) -> str:
    """The chance that somebody still is a customer: ``86%``, in words where it is only roughly known."""
    if worth.gone:
        return _("Has left")
    if not worth.buying_days:
        return _("Not yet one")
    if worth.rough:
        if worth.alive >= _SURELY:
            return _("Still comes")
        return _("Perhaps") if worth.alive >= _PERHAPS else _("Hardly")
    if worth.buying_days == 1:
        # Who came back never could stop only after the second time, says the model: it cannot tell.
        return _("Bought once")
    return chance(worth.alive)


def chance(part: float) -> str:
    """``86%``; never that something is certain, or cannot be."""
    if part > 0.99:
        return over(percent(0.99))
    return under(percent(0.01)) if part < 0.01 else percent(part)


def alive_sentence(worth: Worth) -> str:
    """The same as a sentence, with what it would cost to lose them; empty for who never bought or has left."""
    if worth.gone or not worth.buying_days:
        return ""
    if worth.rough:
        return _("By their own rhythm: {words}.").format(words=alive(worth))
    if worth.buying_days == 1:
        return _("Bought on one day only: whether they come back cannot be told yet.")
    return _("The chance that they still are one is {chance}.").format(chance=alive(worth))


def rhythm(worth: Worth) -> str:
    """``Comes every 34 days, today is day 61``."""
    away = worth.away_days
    if away is None:
        return _("Has not bought anything yet")
    if worth.rhythm_days is None:
        return ngettext(
            "Bought last {n} day ago; a rhythm shows from the third time on",
            "Bought last {n} days ago; a rhythm shows from the third time on",
            away,
        ).format(n=away)
    every = max(1, round(worth.rhythm_days))
    sentence = ngettext(
        "Comes every day, today is day {day}", "Comes every {n} days, today is day {day}", every
    )
    return sentence.format(n=every, day=away)


def share(one: Share, currency: str) -> str:
    """How much of their need somebody buys here, how that grows, and when it reaches the aim."""
    now, aim = percent(one.percent / 100), percent(one.aim_percent / 100)
    sentences = [
        _("Needs {need} a year, and bought for {bought} of it here: {share}.").format(
            need=format_round_money(one.need_cents, currency),
            bought=format_round_money(one.bought_cents, currency),
            share=now,
        ),
        _growth(one, now),
    ]
    if one.is_reached:
        sentences.append(_("The aim of {aim} is reached.").format(aim=aim))
    elif one.aim_on is not None:
        sentences.append(
            _("At this pace the aim of {aim} is reached about {month}.").format(
                aim=aim, month=format_month(one.aim_on)
            )
        )
    elif one.before_cents is None:
        sentences.append(_("The aim is {aim}.").format(aim=aim))
    else:
        sentences.append(
            ngettext(
                "At this pace the aim of {aim} is not reached within {n} year.",
                "At this pace the aim of {aim} is not reached within {n} years.",
                LONGEST_YEARS,
            ).format(aim=aim, n=LONGEST_YEARS)
        )
    return paragraph(sentences)


def _growth(one: Share, now: str) -> str:
    if one.before_percent is None:
        return _("How it grows shows after two years.")
    before = percent(one.before_percent / 100)
    if before == now:
        return _("It is what it was a year before.")
    if one.percent > one.before_percent:
        return _("It grew from {before} to {now} in a year.").format(before=before, now=now)
    return _("It fell from {before} to {now} in a year.").format(before=before, now=now)


def household(circle: Circle, currency: str) -> str:
    """What the household brings and might bring; empty where nobody else is known to live with them."""
    if not circle.household:
        return ""
    now, coming = circle.household_cents
    return _(
        "{household}: {people} bring {now} together, and may bring {coming} in the coming 12 months."
    ).format(
        household=circle.household_name,
        people=_persons(len(circle.household) + 1),
        now=format_round_money(now, currency),
        coming=format_rough_money(coming, currency),
    )


def introduced(circle: Circle, currency: str) -> str:
    """What those bring whom they brought; empty where they brought nobody."""
    if not circle.introduced:
        return ""
    now, coming = circle.introduced_cents
    return _("{people}: they bring {now}, and may bring {coming} in the coming 12 months.").format(
        people=brought(len(circle.introduced)),
        now=format_round_money(now, currency),
        coming=format_rough_money(coming, currency),
    )


def together(circle: Circle, currency: str) -> str:
    """What all of a circle bring; empty where the household or those brought say the same already."""
    if not (circle.household and circle.introduced):
        return ""
    now, coming = circle.together_cents
    return _(
        "All of them, each counted once, bring {now}, and may bring {coming} in the coming 12 months."
    ).format(now=format_round_money(now, currency), coming=format_rough_money(coming, currency))


def brought(number: int) -> str:
    """``Brought 3 customers``."""
    return ngettext("Brought {n} customer", "Brought {n} customers", number).format(n=number)


def _persons(number: int) -> str:
    return ngettext("{n} person", "{n} people", number).format(n=number)
