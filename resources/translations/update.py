"""Bring the catalogues up to date with the words in the code::

    .venv/bin/python resources/translations/update.py

New words come in untranslated, words that the code no longer has go, translations stay as they are. What is
then still empty in a ``.po`` file is for a translator (any text editor or Poedit will do); run this again
afterwards, because the program reads the compiled ``.mo`` file beside it. Both are kept in the repository.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

HERE = Path(__file__).parent
CHECKOUT = HERE.parent.parent

SOURCES = ["main.py", "model", "reports", "resources", "ui"]
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}


def languages() -> list[str]:
    """The codes of the languages that have a catalogue; English is in the code itself."""
    return sorted(folder.name for folder in HERE.iterdir() if (folder / "LC_MESSAGES").is_dir())


def po_file(language: str) -> Path:
    """Where a translator writes."""
    return HERE / language / "LC_MESSAGES" / "regulars.po"


def mo_file(language: str) -> Path:
    """What the program reads."""
    return po_file(language).with_suffix(".mo")


def words_in_code(checkout: Path = CHECKOUT) -> Catalog:
    """Every word marked for translation below ``checkout``, file by file, as it stands there."""
    found = Catalog(fuzzy=False)
    for source in SOURCES:
        top = checkout / source
        for file in sorted(top.rglob("*.py")) if top.is_dir() else [top] if top.exists() else []:
            place = file.relative_to(checkout).as_posix()
            for line, words, comments, context in extract_from_file(
                "python", file, keywords=KEYWORDS, comment_tags=["Translators:"], strip_comment_tags=True
            ):
                found.add(words, locations=[(place, line)], auto_comments=comments, context=context)
    return found


def read_catalogue(language: str) -> Catalog:
    """The translations into ``language``; an empty catalogue where there are none yet."""
    if not po_file(language).exists():
        return Catalog(locale=language, fuzzy=False)
    with po_file(language).open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def po_text(catalogue: Catalog) -> bytes:
    """``catalogue`` as a translator edits it: no dates, no line numbers, nothing that changes by itself."""
    for message in catalogue:
        # Babel takes the "% s" of "100 % sure" for a blank of the old kind; there are none in this program.
        message.flags.discard("python-format")
    text = BytesIO()
    text.write(
        'msgid ""\nmsgstr ""\n'
        f'"Language: {catalogue.locale_identifier}\\n"\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n'
        f'"Plural-Forms: {catalogue.plural_forms}\\n"\n\n'.encode()
    )
    write_po(text, catalogue, omit_header=True, include_lineno=False, width=0, ignore_obsolete=True)
    return text.getvalue().rstrip() + b"\n"


def compiled(catalogue: Catalog) -> bytes:
    """``catalogue`` as the program reads it; the same translations always give the same bytes."""
    catalogue.creation_date = catalogue.revision_date = datetime(2000, 1, 1, tzinfo=UTC)
    data = BytesIO()
    write_mo(data, catalogue)
    return data.getvalue()


def update(language: str) -> None:
    """Write both files of ``language`` anew."""
    catalogue = read_catalogue(language)
    catalogue.update(words_in_code(), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    po_file(language).parent.mkdir(parents=True, exist_ok=True)
    po_file(language).write_bytes(po_text(catalogue))
    mo_file(language).write_bytes(compiled(read_catalogue(language)))
    print(f"{language}: {len(catalogue)} words, {len(untranslated(catalogue))} not translated yet")


def untranslated(catalogue: Catalog) -> list[Message]:
    """What still waits for a translator, in one of its forms at least."""
    return [message for message in catalogue if message.id and not all(forms(message.string))]


def forms(words: str | Sequence[str] | None) -> Sequence[str]:
    """The forms of a message: one, or singular and plural."""
    return [words or ""] if isinstance(words, str | None) else words


if __name__ == "__main__":
    for each in languages():
        update(each)
