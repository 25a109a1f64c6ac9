"""Whatever was typed comes onto paper whole, in order, and without turning its neighbours about."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reports import script
from reports.fonts import REPLACEMENT, weight
from reports.style import BODY

WIDE = 10_000.0
_BOUGHT = "Last bought: {what}, {amount}"


def test_plain_words_stay_as_they_are() -> None:
    assert script.lines("Sean Miller", BODY, WIDE) == ["Sean Miller"]


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("a\u202eb", "ab"),
        ("a\u2067b\u2069", "ab"),
        ("\ufeffa\u200b", "a"),
        ("a\x00b", f"a{REPLACEMENT}b"),
        ("a\x1b[0m", f"a{REPLACEMENT}[0m"),
        ("a\ud800b", f"a{REPLACEMENT}b"),
        ("a\tb", "a b"),
        ("Zoe\u0308", "Zo\u00eb"),
    ],
)
def test_what_cannot_be_printed_is_dropped_or_made_visible(typed: str, shown: str) -> None:
    assert script.lines(typed, BODY, WIDE) == [shown]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r", "\u2028", "\x0b"])
def test_every_kind_of_line_end_begins_a_new_line(line_end: str) -> None:
    assert script.lines(f"one{line_end}two", BODY, WIDE) == ["one", "two"]


@given(st.text(max_size=300), st.floats(min_value=20, max_value=400))
@example("\u0590", 20.0)
@example("שלום \u05ff 123", 400.0)
def test_no_line_is_wider_than_its_column(typed: str, width: float) -> None:
    for line in script.lines(typed, BODY, width):
        assert weight(False).width(line, BODY.size) <= width + 0.01 or len(line) == 1


@given(st.text(alphabet=st.characters(min_codepoint=33, max_codepoint=0x4FF), max_size=200))
def test_breaking_into_lines_loses_no_letter(typed: str) -> None:
    whole = script.lines(typed, BODY, WIDE)
    broken = script.lines(typed, BODY, 60)
    letters = sorted(c for line in whole for c in line if c.isalnum())
    assert sorted(c for line in broken for c in line if c.isalnum()) == letters


def test_chinese_breaks_anywhere_but_never_begins_a_line_with_a_comma() -> None:
    words = "镜框很轻，戴着舒服，就是(配镜)等得有点久。"
    for width in range(20, 120, 3):
        for line in script.lines(words, BODY, width):
            assert line[0] not in "，。)"


def test_a_text_that_is_too_long_ends_visibly() -> None:
    found = script.lines("word " * 50, BODY, 100, at_most=2, more="… continues")
    assert len(found) == 2
    assert found[1].endswith("… continues")


def test_a_text_that_just_fits_does_not_claim_to_continue() -> None:
    assert script.lines("one\ntwo", BODY, WIDE, at_most=2) == ["one", "two"]


def test_hebrew_is_turned_for_the_eye_and_its_brackets_with_it() -> None:
    assert script.lines("שלום (אב)", BODY, WIDE) == ["(בא) םולש"]


def test_arabic_letters_join() -> None:
    (shown,) = script.lines("محمد", BODY, WIDE)
    assert shown == "\ufeaa\ufee4\ufea4\ufee3"


def test_an_arabic_name_does_not_turn_the_sentence_around_it() -> None:
    sentence = script.fill(_BOUGHT, what="Glasses (אב)", amount="£5.00")
    assert script.lines(sentence, BODY, WIDE) == ["Last bought: Glasses (בא), £5.00"]
    sentence = script.fill(_BOUGHT, what="משק [דגם 12]", amount="£5.00")
    assert script.lines(sentence, BODY, WIDE) == ["Last bought: [12 םגד] קשמ, £5.00"]
    parts = script.joined(" · ", ["אב", "20 Aug"])
    assert script.lines(parts, BODY, WIDE) == ["בא · 20 Aug"]


def test_a_character_that_no_face_has_becomes_a_visible_sign() -> None:
    shown = "".join(piece for _face, piece in weight(False).runs("a😀b\U000e0001"))
    assert shown == f"a{REPLACEMENT}b{REPLACEMENT}"


def test_both_weights_print_the_same_characters() -> None:
    sample = "Łódź Żółć Иван Ελένη 王小明 镕喆 ひらがな 홍길동 שלום €₹"
    for bold in (False, True):
        shown = "".join(piece for _face, piece in weight(bold).runs(sample))
        assert shown == sample
