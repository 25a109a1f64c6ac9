"""How safe a book is said to be: counted in edits, never by a clock alone."""

from datetime import UTC, datetime, timedelta

import pytest

from model.book import Book
from model.safekeeping.places import Place
from model.safekeeping.standing import (
    Failure,
    Proof,
    Worry,
    changes_since,
    in_short,
    is_empty,
    moment,
    said_of_changes,
    standing,
    worry_in_words,
)
from resources import i18n
from tests.makers import add_customer

NOW = datetime(2026, 3, 12, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def proof(age: timedelta = timedelta(), *, same_disk: bool = False) -> Proof:
    return Proof(NOW - age, "Tea.regulars-backup", "/media/stick", "g" * 32, 1, same_disk)


def head(book: Book) -> Proof:
    generation_id, seq = book.store.row(
        "SELECT generation_id, seq FROM edit ORDER BY number DESC LIMIT 1"
    ) or ("", 0)
    return Proof(NOW, "Tea.regulars-backup", "/media/stick", generation_id, seq, same_disk=False)


def worries(
    proofs: dict[Place, Proof],
    changes: dict[Place, int | None],
    *,
    failure: Failure | None = None,
    empty: bool = False,
) -> tuple[Worry, ...]:
    return standing(proofs, changes, NOW, failure=failure, empty=empty).worries


def test_a_new_book_without_customers_worries_nobody(book: Book) -> None:
    assert is_empty(book.store)
    assert worries({}, {}, empty=True) == ()


def test_a_book_with_customers_and_no_backup_does(book: Book) -> None:
    add_customer(book)
    assert not is_empty(book.store)
    assert worries({}, {}) == (Worry.NEVER,)


def test_every_change_since_the_backup_is_counted(book: Book) -> None:
    add_customer(book, "Anna Smith")
    made = head(book)
    assert changes_since(book.store, made) == 0
    add_customer(book, "Li Wei")
    book.undo()
    assert changes_since(book.store, made) == 2


def test_a_backup_of_what_the_book_does_not_hold_cannot_be_compared_by_counting(book: Book) -> None:
    assert changes_since(book.store, proof()) is None


def test_a_backup_of_today_on_a_stick_is_well() -> None:
    assert worries({Place.STICK: proof(timedelta(hours=3))}, {Place.STICK: 14}) == ()


@pytest.mark.parametrize(
    ("age", "changes", "old"),
    [
        (3 * DAY, 1, True),
        (3 * DAY, 0, False),
        (3 * DAY, None, True),
        (DAY, 500, False),
        (300 * DAY, 0, False),
    ],
)
def test_a_backup_is_old_after_two_days_if_something_was_changed(
    age: timedelta, changes: int | None, old: bool
) -> None:
    assert (Worry.OLD in worries({Place.STICK: proof(age)}, {Place.STICK: changes})) is old


def test_a_backup_from_a_day_that_has_not_come_yet_is_not_fresh() -> None:
    """The clock was ahead when it was made; nobody knows how old it is."""
    assert worries({Place.STICK: proof(-40 * DAY)}, {Place.STICK: 3}) == (Worry.OLD,)
    assert worries({Place.STICK: proof(-40 * DAY)}, {Place.STICK: 0}) == ()


def test_a_copy_on_the_same_disk_alone_is_not_enough() -> None:
    assert worries({Place.FOLDER: proof(same_disk=True)}, {Place.FOLDER: 0}) == (Worry.SAME_DISK,)


def test_a_stick_that_was_long_not_plugged_in_is_asked_for() -> None:
    proofs = {Place.FOLDER: proof(same_disk=True), Place.STICK: proof(9 * DAY)}
    assert worries(proofs, {Place.FOLDER: 0, Place.STICK: 40}) == (Worry.AWAY_OLD,)
    assert worries(proofs, {Place.FOLDER: 0, Place.STICK: 0}) == ()


def test_what_went_wrong_last_is_told() -> None:
    failure = Failure(NOW - timedelta(hours=2), "The stick is full.")
    state = standing({Place.STICK: proof(DAY)}, {Place.STICK: 0}, NOW, failure=failure)
    assert state.worries == (Worry.FAILED,)
    assert "The stick is full." in worry_in_words(Worry.FAILED, state, NOW)


def test_the_newest_is_the_one_with_least_changed_since_whatever_the_clocks_say() -> None:
    proofs = {Place.FOLDER: proof(400 * DAY), Place.STICK: proof(DAY)}
    assert standing(proofs, {Place.FOLDER: 0, Place.STICK: 7}, NOW).newest is Place.FOLDER
    assert standing(proofs, {Place.FOLDER: None, Place.STICK: 7}, NOW).newest is Place.STICK


def test_of_two_equal_copies_the_one_on_the_other_disk_is_named() -> None:
    proofs = {Place.FOLDER: proof(same_disk=True), Place.STICK: proof()}
    assert standing(proofs, {Place.FOLDER: 0, Place.STICK: 0}, NOW).newest is Place.STICK


def test_the_line_at_the_foot_says_when_and_where() -> None:
    at = NOW.astimezone() - DAY
    state = standing({Place.STICK: proof(DAY)}, {Place.STICK: 14}, NOW)
    assert in_short(state, NOW) == f"Last proven backup: yesterday {at:%H:%M}, on the stick"
    assert said_of_changes(state) == "14 changes were made since."
    assert in_short(standing({}, {}, NOW), NOW) == "No backup yet"


def test_older_moments_have_their_day() -> None:
    noon = datetime(2026, 3, 12, 12).astimezone()  # here: on the other side of the world it is another day
    assert moment(noon - 5 * DAY, noon).startswith("Sat 7 Mar 2026, ")
    assert moment(noon + 5 * DAY, noon).startswith("Tue 17 Mar 2026, ")


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("worry", Worry)
def test_every_worry_has_its_words(language: str, worry: Worry) -> None:
    state = standing({Place.STICK: proof(9 * DAY)}, {Place.STICK: 3}, NOW, failure=Failure(NOW, "Full."))
    with i18n.language(language):
        assert worry_in_words(worry, state, NOW)
