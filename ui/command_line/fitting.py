"""How customers buy, in the numbers of the models: for whoever wants to check what the forecasts rest on."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import click

from model.percentages import percent
from resources.i18n import _
from ui.command_line.opening import opened
from ui.command_line.options import AS_JSON, BOOK, DAY, day_of
from ui.command_line.telling import say_json, width

if TYPE_CHECKING:
    from pathlib import Path

    from model.value.plain_fit import Holdout, PlainFit


@click.command()
@BOOK
@click.option("--on", "on", type=DAY, help="As the book was on that day; today if left out.")
@click.option(
    "--weeks", type=click.IntRange(1, 520), help="Forecast so many weeks after it, beside what came."
)
@AS_JSON
def fit(book: Path, on: datetime | None, weeks: int | None, as_json: bool) -> None:
    """Fit BG/NBD and Gamma-Gamma to BOOK by plain maximum likelihood: nothing held likely beforehand, however small
    the book. Weeks, and the currency's main unit; money is profit where the cost is known, else revenue."""
    from model.value.plain_fit import plain_fit

    with opened(book) as the_book:
        found = plain_fit(the_book.store, day_of(on) or date.today(), the_book.shop.currency, weeks)
        if as_json:
            say_json(_as_values(found))
            return
        for line in _in_lines(found):
            click.echo(line)


def _as_values(found: PlainFit) -> dict[str, Any]:
    buying, money, holdout = found.buying, found.money, found.holdout
    values: dict[str, Any] = {
        "on": found.on.isoformat(),
        "customers": found.customers,
        "repeat_buyers": found.repeat_buyers,
        "r": buying.r,
        "alpha": buying.alpha,
        "a": buying.a,
        "b": buying.b,
        "log_likelihood": buying.log_likelihood,
        "p": money and money.p,
        "q": money and money.q,
        "v": found.v,
        "money_customers": money.customers if money else 0,
        "currency": found.currency,
        "uncosted_share": found.uncosted_share,
        "notes": [note for note in (found.trouble, found.money_trouble) if note],
    }
    if holdout:
        values["holdout"] = {
            "weeks": holdout.weeks,
            "from": holdout.first.isoformat(),
            "to": holdout.last.isoformat(),
            "known_until": holdout.known_until.isoformat(),
            "expected": holdout.expected,
            "actual": holdout.actual if holdout.is_known else None,
            "by_repeats": [
                {
                    "repeats": _repeats(row.repeats),
                    "customers": row.customers,
                    "expected": row.expected,
                    "actual": row.actual if holdout.is_known else None,
                }
                for row in holdout.by_repeats
            ],
        }
        if not holdout.is_whole:
            values["notes"].append(_not_whole(holdout))
    return values


def _repeats(repeats: int) -> int | str:
    from model.value.plain_fit import OFTEN

    return f"{OFTEN}+" if repeats == OFTEN else repeats


def _in_lines(found: PlainFit) -> list[str]:
    from model.days_in_words import format_day

    buying, money = found.buying, found.money
    lines = [
        _("{customers} customers had bought by {day}; {repeat_buyers} of them had come back.").format(
            customers=found.customers, day=format_day(found.on), repeat_buyers=found.repeat_buyers
        ),
        "",
        _("How often they buy, in weeks (BG/NBD)"),
        f"  r {buying.r:.3f}   alpha {buying.alpha:.3f}   a {buying.a:.3f}   b {buying.b:.3f}",
        "  " + _("log-likelihood {value}").format(value=f"{buying.log_likelihood:.1f}"),
        *([f"  {found.trouble}"] if found.trouble else []),
        "",
        _("How much a purchase brings, in {currency} (Gamma-Gamma)").format(currency=found.currency),
    ]
    if money:
        lines += [
            f"  p {money.p:.2f}   q {money.q:.2f}   v {found.v:.2f}",
            "  " + _what_counts(found),
        ]
    else:
        lines.append(f"  {found.money_trouble}")
    return lines + (_holdout_in_lines(found.holdout) if found.holdout else [])


def _what_counts(found: PlainFit) -> str:
    assert found.money is not None
    if found.uncosted_share <= 0:
        counts = _("profit")
    elif found.uncosted_share >= 1:
        counts = _("revenue: no cost is known")
    else:
        counts = _("profit, and revenue where no cost is known ({percent} of it)").format(
            percent=percent(found.uncosted_share)
        )
    return _("from {n} customers who came back and brought money; what counts is {counts}").format(
        n=found.money.customers, counts=counts
    )


def _holdout_in_lines(holdout: Holdout) -> list[str]:
    from model.days_in_words import format_day

    title = _("Purchases in the {weeks} weeks from {first} to {last}").format(
        weeks=holdout.weeks, first=format_day(holdout.first), last=format_day(holdout.last)
    )
    rows = [(_("came back"), _("customers"), _("expected"), _("bought"))]
    rows += [
        (str(_repeats(row.repeats)), str(row.customers), f"{row.expected:.1f}", _bought(row.actual, holdout))
        for row in holdout.by_repeats
    ]
    customers = sum(row.customers for row in holdout.by_repeats)
    rows.append((_("all"), str(customers), f"{holdout.expected:.1f}", _bought(holdout.actual, holdout)))
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
    table = [
        "  " + "   ".join(" " * (room - width(cell)) + cell for cell, room in zip(row, widths, strict=True))
        for row in rows
    ]
    return ["", title, *table, *([] if holdout.is_whole else [_not_whole(holdout)])]


def _bought(actual: int, holdout: Holdout) -> str:
    return str(actual) if holdout.is_known else "-"


def _not_whole(holdout: Holdout) -> str:
    from model.days_in_words import format_day

    return _("The last sale in the book is of {day}: what was bought after it is not known.").format(
        day=format_day(holdout.known_until)
    )
