"""Names found however they are typed, and texts that a file can hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.folding import Cleaned, clean, fold, suffixes, words


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Łukasz", "lukasz"),
        ("O'Brien", "obrien"),
        ("O’Brien", "obrien"),
        ("O´Brien", "obrien"),
        ("Straße", "strasse"),
        ("Zoë", "zoe"),
        ("Zoe\u0308", "zoe"),
        ("Ørsted Æbelø", "orsted aebelo"),
        ("Đorđe", "dorde"),
        ("İstanbul ışık", "istanbul isik"),
        ("ＡＢＣ　１２", "abc 12"),
        ("ﾊﾝｶｸ", "ハンカク"),
        ("パパ", "パパ"),
        ("한국", "한국"),
        ("مُحَمَّد", "محمد"),
        ("A\u200db\ufeff", "ab"),
        ("\u202eevil", "evil"),
        ("  Ann \u00a0 Lee ", "ann lee"),
        ("李雷", "李雷"),
        ("🙂", "🙂"),
        ("Ёлкин", "елкин"),
    ],
)
def test_a_name_is_found_however_it_is_typed(written: str, folded: str) -> None:
    assert fold(written) == folded


@given(st.text(max_size=20))
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Mary-Ann O'Brien", ["mary", "ann", "obrien"]),
        ("Smith & Sons (Ltd.)", ["smith", "sons", "ltd"]),
        ("a.b@c.com", ["a", "b", "c", "com"]),
        ("李·雷、韩梅梅", ["李", "雷", "韩梅梅"]),
        ("हिन्दी ไทยที่", ["हिन्दी", "ไทยที่"]),
        ("“AND” * (NOT", ["and", "not"]),
        ("", []),
        (" .,- ", []),
    ],
)
def test_words_are_what_stands_between_marks(text: str, found: list[str]) -> None:
    assert words(text) == found


def test_any_part_of_a_word_begins_one_of_its_ends() -> None:
    assert suffixes("li雷") == ["li雷", "i雷", "雷"]
    assert len(suffixes("x" * 40_000)) == 64


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("Ann", Cleaned("Ann")),
        ("a\x00b\x07", Cleaned("ab", controls_removed=2)),
        ("a\tb\nc", Cleaned("a\tb\nc")),
        ("a\r\nb\rc", Cleaned("a\nb\nc")),
        ("a\ud800b", Cleaned("a\ufffdb", halves_replaced=1)),
        ("Zoe\u0308", Cleaned("Zoë")),
        ("👩‍👧", Cleaned("👩‍👧")),
        ("\u202eabc", Cleaned("\u202eabc")),
    ],
)
def test_what_cannot_be_stored_is_taken_out_and_counted(typed: str, stored: Cleaned) -> None:
    assert clean(typed) == stored
    assert clean(typed).changed == bool(stored[1] or stored[2])


@given(st.text(st.characters(), max_size=30) | st.just("\ud800\x00"))
def test_a_cleaned_text_can_always_be_stored(text: str) -> None:
    stored = clean(text).text
    assert stored.encode().decode() == stored
    assert "\x00" not in stored
    assert not clean(stored).changed
