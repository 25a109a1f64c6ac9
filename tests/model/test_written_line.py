"""A line of a call list is read as people type it, and what cannot be meant is explained."""

from contextlib import suppress
from datetime import date

import pytest

from model.errors import FieldError
from model.visits import Outcome
from model.written_line import LONGEST_LINE, Typed, insist_on_whole, is_comment, list_code, read_line

CALLED = date(2026, 3, 12)  # a Thursday
ALL = Typed(line=17, outcome=Outcome.CALL_BACK, next_on=date(2026, 3, 26), score=9, words="loves the new tea")


@pytest.mark.parametrize(
    "text",
    [
        '17 3 +14 9 "loves the new tea"',
        "17 3 9 +14 loves the new tea",
        '17 3 "loves the new tea" 9 +14',
        "17 3 9 loves the new tea +14",
        "17 c +14 9 loves the new tea",
        "17 C 9 26.3. “loves the new tea”",
        "  17,3,+14,9,loves the new tea ",
        "17　３　＋１４　９　「loves the new tea」",
        "１７，３，＋１４，９，“loves the new tea”",
        "17、3、+14、9、„loves the new tea“",
        "17 3 +2w 9 loves the new tea",
        '17 3 +14 9 "loves the new tea',
        '17 3 +14 9 loves the new tea"',
        "17 3 2026-03-26 9 «loves the new tea»",
        "17 3 3月26日 9 loves the new tea",
    ],
)
def test_there_are_many_ways_to_type_one_line(text: str) -> None:
    assert read_line(text, CALLED) == ALL


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("17", Typed(line=17)),
        ("17b", Typed(line=17, letter="b")),
        ("17 2", Typed(line=17, outcome=Outcome.NO_ANSWER)),
        ("17 1 0", Typed(line=17, outcome=Outcome.REACHED, score=0)),
        ("17 1 10", Typed(line=17, outcome=Outcome.REACHED, score=10)),
        ("L12", Typed(list_number=12)),
        ("l12-17", Typed(list_number=12, line=17)),
        ("L12ß17 2", Typed(list_number=12, line=17, outcome=Outcome.NO_ANSWER)),
        ("L12 17 2", Typed(list_number=12, line=17, outcome=Outcome.NO_ANSWER)),
        ("17 3 fri", Typed(line=17, outcome=Outcome.CALL_BACK, next_on=date(2026, 3, 13))),
        ("17 3 today", Typed(line=17, outcome=Outcome.CALL_BACK, next_on=CALLED)),
        ("17 3 明天", Typed(line=17, outcome=Outcome.CALL_BACK, next_on=date(2026, 3, 13))),
        ("17 1 9 很喜欢新茶，周五来", Typed(line=17, outcome=Outcome.REACHED, score=9, words="很喜欢新茶，周五来")),
        (
            "17 1 9 !c 盖子漏水",
            Typed(line=17, outcome=Outcome.REACHED, score=9, complaint="盖子漏水"),
        ),
        (
            "17 1 nice people !c the lid leaks !s open on Mondays",
            Typed(
                line=17,
                outcome=Outcome.REACHED,
                words="nice people",
                complaint="the lid leaks",
                suggestion="open on Mondays",
            ),
        ),
        (
            '17 1 !c "the lid leaks" 4',
            Typed(line=17, outcome=Outcome.REACHED, complaint="the lid leaks", score=4),
        ),
        ('17 1 "he said "no" twice"', Typed(line=17, outcome=Outcome.REACHED, words='he said "no" twice')),
        ('17 1 he said "no" twice', Typed(line=17, outcome=Outcome.REACHED, words='he said "no" twice')),
        ('17 1 "he said "no" twice" fri', Typed(
            line=17, outcome=Outcome.REACHED, words='he said "no" twice', next_on=date(2026, 3, 13)
        )),
        ("17 1 don't call at noon", Typed(line=17, outcome=Outcome.REACHED, words="don't call at noon")),
        ("17 1 Größe 38, ÉTÉ", Typed(line=17, outcome=Outcome.REACHED, words="Größe 38, ÉTÉ")),
        ('17 1 ""', Typed(line=17, outcome=Outcome.REACHED)),
    ],
)  # fmt: skip
def test_a_line_is_read_as_far_as_it_is_typed(text: str, typed: Typed) -> None:
    assert read_line(text, CALLED) == typed


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "Type the number of a line"),
        ("tea", "“tea” is no line"),
        ("0 1", "“0” is no line"),
        ("17 7", "There is no outcome “7”"),
        ("17 0", "There is no outcome “0”"),
        ("17 +14 3", "There is no outcome “+14”"),
        ("17 x", "1 Reached, 2 No answer, 3 Call back, 4 Wrong number"),
        ("17 1 11", "11 is no score: it goes from 0 to 10. For days, type +11."),
        ("17 1 9 8", "There are two scores"),
        ("17 3 +1 +2", "two days"),
        ("17 3 +", "After how many days?"),
        ("17 3 -2", "before the call, which was on"),
        ("17 3 2026-03-11", "before the call"),
        ("17 3 32.12.", "32"),
        ("17 3 1/2", "can be several days"),
        ("17 1 2kg", "Put words into quotes"),
        ('17 1 "tea" 9 cups', "words in two places"),
        ("17 1 !", "!c before a complaint"),
        ("17 1 !x late", "!c before a complaint"),
        ("17 1 !c", "what was said after !c"),
    ],
)
def test_what_cannot_be_meant_is_explained_while_it_is_typed(text: str, why: str) -> None:
    with pytest.raises(FieldError) as refused:
        read_line(text, CALLED)
    assert why in str(refused.value)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("L12", "number of a line"),
        ("17", "How did it end? 1 Reached"),
        ("17 3", "Call back, but when?"),
        ("17 6 +14", "not to be called again"),
        ("17 2 9", "For days, type +9"),
        ("17 4 !c the lid leaks", "Nobody was reached"),
    ],
)
def test_a_line_that_is_not_whole_is_not_written(text: str, why: str) -> None:
    typed = read_line(text, CALLED)
    with pytest.raises(FieldError) as refused:
        insist_on_whole(typed)
    assert why in str(refused.value)


@pytest.mark.parametrize("text", ["17 1", "17 2 +3", "17 3 +1", "17 4", "17 5 +300 2 no time", "17 6 enough"])
def test_a_whole_line_is_taken(text: str) -> None:
    insist_on_whole(read_line(text, CALLED))


def test_comments_and_blank_lines_are_no_lines() -> None:
    assert all(map(is_comment, ["", "  ", "# Monday", " ＃ 周一", "　"]))
    assert not is_comment("17 1 # not here")


def test_what_a_scanner_types_is_read_back() -> None:
    assert read_line(list_code(12), CALLED) == Typed(list_number=12)
    assert read_line(list_code(12, 17), CALLED) == Typed(list_number=12, line=17)


def test_letters_are_those_of_the_keyboard() -> None:
    assert [read_line(f"1 {letter}", CALLED).outcome for letter in "rncwfd"] == list(Outcome)


@pytest.mark.parametrize("text", ["1 ²", "² 1", "1 1 ²", "1 1 ½", "1 1 ①", "1 1 +²", "1 1 ²³ !c x", "1 1 4²"])
def test_strange_digits_never_break_the_reading(text: str) -> None:
    with suppress(FieldError):
        assert read_line(text, CALLED).score is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("17 1 she said “no”", "she said “no”"),
        ("17 1 he said “no”", "he said “no”"),
        ("17 1 he said no”", "he said no"),
        ("17 1 she said no”", "she said no"),
        ("17 1 “no", "no"),
        ("17 1 “she said “no” and went", "she said “no” and went"),
        ("17 1 “no” and “yes” 9", "no” and “yes"),
        ("17 1 “no” !s more tea", "no"),
    ],
)
def test_quotes_that_are_left_out_or_stand_in_words_lose_nothing(text: str, words: str) -> None:
    assert read_line(text, CALLED).words == words


def test_a_mark_needs_no_blank_behind_it() -> None:
    assert read_line("17 1 !cToo sweet !sOpen on Mondays", CALLED).complaint.startswith("Too sweet")


def test_the_longest_line_is_read_and_a_longer_one_is_told() -> None:
    begin = "17 1 "
    longest = begin + "x" * (LONGEST_LINE - len(begin))
    assert len(read_line(longest, CALLED).words) == LONGEST_LINE - len(begin)
    with pytest.raises(FieldError, match="too long for one call: 5001 signs"):
        read_line(longest + "x", CALLED)
