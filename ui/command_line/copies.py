"""Two copies of one book: compared and joined."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from model.errors import BookError
from resources.i18n import _
from ui.command_line.opening import held, opened, read_password
from ui.command_line.options import AS_JSON, BOOK, DRY_RUN, PASSWORD
from ui.command_line.telling import say_json, say_progress

if TYPE_CHECKING:
    from model.safekeeping.comparing import Side

OTHER = click.argument("other", type=click.Path(path_type=Path))


@click.command()
@BOOK
@OTHER
@AS_JSON
@PASSWORD
def compare(book: Path, other: Path, as_json: bool, password_file: Path | None) -> None:
    """Which of two copies of a book is newer: OTHER, a book or a backup, seen from BOOK."""
    from model.safekeeping.comparing import compare_books
    from model.safekeeping.outside import opened_outside

    with opened(book) as ours, opened_outside(other, read_password(password_file)) as outside:
        compared = compare_books(ours, outside.book)
    if as_json:
        found = {
            "verdict": compared.verdict,
            "book": _facts_of(compared.ours),
            "other": _facts_of(compared.theirs),
            "parted_at": compared.parted_at.isoformat(timespec="milliseconds")
            if compared.parted_at
            else None,
        }
        say_json(found)
        return
    click.echo(compared.sentence(other.name))


def _facts_of(side: Side) -> dict[str, object]:
    return {
        "head": {"generation": side.generation_id, "seq": side.seq},
        "edits": side.lineage.edits,
        "last_at": side.last_at.isoformat(timespec="milliseconds"),
        "changes": side.changes,
    }


@click.command()
@BOOK
@OTHER
@DRY_RUN
@AS_JSON
@PASSWORD
def join(book: Path, other: Path, dry_run: bool, as_json: bool, password_file: Path | None) -> None:
    """Bring everything into BOOK that only OTHER, a copy of it or a backup, contains."""
    from model.safekeeping.join import prepare_join
    from model.safekeeping.join_words import facts_of_join, sentences_of_join
    from model.safekeeping.lineage import Verdict
    from model.safekeeping.outside import opened_outside
    from model.safekeeping.restoring import restore

    password, now = read_password(password_file), datetime.now()
    with held(book):
        with opened(book, is_held=True) as ours, opened_outside(other, password) as outside:
            copies = prepare_join(ours, outside, now=now, progress=say_progress, is_trial=dry_run)
        verdict, prepared = copies.compared.verdict, copies.prepared
        if verdict is Verdict.OTHER:
            raise BookError(copies.compared.sentence(other.name))
        facts, sentences = facts_of_join(copies), [copies.compared.sentence(other.name)]
        if prepared is not None:
            try:
                sentences += sentences_of_join(prepared)
                if not dry_run:
                    prepared.put_in_place()
            finally:
                prepared.throw_away()
    if verdict is Verdict.NEWER and not dry_run:
        restored = restore(other, book, now=now, password=password, progress=say_progress)
        facts["backups"] = [kept := str(getattr(restored.before, "path", restored.before))]
        sentences.append(_("It took the place of your book, which is kept in {backup}.").format(backup=kept))
    if as_json:
        say_json(facts)
        return
    for sentence in sentences:
        click.echo(sentence)
    if dry_run:
        click.echo(_("Nothing was changed."))
