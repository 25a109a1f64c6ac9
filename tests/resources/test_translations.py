"""Every word of the program is there in every language, and what is shipped is what was translated."""

import ast
import re
import string
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message

from resources import i18n
from resources.translations import update

TRANSLATED = sorted(set(i18n.LANGUAGES) - {"en"})
UPDATE = "run resources/translations/update.py"


@pytest.fixture(scope="module")
def words() -> Catalog:
    return update.words_in_code()


@pytest.fixture(params=TRANSLATED)
def translations(request: pytest.FixtureRequest) -> Catalog:
    return update.read_catalogue(request.param)


def test_every_language_that_can_be_chosen_has_a_catalogue() -> None:
    assert update.languages() == TRANSLATED


def test_every_word_in_the_code_is_in_the_catalogue(words: Catalog, translations: Catalog) -> None:
    assert identities(words) - identities(translations) == set(), UPDATE


def test_no_word_in_the_catalogue_is_gone_from_the_code(words: Catalog, translations: Catalog) -> None:
    assert identities(translations) - identities(words) == set(), UPDATE
    assert list(translations.obsolete) == [], UPDATE


def test_every_word_is_translated(translations: Catalog) -> None:
    assert [message.id for message in update.untranslated(translations)] == []


def test_no_translation_is_a_guess(translations: Catalog) -> None:
    assert [message.id for message in translations if message.id and message.fuzzy] == []


def test_translations_are_filled_with_the_same_facts(translations: Catalog) -> None:
    assert [complaint for message in translations for complaint in wrong_blanks(message)] == []


def test_no_translation_writes_a_percentage_by_itself(translations: Catalog) -> None:
    """They come from ``model/percentages.py``, into a place like ``{share}``."""
    signs = [
        text
        for message in translations
        if not any(re.search(r"%|(?<!\{)percent\b", text) for text in update.forms(message.id))
        for text in update.forms(message.string)
        if "%" in text
    ]
    assert signs == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_the_program_reads_what_was_translated(language: str) -> None:
    assert update.mo_file(language).read_bytes() == update.compiled(update.read_catalogue(language)), UPDATE


@pytest.mark.parametrize("language", TRANSLATED)
def test_updating_a_catalogue_that_is_up_to_date_changes_nothing(language: str) -> None:
    catalogue = update.read_catalogue(language)
    catalogue.update(update.words_in_code(), no_fuzzy_matching=True)
    unchanged = update.po_text(catalogue) == update.po_file(language).read_bytes()
    assert unchanged, UPDATE


def test_no_word_hides_where_the_catalogue_does_not_see_it(words: Catalog) -> None:
    seen = {word for message in words for word in update.forms(message.id)}
    hidden = [
        f"{file.relative_to(update.CHECKOUT)}:{line}: {word}"
        for source in update.SOURCES
        for file in sorted((update.CHECKOUT / source).rglob("*.py")) or [update.CHECKOUT / source]
        for line, word in marked_words(file.read_text(encoding="utf-8"))
        if word not in seen
    ]
    assert hidden == [], "take it out of the f-string"


def marked_words(code: str) -> Iterator[tuple[int, str]]:
    """Line and word of everything that is given to ``_`` and its sisters, as Python itself reads it."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in update.KEYWORDS:
            given = [one.value for one in node.args if isinstance(one, ast.Constant)]
            for word in given[1:] if node.func.id == "pgettext" else given:
                if isinstance(word, str) and word:
                    yield node.lineno, word


def identities(catalogue: Catalog) -> set[tuple[str | None, str | tuple[str, ...]]]:
    """What tells one message from another: its context and its English, plural included."""
    return {
        (message.context, message.id if isinstance(message.id, str) else tuple(message.id))
        for message in catalogue
        if message.id
    }


def wrong_blanks(message: Message) -> Iterator[str]:
    """What is wrong with the ``{blanks}`` of a translation, a sentence each."""
    if not message.id:
        return
    originals = update.forms(message.id)
    for number, translation in enumerate(update.forms(message.string)):
        if not translation:
            continue  # another test's business
        # A language without a singular fills in what the English plural does.
        original = originals[-1] if len(update.forms(message.string)) == 1 else originals[min(number, 1)]
        try:
            wanted, got = blanks(original), blanks(translation)
        except ValueError as error:
            yield f"{translation!r} cannot be filled: {error}"
            continue
        if wanted != got:
            yield f"{translation!r} has {sorted(got)}, {original!r} has {sorted(wanted)}"


def blanks(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


# The checks above must be able to fail.


def test_words_are_found_however_they_are_marked(tmp_path: Path) -> None:
    (tmp_path / "main.py").write_text(
        'print(_("one"), N_("two"), ngettext("{n} three", "{n} threes", n), pgettext("a bill", "four"))\n'
    )
    assert identities(update.words_in_code(tmp_path)) == {
        (None, "one"),
        (None, "two"),
        (None, ("{n} three", "{n} threes")),
        ("a bill", "four"),
    }


def test_marked_words_are_seen_inside_an_f_string() -> None:
    code = "print(f\"{_('one')} {ngettext('two', 'twos', n)}\", pgettext(\"a bill\", \"three\"))"
    assert [word for _line, word in marked_words(code)] == ["three", "one", "two", "twos"]


def test_an_empty_form_is_untranslated() -> None:
    catalogue = Catalog(locale="zh_CN")
    catalogue.add("one", "")
    catalogue.add(("{n} day", "{n} days"), ("",))
    catalogue.add("two", "二")
    assert [message.id for message in update.untranslated(catalogue)] == ["one", ("{n} day", "{n} days")]


@pytest.mark.parametrize(
    ("english", "translation"),
    [
        ("Hello {name}", "你好 {nmae}"),
        ("Hello {name}", "你好"),
        ("Hello", "你好 {name}"),
        ("Hello {name}", "你好 {name"),
        (("One day", "{n} days"), ("一天",)),
        (("{n} day", "{n} days"), ("{n} 天 {m}",)),
    ],
)
def test_a_wrong_blank_is_seen(english: str, translation: str) -> None:
    assert list(wrong_blanks(Message(english, translation)))


@pytest.mark.parametrize(
    ("english", "translation"),
    [
        ("Hello {name} of {shop}", "{shop}的{name}，你好"),
        (("One day", "{n} days"), ("{n} 天",)),
        (("One day", "{n} days"), ("Ein Tag", "{n} Tage")),
        ("100 % sure", "百分之百"),
    ],
)
def test_a_right_blank_is_left_alone(english: str, translation: str) -> None:
    assert list(wrong_blanks(Message(english, translation))) == []
