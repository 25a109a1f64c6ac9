"""A note that two people wrote on in: both texts stay, what they share once."""

from hypothesis import given
from hypothesis import strategies as st

from model.safekeeping.two_texts import SEPARATOR, put_together

LINES = st.lists(st.sampled_from("abcdefg"), max_size=6)


def note(*lines: str) -> str:
    return "\n".join(lines)


def test_what_both_added_stands_below_what_was_there_the_earlier_first() -> None:
    assert put_together(note("old"), note("old", "A"), note("old", "B")) == note("old", "A", SEPARATOR, "B")


def test_a_text_that_holds_the_other_is_both() -> None:
    assert put_together("", "likes tea", "likes tea, green") == "likes tea, green"
    assert put_together("", "likes tea, green", "likes tea") == "likes tea, green"


def test_changes_in_different_places_are_both_taken() -> None:
    base = note("one", "two", "three")
    assert put_together(base, note("ONE", "two", "three"), note("one", "two", "THREE")) == note(
        "ONE", "two", "THREE"
    )


def test_a_line_that_one_took_out_and_the_other_left_is_out() -> None:
    base = note("old", "between", "last")
    assert put_together(base, note("between", "last"), note("old", "between", "new")) == note(
        "between", "new"
    )


def test_without_a_shared_beginning_both_texts_stand_whole() -> None:
    assert put_together("", "first", "second") == note("first", SEPARATOR, "second")


def test_very_long_texts_are_kept_both_in_whole() -> None:
    first, second = note(*["a"] * 3000, "A"), note(*["a"] * 3000, "B")
    together = put_together("a", first, second)
    assert first in together
    assert second in together


@given(LINES, LINES, LINES)
def test_no_line_that_somebody_wrote_is_lost(base: list[str], first: list[str], second: list[str]) -> None:
    together = put_together(note(*base), note(*first), note(*second)).split("\n")
    for line in {*first, *second} - set(base):
        assert line in together
