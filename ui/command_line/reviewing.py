"""The monthly review of the classes: who moved, and why."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import click

from model.errors import BookError
from resources.i18n import _
from ui.command_line.opening import opened
from ui.command_line.options import AS_JSON, BOOK, DAY, day_of
from ui.command_line.telling import say_json, say_progress, width

if TYPE_CHECKING:
    from pathlib import Path

    from model.book import Book
    from model.class_lines import ClassLines
    from model.class_reviews import ClassReview
    from model.classes.moves import InClass, Move
    from model.customer_class import CustomerClass


@click.command()
@BOOK
@click.option("--on", "on", type=DAY, help="The day; today if left out.")
@AS_JSON
def review(book: Path, on: datetime | None, as_json: bool) -> None:
    """Review the classes of all customers as of a day: who moves, and why."""
    from model.classes.reviewing import review as review_on

    day = day_of(on) or date.today()
    if day > date.today():
        # A review of a later day would bar all that come before it.
        raise BookError(_("This day is still to come. Review the classes as of today or of an earlier day."))
    with opened(book) as the_book:
        before = the_book.class_reviews.last(day)
        made = review_on(the_book, day, say_progress)
        (_say_json if as_json else _say)(the_book, made, before)


def _say(book: Book, made: ClassReview, before: ClassReview | None) -> None:
    from model.classes.in_words import lines_in_words
    from model.classes.moves import figures, first_classed, is_rough
    from model.classes.review_words import review_in_words
    from model.days_in_words import format_day
    from model.value.whole_book_words import rough_in_words

    if before is not None and before.id == made.id:
        click.echo(
            _("The classes were reviewed as of {day} already. Nobody moved since.").format(
                day=format_day(made.reviewed_on)
            )
        )
        return
    click.echo(_("The classes as of {day}:").format(day=format_day(made.reviewed_on)))
    told = _in_classes(figures(made), figures(before) if before else None)
    room = max(width(one.label) for one, _now, _then in told)
    for one, now, then in told:
        change = "" if then is None else "  " + _("({n} before)").format(n=f"{then.customers:,}")
        space = " " * (room - width(one.label))
        click.echo(f"  {one.label}{space}  {now.customers:>7,}{change}")
    if lines := _lines(book, made):
        click.echo(lines_in_words(lines, book.shop.currency))
    if is_rough(made):
        click.echo(rough_in_words())
    moved = _moves(book, made, before)
    click.echo(review_in_words(moved, first_classed(book.store, made.id)))
    for move in moved:
        words = _("{name}: {before} → {after}. {why}").format(
            name=move.name, before=move.from_class.label, after=move.to_class.label, why=move.why
        )
        click.echo(f"  {words}")


def _say_json(book: Book, made: ClassReview, before: ClassReview | None) -> None:
    from model.classes.moves import figures, first_classed, is_rough

    is_new = before is None or before.id != made.id
    lines = _lines(book, made)
    say_json(
        {
            "review_id": made.id,
            "reviewed_on": made.reviewed_on.isoformat(),
            "made": is_new,
            "lines": None
            if lines is None
            else {name: value for name, value in lines.values().items() if name != "note"},
            "rough": is_rough(made),
            "classes": [
                {
                    "class": str(one),
                    "before": None if then is None else then.customers,
                    "customers": now.customers,
                    "current_cents": now.current_cents,
                    "potential_cents": now.potential_cents,
                }
                for one, now, then in _in_classes(figures(made), figures(before) if before else None)
            ],
            "first_classed": first_classed(book.store, made.id) if is_new else 0,
            "moves": [_as_values(move) for move in _moves(book, made, before)],
        }
    )


def _lines(book: Book, made: ClassReview) -> ClassLines | None:
    return book.class_lines.find(made.class_lines_id) if made.class_lines_id else None


def _in_classes(
    now: dict[CustomerClass, InClass], then: dict[CustomerClass, InClass] | None
) -> list[tuple[CustomerClass, InClass, InClass | None]]:
    return [(one, found, None if then is None else then[one]) for one, found in now.items()]


def _moves(book: Book, made: ClassReview, before: ClassReview | None) -> list[Move]:
    """Who moved because of what was done just now."""
    from model.classes.moves import moves

    return [] if before is not None and before.id == made.id else moves(book.store, made.id)


def _as_values(move: Move) -> dict[str, Any]:
    return {
        "customer_id": move.customer_id,
        "name": move.name,
        "from": str(move.from_class),
        "to": str(move.to_class),
        "up": move.is_up,
        "by_hand": str(move.by_hand),
        "current_cents": move.now.current_cents,
        "potential_cents": move.now.potential_cents,
        "before_current_cents": move.before.current_cents if move.before else None,
        "before_potential_cents": move.before.potential_cents if move.before else None,
        "why": move.why,
        "lift": move.lift,
    }
