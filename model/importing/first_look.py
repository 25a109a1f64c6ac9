"""The first look at a file: what is it, in which encoding, how many lines, which separator?"""

import codecs
import csv
import hashlib
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from model.errors import BookError
from model.importing.encodings import guess_encoding, marked_encoding
from resources.i18n import N_, _

_CHUNK_BYTES = 1 << 20
_SAMPLE_BYTES = 1 << 14
_SAMPLE_ROWS = 100
_SEPARATORS = (",", ";", "\t", "|")


@dataclass(frozen=True)
class Found:
    """The encoding, whether it is certain, the next best ones, and what to tell the owner about it."""

    encoding: str
    is_certain: bool = True
    alternatives: tuple[str, ...] = ()
    note: str = ""


def examined(path: Path, chosen: str | None) -> tuple[str, int, Found]:
    """One pass over the bytes: their sha256, how many lines end in them, and their encoding."""
    digest, newlines, returns = hashlib.sha256(), 0, 0
    utf8, is_utf8 = codecs.getincrementaldecoder("utf-8")("strict"), True
    start, strange = b"", b""
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK_BYTES):
                if not start:
                    start = chunk[:_SAMPLE_BYTES]
                    _refuse_other_formats(path, start)
                digest.update(chunk)
                newlines += chunk.count(b"\n")
                returns += chunk.count(b"\r")
                if is_utf8:
                    try:
                        utf8.decode(chunk)
                    except UnicodeDecodeError:
                        is_utf8 = False
                        strange = _lines_beyond_ascii(chunk)
            if is_utf8:
                is_utf8 = not utf8.getstate()[0]
                strange = strange if is_utf8 else _lines_beyond_ascii(start)
    except OSError as error:
        raise BookError(
            _("“{file}” cannot be opened: {reason}.").format(file=path.name, reason=error.strerror)
        ) from None
    if not start:
        raise BookError(_("“{file}” is empty.").format(file=path.name))
    lines = max(newlines, returns)
    return digest.hexdigest(), lines, _encoding(path, chosen, start, strange)


def _encoding(path: Path, chosen: str | None, start: bytes, strange: bytes) -> Found:
    """``strange`` are lines that are no UTF-8, empty if there are none."""
    if chosen is not None:
        try:
            name = codecs.lookup(chosen).name
            b"".decode(name)
        except LookupError:
            raise BookError(_("There is no encoding called “{name}”.").format(name=chosen)) from None
        return Found("utf-8-sig" if name == "utf-8" else name)
    marked = marked_encoding(start)
    if marked is not None:
        return Found(marked)
    if not strange:
        return Found("utf-8")
    guess = guess_encoding(strange)
    sentence = _(
        "The encoding of “{file}” is not certain: it was read as {encoding}. Please look at the names."
    )
    return Found(guess.name, False, guess.alternatives, sentence.format(file=path.name, encoding=guess.name))


def _lines_beyond_ascii(chunk: bytes) -> bytes:
    """The lines of ``chunk`` that need an encoding, up to a sample's size; one that is cut only if need be."""
    lines = [line for line in chunk.splitlines(keepends=True) if not line.isascii()]
    if len(lines) > 1 and not lines[-1].endswith((b"\n", b"\r")):
        lines.pop()
    sample = b""
    for line in lines:
        sample += line
        if len(sample) > _SAMPLE_BYTES:
            break
    return sample


_OTHER_FORMATS = (
    (b"PK\x03\x04", N_("a spreadsheet or zip file")),
    (b"\xd0\xcf\x11\xe0", N_("an old Excel file")),
    (b"%pdf", N_("a PDF")),
    (b"sqlite format 3", N_("a database")),
    (b"\x89png", N_("a picture")),
    (b"\xff\xd8\xff", N_("a picture")),
    (b"gif8", N_("a picture")),
    (b"\x1f\x8b", N_("a zip file")),
    (b"rar!", N_("a zip file")),
    (b"7z\xbc\xaf", N_("a zip file")),
    (b"begin:vcard", N_("a file of address cards")),
    (b"<!doctype", N_("a web page")),
    (b"<html", N_("a web page")),
)


def _refuse_other_formats(path: Path, start: bytes) -> None:
    first_letters = start[:64].removeprefix(codecs.BOM_UTF8).lower()
    for magic, kind in _OTHER_FORMATS:
        if first_letters.startswith(magic.lower()):
            sentence = _("“{file}” is {kind}, whatever its name says. Please save it as CSV and try again.")
            raise BookError(sentence.format(file=path.name, kind=_(kind)))
    if b"\0" in start and marked_encoding(start) is None:
        raise BookError(
            _("“{file}” is not a text file. Please save it as CSV and try again.").format(file=path.name)
        )


def separator_line(path: Path, encoding: str) -> str | None:
    """The separator that Excel's first line ``sep=;`` names; such a line is no data."""
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        line = file.readline(20).strip('\ufeff\r\n" ')
    return (
        line[4]
        if line.lower().startswith("sep=") and len(line) == 5
        else "\t"
        if line.lower() == "sep=\t"
        else None
    )


def likeliest_separator(path: Path, encoding: str) -> str:
    """The separator that cuts most rows into as many cells as headings; a comma for a table of one column."""
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        lines = list(islice(file, _SAMPLE_ROWS))
    best, best_score = ",", (0.0, 1)
    for separator in _SEPARATORS:
        widths = [len(row) for row in csv.reader(lines, delimiter=separator) if row]
        if not widths or widths[0] < 2:
            continue
        score = (round(sum(width == widths[0] for width in widths) / len(widths), 1), widths[0])
        if score > best_score:
            best, best_score = separator, score
    return best
