"""Call lists: printed to be worked from, and written back line by line."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from model.errors import BookError
from resources.i18n import _, ngettext
from ui.command_line.opening import opened, read_typed
from ui.command_line.options import AS_JSON, BOOK, DAY, day_of, insist_on_ending
from ui.command_line.telling import say_json, say_progress

if TYPE_CHECKING:
    from model.book import Book

PDF = click.option("-o", "--output", required=True, type=click.Path(path_type=Path), metavar="FILE.pdf")
LIST = click.argument("number", metavar="LIST")
FOR = click.option("--for", "for_on", type=DAY, help="The day of the list, where two have its number.")


@click.group("list")
def list_() -> None:
    """Call lists: printed to be worked from, and written back line by line."""


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
        insist_on_ending(output, ".pdf")
        made = make_list(
            the_book,
            today,
            day_of(on) or today,
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
        insist_on_ending(output, ".pdf")
        print_list(the_book, list_numbered(the_book, number, day_of(for_on)).id, output, date.today())
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
    from model.written_file import lines_of, write_lines

    today = date.today()
    with opened(book) as the_book:
        call_list = list_numbered(the_book, number, day_of(for_on))
        told = write_lines(the_book, call_list, lines_of(read_typed(file)), today, day_of(on), say_progress)
        for sentence in told.sentences(the_book.call_lists.get(call_list.id)):
            click.echo(sentence)
    for wrong in told.wrong:
        click.echo(wrong.sentence, err=True)
    if told.wrong:
        raise click.exceptions.Exit(1)


@list_.command("open")
@BOOK
@AS_JSON
def list_open(book: Path, as_json: bool) -> None:
    """The call lists that are not written back, and whom they still miss."""
    from model.call_lists_told import as_values, in_lines

    with opened(book) as the_book:
        if as_json:
            say_json(as_values(the_book))
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
        call_list = list_numbered(the_book, number, day_of(for_on))
        close(the_book, call_list.id, date.today())
    click.echo(_("Closed call list {number}.").format(number=call_list.number))
