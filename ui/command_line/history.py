"""Who did what to a book, and taking it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from model.errors import BookError
from resources.i18n import _
from ui.command_line.opening import opened
from ui.command_line.options import AS_JSON, BOOK
from ui.command_line.telling import say_json

if TYPE_CHECKING:
    from pathlib import Path

PARTS_TOLD = 5
"""Parts of each edit that a person reads; ``--json`` tells all."""


@click.command()
@BOOK
@click.option(
    "--customer", metavar="NAME", help="Only what concerns whom a search for NAME finds, deleted or not."
)
@click.option(
    "--limit", type=click.IntRange(min=1), default=100, show_default=True, help="The latest so many."
)
@AS_JSON
def history(book: Path, customer: str | None, limit: int, as_json: bool) -> None:
    """Who did what to BOOK and when, the latest first."""
    from model import history as told

    with opened(book) as the_book:
        people = None if customer is None else told.people_called(the_book, customer)
        if people is not None and not people:
            raise BookError(
                _("There is no customer “{name}”, and none was deleted either.").format(name=customer)
            )
        found = told.history(the_book.store, customer_id=people, limit=limit)
        if as_json:
            shown = [
                {
                    "edit_id": one.edit_id,
                    "at": one.at.isoformat(timespec="milliseconds"),
                    "who": one.who,
                    "what": one.sentence,
                    "undone": one.taken_back,
                    "parts": [
                        {
                            "table": part.table,
                            "op": part.op,
                            "title": part.title,
                            "changes": [
                                {"field": change.label, "before": change.before, "after": change.after}
                                for change in part.changes
                            ],
                        }
                        for part in told.details(the_book.store, one.edit_id).parts
                    ],
                }
                for one in found
            ]
            say_json(shown)
            return
        if people:
            click.echo(_("What concerns {names}:").format(names=_(", ").join(people.values())))
        for one in found:
            mark = _("(undone)") if one.taken_back else ""
            words = (f"{one.at.astimezone():%Y-%m-%d %H:%M}", one.who, one.sentence, mark)
            click.echo("  ".join(word for word in words if word))
            for part in told.details(the_book.store, one.edit_id, limit=PARTS_TOLD).parts:
                for change in part.changes:
                    click.echo(
                        _("    {title}, {field}: {before} → {after}").format(
                            title=part.title,
                            field=change.label,
                            before=change.before or _("nothing"),
                            after=change.after or _("nothing"),
                        )
                    )


@click.command()
@BOOK
@click.option("--steps", type=click.IntRange(min=1), default=1, show_default=True)
def undo(book: Path, steps: int) -> None:
    """Take back the latest edits of BOOK, and say of each what became of it.

    That nothing is left to take back is said too, and is no failure.
    """
    with opened(book) as the_book:
        for _step in range(steps):
            undone = the_book.undo()
            if undone is None:
                click.echo(_("There is nothing left to undo."))
                return
            click.echo(undone.sentence)
            for part in undone.left:
                click.echo(_("  {title}: {why}").format(title=part.title, why=part.why))
