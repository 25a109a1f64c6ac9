"""Who is due, and what the rules put on the days to come."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import click

from resources.i18n import ngettext
from ui.command_line.opening import opened
from ui.command_line.options import AS_JSON, BOOK, DAY, day_of
from ui.command_line.telling import say_json

if TYPE_CHECKING:
    from pathlib import Path

    from model.due import Due


@click.command()
@BOOK
@click.option("--on", "on", type=DAY, help="The day; today if left out.")
@AS_JSON
def due(book: Path, on: datetime | None, as_json: bool) -> None:
    """Who should hear from us on a day, overdue included, and why."""
    from model.days_in_words import format_day
    from model.planning.plan import due as due_on

    day = day_of(on) or date.today()
    with opened(book) as the_book:
        found = due_on(the_book.store, day)
        if as_json:
            say_json([_as_values(one) for one in found])
            return
        click.echo(
            ngettext("{n} customer is due on {day}.", "{n} customers are due on {day}.", len(found)).format(
                n=len(found), day=format_day(day)
            )
        )
        for one in found:
            reasons = " ".join(item.reason for item in one.items)
            click.echo(f"{format_day(one.due_on)}  {one.name}  {one.phone}  {reasons}")


def _as_values(one: Due) -> dict[str, Any]:
    return {
        "customer_id": one.customer_id,
        "name": one.name,
        "phone": one.phone,
        "promise": one.promise,
        "due_on": one.due_on.isoformat(),
        "attempts": one.attempts,
        "reasons": [
            {
                "rule": item.rule,
                "reason": item.reason,
                "channel": str(item.channel),
                "promise": item.promise,
                "planned_on": item.planned_on.isoformat(),
                "due_on": item.due_on.isoformat(),
                "follow_up_id": item.follow_up_id,
            }
            for item in one.items
        ],
    }


@click.command("plan")
@BOOK
@click.option("--on", "on", type=DAY, help="The first day; today if left out.")
@click.option("--days", type=click.IntRange(1, 366), default=1, show_default=True, help="How many days.")
@AS_JSON
def plan_(book: Path, on: datetime | None, days: int, as_json: bool) -> None:
    """What the rules put on a day and the days after it: whom to contact, why, and who has to wait."""
    from model.planning.plan import plan
    from model.planning.told import as_values, in_lines, rule_names

    with opened(book) as the_book:
        found = plan(the_book.store, day_of(on) or date.today(), days)
        names = rule_names(the_book.store)
        if as_json:
            say_json(as_values(found, names))
            return
        for line in in_lines(found, names):
            click.echo(line)
