"""What several commands are told, each said in one place."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from model.days import in_limits
from model.errors import BookError, FieldError
from resources.i18n import _

if TYPE_CHECKING:
    from datetime import date, datetime

BOOK = click.argument("book", type=click.Path(path_type=Path))


class _Day(click.DateTime):
    """A day that a book can hold."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """Wrong usage if it is none."""
        moment: datetime = super().convert(value, param, ctx)
        try:
            in_limits(moment.date(), str(value))
        except FieldError as error:
            self.fail(str(error), param, ctx)
        return moment


DAY, MONTH = _Day(formats=["%Y-%m-%d"]), _Day(formats=["%Y-%m"])
AS_JSON = click.option("--json", "as_json", is_flag=True)
DRY_RUN = click.option("--dry-run", is_flag=True, help="Say what would happen, and leave the book as it is.")
PASSWORD = click.option(
    "--password-file", type=click.Path(path_type=Path), help="A file whose first line is the password."
)


def day_of(moment: datetime | None) -> date | None:
    """The day that was typed, which click gives as its midnight."""
    return moment.date() if moment else None


def insist_on_ending(file: Path, *endings: str) -> None:
    """``BookError`` if the name of a file to be written promises something else than what will be in it."""
    if file.suffix and file.suffix.lower() not in endings:
        raise BookError(
            _("“{name}” is to end with {endings}.").format(name=file.name, endings=_(" or ").join(endings))
        )
