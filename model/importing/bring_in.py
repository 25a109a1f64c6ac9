"""A file into the book, from its path to what became of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from model.book import Book
from model.importing.apply import apply
from model.importing.fields import Kind
from model.importing.matching import match
from model.importing.plan import plan
from model.importing.planned import Counts
from model.importing.reading import Options, Progress
from model.importing.table_file import open_table
from resources.i18n import _


@dataclass(frozen=True)
class Outcome:
    """What became of a file. ``was_imported`` is False after a trial, and when refused rows held everything back."""

    counts: Counts
    sentences: list[str]
    """What to tell the person, a sentence each."""
    refused_file: Path | None
    was_imported: bool
    was_trial: bool


def bring_in(
    book: Book,
    path: Path,
    kind: Kind,
    options: Options,
    *,
    overrides: Mapping[str, str] | None = None,
    trial: bool = False,
    skip_bad: bool = False,
    encoding: str | None = None,
    separator: str | None = None,
    keep_safe: Callable[[], object] = lambda: None,
    progress: Progress = lambda _done, _all: None,
) -> Outcome:
    """Bring the table in ``path`` into the book, all or nothing; after a ``trial`` nothing is written into the book.

    Rows that cannot be read go to a file beside ``path``. They hold back all the others unless ``skip_bad``.
    ``overrides`` say what columns mean, by their headings. ``keep_safe`` is called before anything is written into the
    book, if anything is. ``BookError`` if the file cannot be read at all.
    """
    table = open_table(path, encoding, separator)
    decided = plan(book, table, match(table.header, kind, overrides), options, progress)
    refused_file = decided.refusals.write(table) if decided.refusals else None
    may_go_on = not decided.refusals or skip_bad
    if may_go_on and not trial:
        if decided.counts.write_something:
            keep_safe()
        apply(book, decided, progress)
    sentences = decided.sentences if may_go_on else []
    if refused_file is not None:
        sentences += decided.refusals.sentences
        sentences.append(_("All refused rows with their reasons: {file}").format(file=refused_file))
    if not may_go_on:
        sentences.append(_("Nothing was imported. Put these rows right, or import the others without them."))
    elif trial:
        sentences.append(_("This was a trial: nothing was written into the book."))
    return Outcome(decided.counts, sentences, refused_file, may_go_on and not trial, trial)
