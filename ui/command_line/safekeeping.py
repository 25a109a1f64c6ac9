"""Backups: made, proven, looked into and restored; and what can be saved where there is none."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from resources.i18n import _, ngettext, set_language
from ui.command_line.opening import opened, read_password
from ui.command_line.options import AS_JSON, BOOK, PASSWORD
from ui.command_line.telling import say_facts, say_json, say_progress

BACKUP = click.argument("backup", type=click.Path(path_type=Path))


@click.command()
@BOOK
@click.argument("folder", type=click.Path(path_type=Path))
@PASSWORD
def backup(book: Path, folder: Path, password_file: Path | None) -> None:
    """Make one proven backup of BOOK in FOLDER; the last line names its file."""
    from model.safekeeping.backup import back_up
    from model.safekeeping.manifest import Reason

    password = read_password(password_file)
    with opened(book) as the_book:
        if folder.parent.is_dir() and not folder.exists():
            folder.mkdir()
        made = back_up(
            the_book, folder, Reason.HAND, now=datetime.now(), password=password, progress=say_progress
        )
    click.echo(str(made.path))


@click.command()
@BACKUP
@PASSWORD
def verify(backup: Path, password_file: Path | None) -> None:
    """Whether BACKUP can be restored: all of it is read, unpacked, opened, checked and counted."""
    from model.days_in_words import format_day
    from model.safekeeping.backup import verify as verify_backup

    found = verify_backup(backup, read_password(password_file), say_progress)
    made_at = datetime.fromisoformat(found.made_at).astimezone()
    customers = found.counts["customers"]
    click.echo(
        ngettext(
            "“{name}” is whole: {shop}, {day} {time}, {n} customer.",
            "“{name}” is whole: {shop}, {day} {time}, {n} customers.",
            customers,
        ).format(
            name=backup.name,
            shop=found.shop,
            day=format_day(made_at.date()),
            time=f"{made_at:%H:%M}",
            n=customers,
        )
    )


@click.command()
@BACKUP
@AS_JSON
@PASSWORD
def inspect(backup: Path, as_json: bool, password_file: Path | None) -> None:
    """What is in BACKUP, or in another book: counts, sums and the last entries."""
    from dataclasses import asdict

    from model.safekeeping.looking_inside import look_inside
    from model.safekeeping.outside import opened_outside

    with opened_outside(backup, read_password(password_file), say_progress) as outside:
        set_language(outside.book.shop.language)
        inside = look_inside(outside)
    if as_json:
        found = {
            "shop": inside.shop,
            "last_at": inside.last_at.isoformat(timespec="milliseconds"),
            "backup": asdict(inside.manifest) if inside.manifest else None,
            "facts": inside.facts,
            "last": [
                {
                    "edit_id": entry.edit_id,
                    "at": entry.at.isoformat(timespec="milliseconds"),
                    "who": entry.who,
                    "what": entry.sentence,
                }
                for entry in inside.last
            ],
        }
        say_json(found)
        return
    click.echo(inside.shop)
    if inside.manifest:
        made_at = datetime.fromisoformat(inside.manifest.made_at).astimezone()
        click.echo(f"{inside.manifest.reason.label}  {made_at:%Y-%m-%d %H:%M}  {inside.manifest.pc}")
    say_facts(inside.facts)
    for entry in inside.last:
        words = (f"{entry.at.astimezone():%Y-%m-%d %H:%M}", entry.who, entry.sentence)
        click.echo("  ".join(word for word in words if word))


@click.command()
@BACKUP
@BOOK
@PASSWORD
def restore(backup: Path, book: Path, password_file: Path | None) -> None:
    """Put the book that is in BACKUP in the place of BOOK, of which a backup is made first."""
    from model.safekeeping.backup import Backup
    from model.safekeeping.restoring import restore as restore_book

    restored = restore_book(
        backup, book, now=datetime.now(), password=read_password(password_file), progress=say_progress
    )
    before = restored.before.path if isinstance(restored.before, Backup) else restored.before
    if before:
        click.echo(_("What was there before is kept in {path}.").format(path=before))
    click.echo(_("Restored to {path}.").format(path=restored.book))


@click.command("salvage")
@click.argument("damaged", type=click.Path(path_type=Path))
@click.argument("newbook", type=click.Path(path_type=Path))
def salvage_(damaged: Path, newbook: Path) -> None:
    """Save into NEWBOOK what can still be read of a DAMAGED book or backup, which is left as it is."""
    from model.computer import Computer
    from model.safekeeping.salvage import salvage

    answer = salvage(damaged, newbook, copy_id=Computer().copy_id, progress=say_progress)
    for sentence in answer.sentences:
        click.echo(sentence)
