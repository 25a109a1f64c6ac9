"""The paper to keep with the password of the backups: what it is, where they are, and the way back."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import BinaryIO

from reports.page import A4, Block, Frame, Gap, Letterhead, Paper, Progress, body_width, write_document
from reports.style import HEADING, INK, LEAD, TITLE
from reports.table import Heading, Note
from resources.i18n import _, language


@dataclass(frozen=True, slots=True)
class Facts:
    """``places`` are where the backups are, in words of the paper's language."""

    shop: Letterhead
    printed_on: date
    password: str
    places: Sequence[str]


def write(
    facts: Facts,
    target: Path | BinaryIO,
    paper: Paper = A4,
    language_code: str = "en",
    progress: Progress | None = None,
) -> int:
    """Make the PDF; returns the number of pages."""
    with language(language_code):
        frame = Frame(
            letterhead=facts.shop,
            title=_("Recovery sheet"),
            subtitle=_("Keep this paper away from the PC and from the stick, as you keep a key."),
            printed_on=facts.printed_on,
        )
        return write_document(target, _story(facts, body_width(paper)), frame, paper, 12, progress)


def _story(facts: Facts, width: float) -> Iterator[Block]:
    yield Heading(_("The password of the backups"), width=width)
    yield Gap()
    yield Note(facts.password, width, TITLE, INK)
    yield Gap()
    yield Note(
        _(
            "Small and capital letters and the spaces between words count. Without it nobody can open the backups."
        ),
        width,
        LEAD,
    )
    yield Gap()
    yield Heading(_("Where the backups are"), width=width)
    for place in facts.places:
        yield Note(place, width, LEAD)
    yield Gap()
    yield Heading(_("When the PC is gone"), width=width)
    steps = (
        _("1. Install Regulars on another PC and start it."),
        _(
            "2. Plug in the stick. Choose “Open a book…” and there the newest file that ends in .regulars-backup.age."
        ),
        _("3. Type the password above. Regulars makes a book of it and opens it."),
    )
    for step in steps:
        yield Note(step, width, LEAD)
    yield Gap()
    yield Heading(_("Without Regulars"), width=width)
    yield Note(
        _(
            "A backup is a standard file of “age” (age-encryption.org). Whoever looks after your PC opens it with this"
            " line; inside is a zip file with the book, an SQLite database:"
        ),
        width,
        LEAD,
    )
    yield Note("age --decrypt --output backup.zip NAME.regulars-backup.age", width, HEADING, INK)
