"""Books: made, filled, counted and checked."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Literal

import click

from model.errors import BookError
from resources.i18n import LANGUAGES, _, set_language
from ui.command_line.opening import opened
from ui.command_line.options import AS_JSON, BOOK, DRY_RUN
from ui.command_line.telling import say_facts, say_json, say_progress


@click.command()
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


@click.command("import")
@BOOK
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--kind", type=click.Choice(["customers", "purchases"]), required=True)
@click.option("--map", "maps", multiple=True, metavar='"Header=field"', help="Which field a column is.")
@DRY_RUN
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


@click.command()
@BOOK
@AS_JSON
def facts(book: Path, as_json: bool) -> None:
    """Counts and sums of every kind of record; money in the smallest unit of the shop's currency."""
    from model.statistics import facts as facts_of

    with opened(book) as the_book:
        found = facts_of(the_book.store)
    if as_json:
        say_json(found)
        return
    say_facts(found)


@click.command()
@BOOK
def check(book: Path) -> None:
    """Whether the file, its foreign keys, its sums and its search index are as they should be."""
    from model.statistics import check as check_book

    with opened(book) as the_book:
        wrong = check_book(the_book.store)
    if wrong:
        raise BookError("\n".join(wrong))
    click.echo(_("All is well with {name}.").format(name=book.name))
