"""One current language, and another one where a block of work asks for it."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from resources import i18n


def test_english_is_what_stands_in_the_code() -> None:
    assert i18n._("Phone call") == "Phone call"
    assert [i18n.ngettext("{n} day", "{n} days", n) for n in (0, 1, 2)] == ["{n} days", "{n} day", "{n} days"]
    assert i18n.pgettext("a month", "May") == "May"


def test_a_language_that_is_set_is_spoken_by_every_thread() -> None:
    i18n.set_language("zh_CN")
    with ThreadPoolExecutor() as pool:
        assert pool.submit(i18n.current_language).result() == "zh_CN"


def test_a_language_for_a_block_ends_with_the_block_and_stays_in_its_thread() -> None:
    with ThreadPoolExecutor() as pool, i18n.language("zh_CN"):
        assert i18n.current_language() == "zh_CN"
        assert pool.submit(i18n.current_language).result() == "en"
    assert i18n.current_language() == "en"


def test_an_unknown_language_is_refused_before_anything_changes() -> None:
    with pytest.raises(KeyError, match="fr"):
        i18n.set_language("fr")
    with pytest.raises(KeyError, match="fr"), i18n.language("fr"):
        pass
    assert i18n.current_language() == "en"


@pytest.mark.parametrize("code", i18n.LANGUAGES)
def test_nothing_to_say_stays_nothing(code: str) -> None:
    with i18n.language(code):
        assert i18n._("") == ""


@pytest.mark.parametrize("code", i18n.LANGUAGES)
def test_words_that_no_catalogue_has_are_said_in_english(code: str) -> None:
    with i18n.language(code):
        assert (
            i18n._("A sentence that stands nowhere in the program")
            == "A sentence that stands nowhere in the program"
        )


def test_no_blank_stands_behind_a_chinese_full_stop() -> None:
    assert i18n.paragraph(["One.", "", "Two."]) == "One. Two."
    with i18n.language("zh_CN"):
        assert i18n.paragraph(["一。", "", "二。"]) == "一。二。"
