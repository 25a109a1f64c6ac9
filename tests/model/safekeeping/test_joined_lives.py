"""Copies of a book that live at random and are joined: nothing that was typed is lost, whoever is called ours.

What is held of every join stands in ``tests/copies.py``. The same is held against other rules for joining, each of
which must be caught.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from model import undo
from model.book import Book
from model.safekeeping import deciding, joining
from model.safekeeping.deciding import Decision, Setter, Side, Story, values_of
from model.safekeeping.deletions import Deletions
from model.safekeeping.done import Done
from model.safekeeping.joining import Joined
from model.safekeeping.lineage import Verdict, compare, of
from tests.copies import (
    DEEDS,
    MOVES,
    Copy,
    Join,
    Life,
    Rows,
    Step,
    join_copies,
    random_steps,
    rows_of,
    verify,
)


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Life:
    """A shop with a few customers, from which every life goes on."""
    return Life(tmp_path_factory.mktemp("begun"))


def steps(copies: int, most: int, *, moves: bool) -> st.SearchStrategy[list[Step]]:
    numbers = st.integers(0, 11)
    deeds = st.sampled_from(DEEDS + (MOVES if moves else ()))
    return st.lists(st.tuples(deeds, st.integers(0, copies - 1), numbers, numbers), min_size=2, max_size=most)


@contextmanager
def room() -> Iterator[Path]:
    with TemporaryDirectory() as folder:
        yield Path(folder)


def two_copies(begun: Life, told: list[Step], join: Join = join_copies) -> bool:
    """Two copies that part once."""
    with room() as folder:
        life = Life(folder, 2, begun)
        with life.copies[0].open() as book:
            base: Rows = rows_of(book)
        life.live(told)
        return verify(life, *life.copies, base=base, join=join)


def three_copies(begun: Life, told: list[Step]) -> None:
    """Three copies with old backups put back, copies made by hand and joins among what happens to them; then two are
    joined, and the third with these."""
    with room() as folder:
        life = Life(folder, 3, begun)
        life.live(told)
        verify(life, life.copies[0], life.copies[1])
        joined = folder / "joined.regulars"
        so_far = Copy(folder / "two of three.regulars")
        shutil.copy(joined if joined.exists() else life.copies[0].path, so_far.path)
        verify(life, so_far, life.copies[2])


FEW = settings(
    max_examples=6, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck), print_blob=False
)
MANY = settings(FEW, max_examples=1_000, derandomize=False)


@given(told=steps(2, 20, moves=False))
@FEW
def test_two_copies_are_joined_without_losing_a_word(begun: Life, told: list[Step]) -> None:
    two_copies(begun, told)


@given(told=steps(3, 24, moves=True))
@FEW
def test_three_copies_with_old_backups_among_them_are_joined_without_losing_a_word(
    begun: Life, told: list[Step]
) -> None:
    three_copies(begun, told)


LIVES_ONCE_LOST: dict[str, list[Step]] = {
    "consents that an earlier join made one": [
        ("consent", 0, 9, 5),
        ("unite", 1, 10, 3),
        ("consent", 1, 10, 5),
        ("join", 0, 4, 2),
        ("complaint_on", 1, 0, 11),
    ],
    "what a join that was taken back had dropped": [
        ("review", 1, 7, 2),
        ("slip", 0, 6, 2),
        ("unite", 1, 11, 6),
        ("class", 2, 11, 5),
    ],
}


@pytest.mark.parametrize("life", LIVES_ONCE_LOST)
def test_a_third_copy_is_joined_whatever_became_of(life: str, begun: Life) -> None:
    three_copies(begun, LIVES_ONCE_LOST[life])


@pytest.mark.long
@pytest.mark.timeout(7_200)
@given(told=steps(2, 40, moves=False))
@MANY
def test_a_thousand_lives_of_two_copies(begun: Life, told: list[Step]) -> None:
    two_copies(begun, told)


@pytest.mark.long
@pytest.mark.timeout(7_200)
@given(told=steps(3, 40, moves=True))
@MANY
def test_a_thousand_lives_of_three_copies(begun: Life, told: list[Step]) -> None:
    three_copies(begun, told)


# other rules, which must be caught


def the_newer_file_wins(ours: Path, theirs: Path, target: Path) -> Joined | None:
    with Book.open(ours, read_only=True) as one, Book.open(theirs, read_only=True) as other:
        if compare(of(one.store), of(other.store)).verdict is not Verdict.PARTED:
            return None
        last = [book.store.value("SELECT max(at) FROM edit") for book in (one, other)]
    shutil.copy(ours if last[0] >= last[1] else theirs, target)
    return Joined(Done({}, {}, {}), Done({}, {}, {}), (), 0, {})


def the_newer_row_wins(_table: str, groups: Any, ours: Story, theirs: Story) -> list[Decision]:
    def last(story: Story) -> str:
        return max((setter.at for setter in story.setters.values()), default="")

    side = Side.OURS if last(ours) >= last(theirs) else Side.THEIRS
    story = ours if side is Side.OURS else theirs
    return [Decision(group, side, values_of(story.state, group)) for group in groups]


def ours_always_wins(_table: str, group: tuple[str, ...], ours: Story, _theirs: Story) -> Decision:
    return Decision(group, Side.OURS, values_of(ours.state, group))


_clash = deciding._clash


def nobody_is_told(*args: Any) -> Decision:
    decision = _clash(*args)
    return Decision(decision.group, decision.side, decision.values)


def it_depends_who_asks(table: str, group: tuple[str, ...], ours: Any, theirs: Any) -> Decision:
    (one, by_us, story), (other, by_them, their_story) = ours, theirs
    later = Setter(by_us.edit_id, "9999", by_us.who, by_us.is_new)
    return _clash(table, group, (one, later, story), (other, by_them, their_story))


def nothing(*_args: Any) -> None:
    pass


MUTANTS = {
    "the newer row wins": (joining, "decide", the_newer_row_wins),
    "ours always wins": (deciding, "decide_group", ours_always_wins),
    "nobody is told of the other value": (deciding, "_clash", nobody_is_told),
    "it depends who asks": (deciding, "_clash", it_depends_who_asks),
    "delete beats edit": (Deletions, "keep_what_the_other_needs", nothing),
    "children do not bring their parents back": (Deletions, "_keep_what_is_pointed_at", nothing),
    "parents that went in another edit stay away": (Deletions, "keep_parents", nothing),
    "undo forgets what came with the join": (undo, "TAKEN_TOGETHER", "(:edit)"),
}

TELLING: list[list[Step]] = [
    # A field each writes, a note each writes on.
    [("field", 0, 0, 0), ("note", 0, 1, 1), ("field", 1, 0, 0), ("note", 1, 1, 1)],
    # One field here and another there, the one of another customer after both.
    [("field", 0, 0, 0), ("field", 1, 0, 1), ("customer", 1, 0, 1)],
    # Edited here, deleted there.
    [("note", 0, 0, 0), ("delete", 1, 0, 0)],
    # Sold to here, deleted there.
    [("sale", 0, 0, 1), ("delete", 1, 0, 0)],
    # A line changed here; there taken out, and then the sale it stood in.
    [("line", 0, 0, 1), ("line", 1, 0, 0), ("sale_off", 1, 0, 1)],
    # Two cards of one person made one, the other way round in each, and a line taken out of what was moved: one join
    # has to bring back what it hung on, and only for that moment the line.
    [("unite", 1, 1, 0), ("unite", 0, 0, 1), ("line", 0, 2, 0)],
    # Archived here; there archived too, and taken back.
    [("field", 0, 3, 6), ("field", 1, 3, 6), ("undo", 1, 0, 0)],
]
"""Short lives in which a rule can go wrong."""


def is_caught(begun: Life, lives: Iterable[list[Step]], join: Join = join_copies) -> bool:
    """Whether what is held of a join does not hold for one of these lives; crashes count."""
    for told in lives:
        try:
            two_copies(begun, told, join)
        except Exception:  # noqa: BLE001
            return True
    return False


def random_lives(number: int) -> Iterable[list[Step]]:
    return (random_steps(random.Random(seed), 30, 2, moves=False) for seed in range(number))


def test_that_the_newer_file_wins_is_caught(begun: Life) -> None:
    assert is_caught(begun, TELLING, the_newer_file_wins)


@pytest.mark.parametrize("rule", MUTANTS)
def test_another_rule_is_caught(rule: str, begun: Life, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(*MUTANTS[rule])
    assert is_caught(begun, TELLING)


@pytest.mark.long
@pytest.mark.timeout(3_600)
@pytest.mark.parametrize("rule", MUTANTS)
def test_another_rule_is_caught_in_random_lives(
    rule: str, begun: Life, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(*MUTANTS[rule])
    assert is_caught(begun, random_lives(300))


def test_with_the_right_rules_the_same_lives_pass(begun: Life) -> None:
    assert not is_caught(begun, TELLING)
