"""A file of lines as they were typed from a call list: what is right is written, what is wrong is told."""

from collections.abc import Callable, Iterable
from datetime import date

from model.book import Book
from model.call_lists import CallList, ListStatus
from model.errors import FieldError
from model.frozen import Frozen
from model.importing.encodings import guess_encoding, marked_encoding
from model.writing_back import AlreadyWritten, Sheet
from model.written_line import is_comment
from resources.i18n import _, ngettext

_SIGNS_TOLD = 80


class WrongLine(Frozen):
    """A line of a file that was not written: its place in the file, from 1, its text, and why."""

    place: int
    text: str
    why: str

    @property
    def sentence(self) -> str:
        """All of that; of a long text its beginning."""
        text = self.text if len(self.text) <= _SIGNS_TOLD else f"{self.text[:_SIGNS_TOLD]}…"
        return _("Row {row}: {text} → {why}").format(row=self.place, text=text, why=self.why)


class FileWritten(Frozen):
    """What came of a file. ``known`` are the places of those that were in the book before, just so."""

    written: int
    known: tuple[int, ...]
    wrong: tuple[WrongLine, ...]

    def sentences(self, call_list: CallList) -> list[str]:
        """What was done, and how the list stands now."""
        said = [
            ngettext("{n} line written back.", "{n} lines written back.", self.written).format(n=self.written)
        ]
        if self.known:
            n = len(self.known)
            said.append(
                ngettext(
                    "{n} line was already written back.", "{n} lines were already written back.", n
                ).format(n=n)
            )
        if self.wrong:
            n = len(self.wrong)
            said.append(
                ngettext("{n} row was not understood.", "{n} rows were not understood.", n).format(n=n)
            )
        if call_list.status is ListStatus.CLOSED:
            said.append(_("Call list {number} is closed.").format(number=call_list.number))
        return said


def write_lines(
    book: Book,
    call_list: CallList,
    lines: Iterable[str],
    today: date,
    called_on: date | None = None,
    progress: Callable[[int, int], None] = lambda _done, _of: None,
) -> FileWritten:
    """Write line after line as they were typed. What is wrong is left out and told; what is right is written, and what
    is in the book already is not written again."""
    written, known, wrong = 0, list[int](), list[WrongLine]()
    texts = list(lines)
    sheet = Sheet(book, call_list, today, called_on)
    sheet.insist_on_called()
    for place, text in enumerate(texts, start=1):
        progress(place, len(texts))
        if is_comment(text):
            continue
        try:
            typed = sheet.read(text)
            if not typed.line and typed.list_number == call_list.number:
                continue  # a scanner's L12, at the head of its list
            sheet.write(typed)
            written += 1
        except AlreadyWritten as already:
            if already.as_typed:
                known.append(place)
            else:
                wrong.append(WrongLine(place=place, text=text.strip(), why=str(already)))
        except FieldError as error:
            wrong.append(WrongLine(place=place, text=text.strip(), why=str(error)))
    return FileWritten(written=written, known=tuple(known), wrong=tuple(wrong))


def lines_of(file: bytes) -> list[str]:
    """The lines of a text file, whatever program of whatever PC wrote it."""
    name = marked_encoding(file[:4096])
    if name is None:
        try:
            return file.decode("utf-8").splitlines()
        except UnicodeDecodeError:
            name = guess_encoding(file).name
    return file.decode(name, "replace").lstrip("\ufeff").splitlines()
