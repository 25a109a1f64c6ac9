"""What is found, in words that do not make more of few people than there is."""

import math
from collections.abc import Iterable, Sequence

from model.bringing_back.bringing_back import BringingBack, Line, Profit
from model.bringing_back.shares import FEWEST, Share, Told
from model.bringing_back.spells import REGULAR_VISITS, YEAR_DAYS
from model.money import format_round_money
from model.percentages import honest_percent, over, percent, under
from resources.i18n import _, ngettext, paragraph, pgettext

BY_CHANCE = 0.05
"""So many of all intervals miss what they are to hold."""


def share_in_words(share: Share) -> str:
    """``62%``, ``over 92%`` where all of them came, ``under 19%`` where none did, ``too few``, ``not known yet``."""
    if share.told is Told.FEW:
        return _("too few")
    if share.told is Told.EARLY:
        return _("not known yet")
    if share.told is Told.AT_LEAST or share.value >= 1:
        return over(_whole(share.low))
    if share.value <= 0:
        return under(_whole(share.high, up=True))
    return honest_percent(share.value)


def between_in_words(share: Share) -> str:
    """``58–66``: the percentages beside a share. ``2 of 3`` where there are too few."""
    if share.told is Told.FEW:
        return _("{n} of {all}").format(n=f"{share.came:,}", all=f"{share.people:,}") if share.people else ""
    if share.told is not Told.SHARE or not 0 < share.value < 1:
        return ""
    return f"{round(100 * share.low)}–{round(100 * share.high)}"


def share_with_span(share: Share) -> str:
    """``62% (between 58% and 66%)``, ``over 74% (11 of 11)``, for a sentence."""
    words = share_in_words(share)
    if share.is_told and not (share.told is Told.SHARE and 0 < share.value < 1):
        return _("{share} ({n} of {all})").format(share=words, n=f"{share.came:,}", all=f"{share.known:,}")
    if share.told is Told.SHARE and 0 < share.value < 1:
        return _("{share} (between {low} and {high})").format(
            share=words, low=honest_percent(share.low), high=honest_percent(share.high)
        )
    return words


def within_in_words(days: int) -> str:
    """``within 90 days``, ``within a year``."""
    if days == YEAR_DAYS:
        return _("within a year")
    return ngettext("within {n} day", "within {n} days", days).format(n=days)


def column_title(days: int) -> str:
    """The same as the head of a column, under the title ``Who comes back``."""
    if days == YEAR_DAYS:
        return _("In a year")
    return ngettext("In {n} day", "In {n} days", days).format(n=days)


def half_in_words(line: Line) -> str:
    """After how many days half of them are back: ``84 days``, ``not yet``."""
    if line.half_days is not None:
        return ngettext("{n} day", "{n} days", line.half_days).format(n=f"{line.half_days:,}")
    return _("too few") if line.buyers < FEWEST else _("not half so far")


def profit_in_words(profit: Profit, currency: str) -> str:
    """The mean in money, ``too few``, ``not known yet``."""
    if profit.cents is not None:
        return format_round_money(profit.cents, currency)
    return _("too few") if profit.people else _("not known yet")


def of_how_many(profit: Profit) -> str:
    """``of 312``: of so many the year is over."""
    return _("of {n}").format(n=f"{profit.people:,}") if profit.people else ""


def margin_in_words(line: Line) -> str:
    """``43%`` of the revenue, nothing where no cost is known."""
    return "" if line.margin is None else percent(line.margin)


def beside_in_words(line: Line) -> str:
    """``more (others 37%)``, ``fewer (others 44%)``, ``alike (others 45%)``: beside others who had bought as often;
    nothing where there are too few to say."""
    if line.usual is None:
        return ""
    words = {1: _("more (others {share})"), -1: _("fewer (others {share})")}.get(
        line.beside, _("alike (others {share})")
    )
    return words.format(share=honest_percent(line.usual))


def regulars_beside_in_words(line: Line) -> str:
    """``more``, ``fewer`` or ``alike``, beside everybody who comes for the first time."""
    if not line.regulars.is_told:
        return ""
    alike = pgettext("not more, not fewer", "alike")
    return {1: _("more"), -1: _("fewer")}.get(line.regulars_beside, alike)


def sentences(found: BringingBack, line: Line, currency: str) -> list[str]:
    """Everything that is to be said of one line, for whoever reads and does not look at a curve."""
    told = [_within(found, line), _beside(found, line), _half(line), _profit(line.profit, currency)]
    return [sentence for sentence in told if sentence]


def shop_sentence(found: BringingBack) -> str:
    """How many of all who come for the first time come back, and how many become regulars."""
    share = found.shop.back[found.telling_days]
    people = ngettext("{n} customer", "{n} customers", share.people).format(n=f"{share.people:,}")
    if not share.is_told:
        return _("{people} so far: too few, or too lately, to say how many come back.").format(people=people)
    sentence = _come_back(found, people)
    if not found.shop.regulars.is_told:
        return sentence
    regulars = _("{share} become regulars: they buy on {n} days or more within a year.").format(
        share=share_in_words(found.shop.regulars), n=REGULAR_VISITS
    )
    return paragraph((sentence, regulars))


def headline(found: BringingBack) -> str:
    """The first half of that, for a single line."""
    share = found.shop.back[found.telling_days]
    if not share.is_told:
        return shop_sentence(found)
    return _come_back(
        found, ngettext("{n} customer", "{n} customers", share.people).format(n=f"{share.people:,}")
    )


def _come_back(found: BringingBack, people: str) -> str:
    return _("Of {people}, {share} came back {within} of their first purchase.").format(
        people=people,
        share=share_with_span(found.shop.back[found.telling_days]),
        within=within_in_words(found.telling_days),
    )


def chance_in_words(lines: Iterable[Line], days: int) -> str:
    """How many stand out, and how many would by chance alone; nothing where nothing can be told."""
    told = [line for line in lines if line.usual is not None and line.back[days].is_told]
    return _of_chance(len(told), sum(line.beside != 0 for line in told))


def chance_of_regulars(lines: Iterable[Line]) -> str:
    """The same of first purchases that make regulars."""
    told = [line for line in lines if line.regulars.is_told]
    return _of_chance(len(told), sum(line.regulars_beside != 0 for line in told))


def how_to_read() -> str:
    """What is counted, and what the small numbers mean."""
    return _(
        "What counts is each customer’s first purchase of a thing, until they buy anything on a later day; whoever"
        " bought lately is counted only as long as they had time. The small numbers beside a percentage are its bounds,"
        " right 19 times in 20; beside a profit, how many buyers’ year is over. Others like them are customers who had"
        " bought as often before."
    )


def few_in_words() -> str:
    """From how many on something is said."""
    return _("Below {n} buyers nothing is said but how many came back.").format(n=FEWEST)


def notes(found: BringingBack) -> list[str]:
    """What else has to be known about the figures."""
    left_out = ""
    if found.without_product:
        left_out = ngettext(
            "{n} line sold names no product of the list, and tells only of coming back.",
            "{n} lines sold name no product of the list, and tell only of coming back.",
            found.without_product,
        ).format(n=f"{found.without_product:,}")
    return [note for note in (found.margin_words, left_out) if note]


def ordered(lines: Sequence[Line], days: int) -> list[Line]:
    """By how many come back at least, so that few people do not stand above many; what cannot be told comes last."""
    return sorted(lines, key=lambda line: (-sure(line.back[days]), -line.buyers, line.thing.name))


def regulars_first(lines: Sequence[Line]) -> list[Line]:
    """Those of which something can be told, by how many become regulars at least."""
    told = [line for line in lines if line.regulars.is_told]
    return sorted(told, key=lambda line: (-line.regulars.low, -line.regulars.people, line.thing.name))


def sure(share: Share) -> float:
    """The part that is back at least; below everything where nothing can be told."""
    return share.low if share.is_told else -1.0


def _whole(part: float, *, up: bool = False) -> str:
    """So that ``over`` and ``under`` stay true."""
    return percent(min(99, max(1, -int(-100 * part // 1) if up else int(100 * part))) / 100)


def _within(found: BringingBack, line: Line) -> str:
    share = line.back[found.telling_days]
    within = within_in_words(found.telling_days)
    buyers = ngettext("{n} customer", "{n} customers", line.buyers).format(n=f"{line.buyers:,}")
    if share.told is Told.FEW:
        return _("Bought by {people}: too few to say. {n} came back {within}.").format(
            people=buyers, n=f"{share.came:,}", within=within
        )
    if share.told is Told.EARLY:
        return _(
            "Bought by {people}, too lately to know how many come back {within}: {n} did so far."
        ).format(people=buyers, n=f"{share.came:,}", within=within)
    return _("Of {people} who bought it, {share} came back {within} of the first time.").format(
        people=buyers, share=share_with_span(share), within=within
    )


def _beside(found: BringingBack, line: Line) -> str:
    if line.usual is None or not line.back[found.telling_days].is_told:
        return ""
    others = _("Of others who had bought as often before, {share} did.").format(
        share=honest_percent(line.usual)
    )
    verdict = {
        1: _("So it brings more people back than usual."),
        -1: _("So it brings fewer people back than usual."),
    }.get(line.beside, _("The difference may be chance."))
    return paragraph((others, verdict))


def _half(line: Line) -> str:
    if line.half_days is None:
        return ""
    return ngettext(
        "Half of them were back after {n} day.", "Half of them were back after {n} days.", line.half_days
    ).format(n=f"{line.half_days:,}")


def _profit(profit: Profit, currency: str) -> str:
    if profit.cents is None or profit.low is None or profit.high is None:
        return ""
    return _(
        "In the year that followed each brought {amount} of profit (between {low} and {high}; {n} whose year is over)."
    ).format(
        amount=_unbroken(profit.cents, currency),
        low=_unbroken(profit.low, currency),
        high=_unbroken(profit.high, currency),
        n=f"{profit.people:,}",
    )


def _unbroken(cents: int, currency: str) -> str:
    """An amount within a sentence: a line may end after a hyphen, but not after a minus."""
    return format_round_money(cents, currency).replace("-", "−")


def _of_chance(told: int, standing_out: int) -> str:
    if not told:
        return ""
    if not standing_out:
        return ngettext(
            "Nothing stands out: {n} thing is compared, and it may be like the others.",
            "Nothing stands out: {n} things are compared, and all may be alike.",
            told,
        ).format(n=f"{told:,}")
    chance = max(1, round(BY_CHANCE * told))
    found = ngettext(
        "{some} of {n} stands out; by chance alone about {chance} would seem to.",
        "{some} of {n} stand out; by chance alone about {chance} would seem to.",
        standing_out,
    ).format(some=f"{standing_out:,}", n=f"{told:,}", chance=f"{chance:,}")
    # So many stand out by chance in one book of forty, were the things not bought by the same people.
    usual = max(chance, BY_CHANCE * told + 2 * math.sqrt(BY_CHANCE * told))
    return paragraph((found, _("That is nothing to act on.") if standing_out <= usual else ""))
