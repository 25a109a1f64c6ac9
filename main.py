"""Regulars, the customer book of one shop: the command line.

Each command is thin: it opens the book, asks the model or the reports, and says in plain words what came of it. Qt
is loaded only when a window is opened. Exit status: 0; 1 with one sentence on stderr for anything refused; 2 for
wrong usage.
"""

from __future__ import annotations

import gc
import io
import json
import locale
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NoReturn

import click

from model.errors import BookError
from resources.i18n import LANGUAGES, _, language, ngettext, set_language

if TYPE_CHECKING:
    from types import TracebackType

    from model.book import Book
    from model.text_templates import Purpose

BOOK = click.argument("book", type=click.Path(path_type=Path))
DAY = click.DateTime(formats=["%Y-%m-%d"])


class Commands(click.Group):
    """The commands below; anything else in the first place is a book to open in the window."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put ``open`` in front of what is no command."""
        if not args or (args[0] not in self.commands and args[0] not in ("--help", "--version")):
            args = ["open", *args]
        return super().parse_args(ctx, args)


@click.group(cls=Commands)
@click.version_option(package_name=None, version="0.1.0", prog_name="regulars")
def cli() -> None:
    """The customer book of one shop. With a BOOK, or nothing, the window opens."""


@cli.command("open", hidden=True)
@click.argument("book", required=False, type=click.Path(path_type=Path))
def open_window(book: Path | None) -> None:
    """Open the window on BOOK, else on the last one, else on the welcome page."""
    show_window(book)


@cli.command()
def demo() -> None:
    """Open the window on a fresh practice book."""
    show_window(None, practice=True)


def show_window(book: Path | None, *, practice: bool = False) -> NoReturn:
    """Open the window, and leave when it is closed."""
    # All that is made while it opens will last: to look for garbage among it costs a tenth of the start.
    gc.disable()
    from ui.app import run

    sys.exit(run(book, practice=practice))


@cli.command()
@BOOK
@click.option("--shop", required=True, help="The shop's name.")
@click.option("--currency", required=True, help="Three letters, as EUR or CNY.")
@click.option("--language", "code", type=click.Choice(list(LANGUAGES)), required=True)
def new(book: Path, shop: str, currency: str, code: str) -> None:
    """Make a new, empty BOOK."""
    from model.book import Book
    from model.computer import Computer
    from model.shop import Shop, region_for

    set_language(code)
    currency = known_currency(currency)
    if not shop.strip():
        raise BookError(_("Give the shop a name: it stands on every list you print."))
    settings = Shop(name=shop.strip(), currency=currency, language=code, region=region_for(currency))
    with Book.create(book, settings, copy_id=Computer().copy_id):
        click.echo(_("Made the book of {shop} in {path}.").format(shop=shop.strip(), path=book))


def known_currency(code: str) -> str:
    """``code`` in capitals; ``BookError`` if there is no such currency."""
    from model.currencies import currencies

    code = code.strip().upper()
    if code not in {currency.code for currency in currencies()}:
        raise BookError(
            _("There is no currency “{code}”. Use three letters, as EUR, USD or CNY.").format(code=code)
        )
    return code


@cli.command()
@BOOK
@click.option("--on", "on", type=DAY, help="The day; today if left out.")
@click.option("--json", "as_json", is_flag=True)
def due(book: Path, on: datetime | None, as_json: bool) -> None:
    """Who should hear from us on a day, overdue included, and why."""
    from model.days_in_words import format_day
    from model.due import due as due_on

    day = on.date() if on else date.today()
    with opened(book) as the_book:
        found = due_on(the_book.store, day)
        if as_json:
            click.echo(
                json.dumps(
                    [
                        {
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
                        for one in found
                    ],
                    ensure_ascii=False,
                    indent=1,
                )
            )
            return
        click.echo(
            ngettext("{n} customer is due on {day}.", "{n} customers are due on {day}.", len(found)).format(
                n=len(found), day=format_day(day)
            )
        )
        for one in found:
            reasons = " ".join(item.reason for item in one.items)
            click.echo(f"{format_day(one.due_on)}  {one.name}  {one.phone}  {reasons}")


@cli.command("plan")
@BOOK
@click.option("--on", "on", type=DAY, help="The first day; today if left out.")
@click.option("--days", type=click.IntRange(1, 366), default=1, show_default=True, help="How many days.")
@click.option("--json", "as_json", is_flag=True)
def plan_(book: Path, on: datetime | None, days: int, as_json: bool) -> None:
    """What the rules put on a day and the days after it: whom to contact, why, and who has to wait."""
    from model.planning.plan import plan
    from model.planning.told import as_values, in_lines, rule_names

    with opened(book) as the_book:
        found = plan(the_book.store, on.date() if on else date.today(), days)
        names = rule_names(the_book.store)
        if as_json:
            click.echo(json.dumps(as_values(found, names), ensure_ascii=False, indent=1))
            return
        for line in in_lines(found, names):
            click.echo(line)


@cli.command("import")
@BOOK
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--kind", type=click.Choice(["customers", "purchases"]), required=True)
@click.option("--map", "maps", multiple=True, metavar='"Header=field"', help="Which field a column is.")
@click.option("--dry-run", is_flag=True, help="Say what would happen, and leave the book as it is.")
@click.option("--skip-bad", is_flag=True, help="Import the rest when some rows cannot be read.")
@click.option("--dates", type=click.Choice(["ymd", "dmy", "mdy"]), help="How the file writes its days.")
@click.option("--encoding", help="The file's encoding, where it is guessed wrong.")
def import_(
    book: Path,
    file: Path,
    kind: Literal["customers", "purchases"],
    maps: tuple[str, ...],
    dry_run: bool,
    skip_bad: bool,
    dates: Literal["ymd", "dmy", "mdy"] | None,
    encoding: str | None,
) -> None:
    """Bring the customers or purchases of a CSV FILE into BOOK: all of it, or nothing."""
    from model.importing.bring_in import bring_in
    from model.importing.cells import DayOrderUnknown
    from model.importing.reading import Options
    from model.safekeeping.backup import precaution
    from model.safekeeping.manifest import Reason

    with opened(book) as the_book:
        try:
            outcome = bring_in(
                the_book,
                file,
                kind,
                Options(today=date.today(), day_order=dates),
                overrides=dict(map(read_map, maps)),
                trial=dry_run,
                skip_bad=skip_bad,
                encoding=encoding,
                keep_safe=lambda: precaution(the_book, Reason.IMPORT, datetime.now(), say_progress),
                progress=say_progress,
            )
        except DayOrderUnknown as question:
            raise BookError(
                _("{question} Add --dates dmy for the day first, --dates mdy for the month.").format(
                    question=question
                )
            ) from question
    for sentence in outcome.sentences:
        click.echo(sentence, err=not (outcome.was_imported or outcome.was_trial))
    if not (outcome.was_imported or outcome.was_trial):
        click.echo(_("With --skip-bad the other rows are imported."), err=True)
        raise click.exceptions.Exit(1)


def read_map(text: str) -> tuple[str, str]:
    """Heading and field of ``Header=field``; ``BookError`` if it is not of that form."""
    heading, equals, field = text.rpartition("=")
    if not equals or not heading.strip():
        raise BookError(
            _('“{text}” does not say which field a column is: write "Header=field".').format(text=text)
        )
    return heading.strip(), field.strip()


def say_progress(done: int, of: int) -> None:
    """How far a long job is, on a terminal only. Ctrl+C stops it, and what it began is undone."""
    if sys.stderr.isatty() and of:
        click.echo(f"\r{100 * done // of:3d} %", nl=done >= of, err=True)


@cli.command()
def reports() -> None:
    """The names of what can be printed, one a line."""
    from reports.catalogue import CATALOGUE

    for name in CATALOGUE:
        click.echo(name)


@cli.command()
@click.argument("name")
@BOOK
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), metavar="FILE.pdf|FILE.csv")
@click.option("--on", type=DAY)
@click.option("--from", "first", type=DAY)
@click.option("--to", "last", type=DAY)
@click.option("--by", type=click.Choice(["revenue", "profit"]))
@click.option("--limit", type=click.IntRange(min=1))
@click.option("--month", type=click.DateTime(formats=["%Y-%m"]), help="For birthdays.")
@click.option("--phones", is_flag=True, help="Birthdays with phone numbers, for the caller.")
@click.option("--times", type=click.FloatRange(0.5, 100), help="Silent for so many times their own rhythm.")
@click.option("--days", type=click.IntRange(1, 3660), help="Services and warranties of so many days ahead.")
@click.option("--product", default="", help="What is recalled: a code, a name or a category.")
@click.option("--batch", default="", help="The batch that is recalled, or a part of it.")
@click.option("--purpose", help="What letters are for: unreached (if left out), birthday, win_back …")
@click.option("--cards", is_flag=True, help="Cards, four on a sheet, instead of letters.")
@click.option("--paper", type=click.Choice(["a4", "letter"]))
@click.option("--language", "code", type=click.Choice(list(LANGUAGES)))
def report(name: str, book: Path, output: Path, code: str | None, paper: str | None, **wishes: Any) -> None:
    """Print the report NAME of BOOK into a PDF; those that are lists into a CSV file too, by the file's ending."""
    from reports.catalogue import CATALOGUE, Options

    if name not in CATALOGUE:
        raise BookError(
            _("There is no report “{name}”. There are: {names}.").format(
                name=name, names=", ".join(CATALOGUE)
            )
        )
    with opened(book) as the_book, language(code or the_book.shop.language):
        options = Options(
            today=date.today(),
            on=_day(wishes["on"]),
            first=_day(wishes["first"]),
            last=_day(wishes["last"]),
            by=wishes["by"],
            limit=wishes["limit"],
            month=_day(wishes["month"]),
            phones=wishes["phones"],
            times=wishes["times"],
            days=wishes["days"],
            product=wishes["product"],
            batch=wishes["batch"],
            purpose=_purpose(wishes["purpose"]),
            cards=wishes["cards"],
            paper=paper or the_book.shop.paper,
            language=code or the_book.shop.language,
        )
        asked = CATALOGUE[name]
        write = asked.save_list if output.suffix.lower() == ".csv" else asked.print
        write(the_book, options, output)
        click.echo(str(output))


def _purpose(name: str | None) -> Purpose | None:
    """The purpose of that name; ``BookError`` names them all."""
    from model.text_templates import Purpose

    if name is None:
        return None
    if name not in set(Purpose):
        raise BookError(
            _("There is no letter for “{name}”. There are: {names}.").format(
                name=name, names=", ".join(Purpose)
            )
        )
    return Purpose(name)


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None


@cli.group("list")
def list_() -> None:
    """Call lists: printed to be worked from, and written back line by line."""


PDF = click.option("-o", "--output", required=True, type=click.Path(path_type=Path), metavar="FILE.pdf")
LIST = click.argument("number", metavar="LIST")
FOR = click.option("--for", "for_on", type=DAY, help="The day of the list, where two have its number.")


@list_.command("new")
@BOOK
@click.option("--on", type=DAY, help="The day it is for; today if left out.")
@click.option("--staff", help="Who makes the calls.")
@click.option("--limit", type=click.IntRange(min=1), help="So many lines at most.")
@click.option(
    "--masked/--not-masked", default=None, help="Phones on a strip to tear off, or beside the names."
)
@PDF
def list_new(
    book: Path, on: datetime | None, staff: str | None, limit: int | None, masked: bool | None, output: Path
) -> None:
    """Make a call list of who is due, and print it; none is made if it cannot be printed."""
    from model.call_list_making import make_list
    from model.days_in_words import format_day

    today = date.today()
    with opened(book) as the_book:
        made = make_list(
            the_book,
            today,
            _day(on) or today,
            the_book.staff.called(staff).id if staff else None,
            limit,
            masked,
            lambda call_list: print_list(the_book, call_list.id, output, today),
        )
        lines = len(the_book.call_list_lines.of_list(made.id))
    sentence = ngettext(
        "Call list {number} for {day}: {n} line.", "Call list {number} for {day}: {n} lines.", lines
    )
    click.echo(sentence.format(number=made.number, day=format_day(made.for_on), n=lines))
    click.echo(str(output))


@list_.command("print")
@BOOK
@LIST
@FOR
@PDF
def list_print(book: Path, number: str, for_on: datetime | None, output: Path) -> None:
    """Print a call list once more, with what is written back so far."""
    from model.call_list_progress import list_numbered

    with opened(book) as the_book:
        print_list(the_book, list_numbered(the_book, number, _day(for_on)).id, output, date.today())
    click.echo(str(output))


def print_list(book: Book, call_list_id: int, output: Path, today: date) -> None:
    """Print a call list that was made; ``BookError`` if the file cannot be written."""
    from reports.call_list import write_list

    try:
        write_list(book, call_list_id, output, today, progress=say_progress)
    except OSError as error:
        sentence = _("{file} could not be written: {reason}")
        raise BookError(sentence.format(file=output, reason=error.strerror or str(error))) from error


@list_.command("write")
@BOOK
@LIST
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--on", type=DAY, help="The day of the calls; that of the list if left out.")
@FOR
def list_write(book: Path, number: str, file: Path, on: datetime | None, for_on: datetime | None) -> None:
    """Write back the lines of FILE, each typed as: line, outcome, next in days, score, words.

    For example: 17 3 +14 9 "loves the new tea". What is wrong is told, and the rest written.
    """
    from model.call_list_progress import list_numbered
    from model.writing_back import lines_of, write_lines

    today = date.today()
    with opened(book) as the_book:
        call_list = list_numbered(the_book, number, _day(for_on))
        told = write_lines(the_book, call_list, lines_of(read_typed(file)), today, _day(on), say_progress)
        for sentence in told.sentences(the_book.call_lists.get(call_list.id)):
            click.echo(sentence)
    for wrong in told.wrong:
        click.echo(wrong.sentence, err=True)
    if told.wrong:
        raise click.exceptions.Exit(1)


def read_typed(file: Path) -> bytes:
    """What is in a file, or for ``-`` what is typed or piped in; ``BookError`` if it cannot be read."""
    if str(file) == "-":
        return sys.stdin.buffer.read()
    try:
        return file.read_bytes()
    except OSError as error:
        raise BookError(
            _("“{name}” cannot be read: {reason}.").format(name=file.name, reason=error.strerror)
        ) from error


@list_.command("open")
@BOOK
@click.option("--json", "as_json", is_flag=True)
def list_open(book: Path, as_json: bool) -> None:
    """The call lists that are not written back, and whom they still miss."""
    from model.call_list_progress import as_values, in_lines

    with opened(book) as the_book:
        if as_json:
            click.echo(json.dumps(as_values(the_book), ensure_ascii=False, indent=1))
            return
        for line in in_lines(the_book):
            click.echo(line)


@list_.command("close")
@BOOK
@LIST
@FOR
def list_close(book: Path, number: str, for_on: datetime | None) -> None:
    """Put a call list away: what is not written back was not called, and stays due."""
    from model.call_list_closing import close
    from model.call_list_progress import list_numbered

    with opened(book) as the_book:
        call_list = list_numbered(the_book, number, _day(for_on))
        close(the_book, call_list.id, date.today())
    click.echo(_("Closed call list {number}.").format(number=call_list.number))


@cli.command()
@BOOK
@click.option("--json", "as_json", is_flag=True)
def facts(book: Path, as_json: bool) -> None:
    """Counts and sums of every kind of record; money in the smallest unit of the shop's currency."""
    from model.statistics import facts as facts_of

    with opened(book) as the_book:
        found = facts_of(the_book.store)
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False, indent=1))
        return
    say_facts(found)


def say_facts(found: dict[str, int | str | None]) -> None:
    """Each fact on a line of its own."""
    width = max(map(len, found))
    for name, value in found.items():
        click.echo(f"{name:<{width}}  {'-' if value is None else value}")


@cli.command()
@BOOK
def check(book: Path) -> None:
    """Whether the file, its foreign keys, its sums and its search index are as they should be."""
    from model.statistics import check as check_book

    with opened(book) as the_book:
        wrong = check_book(the_book.store)
    if wrong:
        raise BookError("\n".join(wrong))
    click.echo(_("All is well with {name}.").format(name=book.name))


OTHER = click.argument("other", type=click.Path(path_type=Path))
PASSWORD = click.option(
    "--password-file", type=click.Path(path_type=Path), help="A file whose first line is the password."
)


@cli.command()
@BOOK
@OTHER
@click.option("--json", "as_json", is_flag=True)
@PASSWORD
def compare(book: Path, other: Path, as_json: bool, password_file: Path | None) -> None:
    """Which of two copies of a book is newer: OTHER, a book or a backup, seen from BOOK."""
    from model.safekeeping.comparing import Side, compare_books
    from model.safekeeping.outside import opened_outside

    def facts_of(side: Side) -> dict[str, object]:
        return {
            "head": {"generation": side.generation_id, "seq": side.seq},
            "edits": side.lineage.edits,
            "last_at": side.last_at.isoformat(timespec="milliseconds"),
            "changes": side.changes,
        }

    with opened(book) as ours, opened_outside(other, read_password(password_file)) as outside:
        compared = compare_books(ours, outside.book)
    if as_json:
        found = {
            "verdict": compared.verdict,
            "book": facts_of(compared.ours),
            "other": facts_of(compared.theirs),
            "parted_at": compared.parted_at.isoformat(timespec="milliseconds")
            if compared.parted_at
            else None,
        }
        click.echo(json.dumps(found, ensure_ascii=False, indent=1))
        return
    click.echo(compared.sentence(other.name))


@cli.command()
@BOOK
@OTHER
@click.option("--dry-run", is_flag=True, help="Say what would happen, and leave the book as it is.")
@click.option("--json", "as_json", is_flag=True)
@PASSWORD
def join(book: Path, other: Path, dry_run: bool, as_json: bool, password_file: Path | None) -> None:
    """Bring everything into BOOK that only OTHER, a copy of it or a backup, contains."""
    from model.safekeeping.instance_lock import InstanceLock
    from model.safekeeping.join import prepare_join
    from model.safekeeping.join_words import facts_of_join, sentences_of_join
    from model.safekeeping.lineage import Verdict
    from model.safekeeping.outside import opened_outside
    from model.safekeeping.restoring import restore

    password, now = read_password(password_file), datetime.now()
    with InstanceLock(book, "Regulars (command line)"):
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
        click.echo(json.dumps(facts, ensure_ascii=False, indent=1))
        return
    for sentence in sentences:
        click.echo(sentence)
    if dry_run:
        click.echo(_("Nothing was changed."))


@cli.command()
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


BACKUP = click.argument("backup", type=click.Path(path_type=Path))


@cli.command()
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


@cli.command()
@BACKUP
@click.option("--json", "as_json", is_flag=True)
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
        click.echo(json.dumps(found, ensure_ascii=False, indent=1))
        return
    click.echo(inside.shop)
    if inside.manifest:
        made_at = datetime.fromisoformat(inside.manifest.made_at).astimezone()
        click.echo(f"{inside.manifest.reason.label}  {made_at:%Y-%m-%d %H:%M}  {inside.manifest.pc}")
    say_facts(inside.facts)
    for entry in inside.last:
        words = (f"{entry.at.astimezone():%Y-%m-%d %H:%M}", entry.who, entry.sentence)
        click.echo("  ".join(word for word in words if word))


@cli.command()
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


@cli.command("salvage")
@click.argument("damaged", type=click.Path(path_type=Path))
@click.argument("newbook", type=click.Path(path_type=Path))
def salvage_(damaged: Path, newbook: Path) -> None:
    """Save into NEWBOOK what can still be read of a DAMAGED book or backup, which is left as it is."""
    from model.computer import Computer
    from model.safekeeping.salvage import salvage

    answer = salvage(damaged, newbook, copy_id=Computer().copy_id, progress=say_progress)
    for sentence in answer.sentences:
        click.echo(sentence)


@cli.command()
@BOOK
@click.option(
    "--customer", metavar="NAME", help="Only what concerns whom a search for NAME finds, deleted or not."
)
@click.option(
    "--limit", type=click.IntRange(min=1), default=100, show_default=True, help="The latest so many."
)
@click.option("--json", "as_json", is_flag=True)
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
            click.echo(json.dumps(shown, ensure_ascii=False, indent=1))
            return
        if people:
            click.echo(_("What concerns {names}:").format(names=_(", ").join(people.values())))
        for one in found:
            mark = _("(undone)") if one.taken_back else ""
            words = (f"{one.at.astimezone():%Y-%m-%d %H:%M}", one.who, one.sentence, mark)
            click.echo("  ".join(word for word in words if word))
            for part in told.details(the_book.store, one.edit_id, limit=_PARTS_TOLD).parts:
                for change in part.changes:
                    click.echo(
                        _("    {title}, {field}: {before} → {after}").format(
                            title=part.title,
                            field=change.label,
                            before=change.before or _("nothing"),
                            after=change.after or _("nothing"),
                        )
                    )


_PARTS_TOLD = 5  # of each edit; --json tells all


@cli.command()
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


def read_password(file: Path | None) -> str | None:
    """The first line of a file that holds a password, without its end; ``BookError`` if there is none."""
    if file is None:
        return None
    try:
        password = file.read_text(encoding="utf-8-sig").split("\n")[0].rstrip("\r")
    except UnicodeDecodeError as error:
        raise BookError(_("“{name}” is no text in UTF-8.").format(name=file.name)) from error
    except OSError as error:
        raise BookError(
            _("“{name}” cannot be read: {reason}.").format(name=file.name, reason=error.strerror)
        ) from error
    if not password:
        raise BookError(_("“{name}” holds no password: its first line is empty.").format(name=file.name))
    return password


@contextmanager
def opened(path: Path, *, is_held: bool = False) -> Iterator[Book]:
    """The book at ``path`` for one job, with the program speaking its language.

    For reading only where it cannot be written. It may be open in a window meanwhile, which sees what is written here;
    only an older book, which a new file takes the place of, must not be (``is_held``: its lock is ours already).
    """
    from model.book import Book
    from model.computer import Computer
    from model.header import is_older
    from model.safekeeping.instance_lock import InstanceLock

    needs_lock = is_older(path) and not is_held
    with InstanceLock(path, "Regulars (command line)") if needs_lock else nullcontext():
        book = Book.open_or_read(path, copy_id=Computer().copy_id)
    with book:
        set_language(book.shop.language)
        yield book


def say_bug(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """The last resort of a command: one sentence instead of a traceback, and where the details are."""
    import traceback

    from model.computer import Computer

    log = Computer().folder / "errors.log"
    with log.open("a", encoding="utf-8") as file:
        file.write(f"{datetime.now().isoformat(timespec='seconds')}\n")
        traceback.print_exception(kind, error, trace, file=file)
    sentence = _("Something went wrong that should not: {what}. The details are in {log}.")
    click.echo(sentence.format(what=f"{kind.__name__}: {error}", log=log), err=True)


def speak_like_this_pc() -> None:
    """Before a book is open: the language of this PC, English where the program does not speak it."""
    code = locale.getlocale()[0] or ""
    set_language("zh_CN" if code.startswith(("zh", "Chinese")) else "en")


def write_every_letter() -> None:
    """Into files and pipes as UTF-8, whatever this PC's own encoding cannot say; a terminal shows the rest escaped."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")


def main(args: list[str] | None = None) -> int:
    """Run one command; the exit status."""
    write_every_letter()
    speak_like_this_pc()
    sys.excepthook = say_bug
    try:
        status = cli.main(args, prog_name="main.py", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.Abort:
        click.echo(_("Stopped. What was not finished has been undone."), err=True)
        return 1
    except (BookError, OSError) as error:
        click.echo(str(error), err=True)
        return 1
    return status if isinstance(status, int) else 0


if __name__ == "__main__":
    sys.exit(main())
