"""The recovery sheet: whoever finds it in a drawer in three years gets the book back."""

from io import BytesIO

import pytest

from reports import recovery_sheet
from reports.recovery_sheet import Facts
from resources.i18n import LANGUAGES
from tests.reports.printed import DAY, SHOP, pages, text

PASSWORD = "lemon barn quiet river coat"


def printed(language_code: str = "en") -> bytes:
    target = BytesIO()
    facts = Facts(SHOP, DAY, PASSWORD, ("Stick “KINGSTON”", "D:\\Regulars backups"))
    recovery_sheet.write(facts, target, language_code=language_code)
    return target.getvalue()


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_one_page_with_the_password_as_it_has_to_be_typed(language: str) -> None:
    [page] = pages(printed(language))
    assert PASSWORD in page
    assert "D:\\Regulars backups" in page


def test_it_says_how_to_get_the_book_back_with_and_without_the_program() -> None:
    words = text(printed())
    assert "Open a book" in words
    assert "age --decrypt" in words
