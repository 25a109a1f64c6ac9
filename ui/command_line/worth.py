"""What customers are worth."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import click

from ui.command_line.opening import opened
from ui.command_line.options import AS_JSON, BOOK, DAY, day_of
from ui.command_line.telling import say_json

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@BOOK
@click.option("--on", "on", type=DAY, help="The day; today if left out.")
@click.option("--most", type=click.IntRange(min=1), help="Only so many customers, those who bring most.")
@AS_JSON
def value(book: Path, on: datetime | None, most: int | None, as_json: bool) -> None:
    """What each customer brings, may bring in the coming year, and in which class that puts them."""
    from model.classes.classifying import classify
    from model.value.appraisal import appraise
    from model.value.circles import connectors
    from model.value.told import as_values, in_lines

    day = day_of(on) or date.today()
    with opened(book) as the_book:
        store, currency = the_book.store, the_book.shop.currency
        appraisal = appraise(store, day)
        classification = classify(store, appraisal)
        if as_json:
            say_json(as_values(store, appraisal, classification, currency, connectors(store, day), most))
            return
        for line in in_lines(store, appraisal, classification, currency, most):
            click.echo(line)
