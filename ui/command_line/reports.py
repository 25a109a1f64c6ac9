"""What can be printed, and printing it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from model.errors import BookError
from resources.i18n import LANGUAGES, _, language
from ui.command_line.opening import opened
from ui.command_line.options import BOOK, DAY, MONTH, day_of, insist_on_ending

if TYPE_CHECKING:
    from model.text_templates import Purpose


@click.command()
def reports() -> None:
    """The names of what can be printed, one a line."""
    from reports.catalogue import CATALOGUE

    for name in CATALOGUE:
        click.echo(name)


@click.command()
@click.argument("name")
@BOOK
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), metavar="FILE.pdf|FILE.csv")
@click.option("--on", type=DAY, help="As it is, or was, on that day; today if left out.")
@click.option("--from", "first", type=DAY)
@click.option("--to", "last", type=DAY)
@click.option("--by", type=click.Choice(["revenue", "profit"]))
@click.option("--limit", type=click.IntRange(min=1))
@click.option("--month", type=MONTH, help="For birthdays and owner-month.")
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
    from reports.catalogue import CATALOGUE
    from reports.report import Options

    if name not in CATALOGUE:
        raise BookError(
            _("There is no report “{name}”. There are: {names}.").format(
                name=name, names=", ".join(CATALOGUE)
            )
        )
    with opened(book) as the_book, language(code or the_book.shop.language):
        _refuse_what_is_not_heeded(name, CATALOGUE[name].takes, wishes)
        insist_on_ending(output, ".pdf", ".csv")
        options = Options(
            today=date.today(),
            on=day_of(wishes["on"]),
            first=day_of(wishes["first"]),
            last=day_of(wishes["last"]),
            by=wishes["by"],
            limit=wishes["limit"],
            month=day_of(wishes["month"]),
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


_SPELLED = {"first": "--from", "last": "--to"}


def _refuse_what_is_not_heeded(name: str, takes: frozenset[str], wishes: dict[str, Any]) -> None:
    """``BookError`` if something was asked for that would change nothing: the paper would seem to heed it."""
    heeded = takes if name == "slips" else takes | {"on"}
    for wish, value in wishes.items():
        if value and wish not in heeded:
            options = ", ".join([*sorted(map(_spelled, heeded)), "--paper", "--language"])
            raise BookError(
                _("“{report}” takes no {option}. It takes: {options}.").format(
                    report=name, option=_spelled(wish), options=options
                )
            )


def _spelled(wish: str) -> str:
    return _SPELLED.get(wish, f"--{wish}")


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
