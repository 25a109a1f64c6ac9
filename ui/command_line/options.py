"""What several commands are told, each said in one place."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from model.errors import BookError
from resources.i18n import _

if TYPE_CHECKING:
    from datetime import date, datetime

BOOK = click.argument("book", type=click.Path(path_type=Path))
DAY = click.DateTime(formats=["%Y-%m-%d"])
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
