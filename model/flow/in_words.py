"""What concentration and flow say, in a shopkeeper's words, and without making more of few people than there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from model.money import format_round_money
from model.percentages import SHARE_FROM, fine_percent, percent, share_of
from resources.i18n import _, ngettext

if TYPE_CHECKING:
    from model.flow.cohorts import Cell
    from model.flow.pareto import Pareto, Top
    from model.flow.repeating import Between, Repeating
    from model.flow.shares import CustomerShare


def concentration_in_words(pareto: Pareto, *, is_revenue: bool = False) -> str:
    """In one number, how much hangs on few: ``Half of the profit comes from 23 customers of 693 (3.3%).``"""
    if pareto.half is None:
        return _("No profit in these days, so no shares.")
    if is_revenue:
        sentence = ngettext(
            "Half of the revenue comes from {n} customer of {of}.",
            "Half of the revenue comes from {n} customers of {of}.",
            pareto.half,
        )
    else:
        sentence = ngettext(
            "Half of the profit comes from {n} customer of {of}.",
            "Half of the profit comes from {n} customers of {of}.",
            pareto.half,
        )
    of = f"{pareto.customers:,}"
    if pareto.customers >= SHARE_FROM:
        of = _("{n} ({percent})").format(n=of, percent=fine_percent(pareto.half / pareto.customers))
    return sentence.format(n=f"{pareto.half:,}", of=of)


def top_in_words(top: Top) -> str:
    """``The best 20% (139 customers) bring 60% of it.``"""
    if top.share is None:
        return ""
    return ngettext(
        "The best {part} ({n} customer) bring {share} of it.",
        "The best {part} ({n} customers) bring {share} of it.",
        top.customers,
    ).format(part=percent(top.percent / 100), n=f"{top.customers:,}", share=percent(top.share))


def losing_in_words(pareto: Pareto, currency: str) -> str:
    """Why the curve rises above 100%; empty where nobody cost more than they brought."""
    customers, cents = pareto.losing
    if not customers or pareto.peak is None:
        return ""
    return ngettext(
        "{n} customer cost more than they brought, {money} together. So the others bring more than all of it:"
        " the curve rises to {peak} before it comes back to {all}.",
        "{n} customers cost more than they brought, {money} together. So the others bring more than all of it:"
        " the curve rises to {peak} before it comes back to {all}.",
        customers,
    ).format(
        n=f"{customers:,}",
        money=format_round_money(-cents, currency),
        peak=percent(pareto.peak),
        all=percent(1),
    )


def repeating_in_words(found: Repeating) -> str:
    """Of those who had the time to come again, how many never did."""
    if not found.long_ago:
        return _("Nobody’s first purchase is more than a year ago yet.")
    if not found.once_long_ago:
        sentence = ngettext(
            "{of} customer who first bought more than a year ago came again.",
            "All {of} customers who first bought more than a year ago came again.",
            found.long_ago,
        )
    elif found.long_ago < SHARE_FROM:
        sentence = ngettext(
            "Of {of} customer who first bought more than a year ago, {n} never came again.",
            "Of {of} customers who first bought more than a year ago, {n} never came again.",
            found.long_ago,
        )
    else:
        sentence = _(
            "Of {of} customers who first bought more than a year ago, {n} never came again: {percent}."
        )
    return sentence.format(
        of=f"{found.long_ago:,}",
        n=f"{found.once_long_ago:,}",
        percent=fine_percent(found.once_long_ago / found.long_ago),
    )


def between_in_words(found: Between | None) -> str:
    """``Half of 2,929 were 52 to 278 days``"""
    if found is None:
        return _("Nobody has come twice yet.")
    if found.intervals < SHARE_FROM:
        return ngettext(
            "Only {n} interval is known: too few to rely on.",
            "Only {n} intervals are known: too few to rely on.",
            found.intervals,
        ).format(n=f"{found.intervals:,}")
    return ngettext(
        "Half of {n} were {lower} to {upper} days",
        "Half of {n} were {lower} to {upper} days",
        found.intervals,
    ).format(n=f"{found.intervals:,}", lower=f"{found.lower:,}", upper=f"{found.upper:,}")


def cell_in_words(cell: Cell) -> str:
    """A cell of the table of beginners: ``34%``, ``5 of 12``, with ``…`` where the stretch still runs."""
    words = share_of(cell.bought, cell.of)
    return words if cell.complete else _("{share} …").format(share=words)


def share_in_words(found: CustomerShare) -> str:
    """How many needs are known, and how the share moved."""
    known = ngettext(
        "The need of {n} customer is known.", "The needs of {n} customers are known.", found.customers
    ).format(n=f"{found.customers:,}")
    points = found.growth_points
    if points is None:
        return known
    moved = round(points)
    if moved == 0:
        return _("{known} As much as the year before.").format(known=known)
    if moved > 0:
        grown = ngettext(
            "{known} That is {n} point more than the year before.",
            "{known} That is {n} points more than the year before.",
            moved,
        )
    else:
        grown = ngettext(
            "{known} That is {n} point less than the year before.",
            "{known} That is {n} points less than the year before.",
            -moved,
        )
    return grown.format(known=known, n=abs(moved))
