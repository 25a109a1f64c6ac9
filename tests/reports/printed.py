"""What the tests of paper share: a shop, a day, and reading back what was printed."""

import unicodedata
from datetime import date
from io import BytesIO

import pypdfium2

from reports import call_list
from reports.call_facts import Facts, Group, LastWords, Line, Person, Reason
from reports.page import A4, Letterhead, Paper

SHOP = Letterhead("Corner Optics", "12 High Street, York", "01904 555 012")
DAY = date(2026, 11, 21)


def list_of(*people: Person) -> Facts:
    """A call list with a line for each of ``people``."""
    lines = tuple(Line(number, (person,)) for number, person in enumerate(people, start=1))
    return Facts(SHOP, "GBP", DAY, DAY, (Group("Due", lines),))


def person_saying(words: str, name: str = "Sean Miller") -> Person:
    """Somebody whose last words were these."""
    return Person(name, reasons=(Reason("3 days after the sale"),), last_words=LastWords(DAY, words))


def printed(facts: Facts, paper: Paper = A4, language_code: str = "en") -> bytes:
    """The call list as the bytes of a PDF."""
    target = BytesIO()
    call_list.write(facts, target, paper, language_code)
    return target.getvalue()


def pages(pdf: bytes) -> list[str]:
    """The text of every page; ligatures and presentation forms as the letters they stand for."""
    document = pypdfium2.PdfDocument(pdf)
    texts = []
    for page in document:
        text = page.get_textpage().get_text_range()
        texts.append(unicodedata.normalize("NFKC", text.replace("\r\n", "\n").replace("\ufffe", "-")))
    document.close()
    return texts


def text(pdf: bytes) -> str:
    """All pages in one text."""
    return "\n".join(pages(pdf))
