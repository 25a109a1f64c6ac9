"""One round of backups: every place that can be reached gets its own, and none is taken for another."""

import shutil
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from model.book import Book
from model.errors import BookError, Cancelled
from model.safekeeping.backup import backups_in, verify
from model.safekeeping.manifest import Reason
from model.safekeeping.places import FOLDER_NAME, Place, Volume, remember_stick
from model.safekeeping.rounds import Plan, Round, back_up_everywhere, try_out
from model.safekeeping.second_copy import second_copy
from tests.makers import add_customer

NOW = datetime(2026, 3, 12, 12, 0, tzinfo=UTC)
BOTH = (Place.FOLDER, Place.STICK)


@pytest.fixture
def stick(tmp_path: Path) -> Volume:
    """A stick that is plugged in."""
    root = tmp_path / "KINGSTON"
    root.mkdir()
    return Volume(root, "KINGSTON")


@pytest.fixture
def plan(book: Book, tmp_path: Path, stick: Volume) -> Plan:
    """Backups go beside the book and to the stick."""
    add_customer(book)
    return Plan(tmp_path / FOLDER_NAME, remember_stick(stick.root / FOLDER_NAME, stick), lambda: [stick])


def a_round(book: Book, plan: Plan, wanted: Sequence[Place] = BOTH, **more: object) -> Round:
    return back_up_everywhere(book, plan, wanted, Reason.HAND, now=NOW, **more)  # type: ignore[arg-type]


def test_each_place_has_its_own_proof(book: Book, plan: Plan, stick: Volume, tmp_path: Path) -> None:
    made = a_round(book, plan)
    assert set(made.proofs) == set(BOTH)
    assert [Path(made.proofs[place].folder) for place in BOTH] == [
        tmp_path / FOLDER_NAME,
        stick.root / FOLDER_NAME,
    ]


def test_the_second_place_holds_the_same_backup_and_each_can_be_proven(book: Book, plan: Plan) -> None:
    made = a_round(book, plan).made
    one, other = made[Place.FOLDER].path, made[Place.STICK].path
    assert one.read_bytes() == other.read_bytes()
    assert verify(other).counts["customers"] == 1
    assert not list(other.parent.glob("*.part"))


def test_a_second_place_that_cannot_be_written_leaves_nothing_half(
    book: Book, plan: Plan, tmp_path: Path
) -> None:
    proven = a_round(book, plan, [Place.FOLDER]).made[Place.FOLDER]

    def stop(done: int, of: int) -> None:
        if done >= of / 2:
            raise Cancelled

    (tmp_path / "second").mkdir()
    with pytest.raises(Cancelled):
        second_copy(proven, tmp_path / "second", stop)
    assert list((tmp_path / "second").iterdir()) == []
    with pytest.raises(BookError, match="There is no folder"):
        second_copy(proven, tmp_path / "third")


def test_a_stick_that_is_not_there_is_said_and_no_failure(book: Book, plan: Plan, stick: Volume) -> None:
    stick.root.rename(stick.root.with_name("drawer"))
    made = a_round(book, plan)
    assert made.stick_missing
    assert not made.failed
    assert set(made.proofs) == {Place.FOLDER}


def test_a_stick_pulled_out_in_the_middle_is_no_proof_and_gets_no_folder_on_this_disk(
    book: Book, plan: Plan, stick: Volume, tmp_path: Path
) -> None:
    """Its mount point stays behind as an empty folder of the system's disk."""
    a_round(book, plan, [Place.STICK])

    def pull_out(_done: int, _of: int) -> None:
        if stick.root.exists() and any(stick.root.iterdir()):
            shutil.move(stick.root, tmp_path / "in a hand")
            stick.root.mkdir()

    made = a_round(book, plan, progress=pull_out)
    assert set(made.proofs) == {Place.FOLDER}
    assert set(made.failed) == {Place.STICK}
    assert list(stick.root.iterdir()) == []
    assert len(backups_in(tmp_path / "in a hand" / FOLDER_NAME)) == 1  # the earlier one


def test_a_chosen_folder_that_is_gone_is_not_made_again(book: Book, plan: Plan, tmp_path: Path) -> None:
    """It may be a share that is not mounted now."""
    (tmp_path / "nas").mkdir()
    away = Plan(tmp_path / "nas" / FOLDER_NAME, None, list)
    made = a_round(book, away, [Place.FOLDER])
    assert "There is no folder" in made.failed[Place.FOLDER]
    assert list((tmp_path / "nas").iterdir()) == []
    assert plan.folder != away.folder


def test_a_place_that_fails_keeps_no_other_from_its_backup(book: Book, plan: Plan, tmp_path: Path) -> None:
    (tmp_path / FOLDER_NAME).write_text("a file where a folder should be")
    made = a_round(book, plan)
    assert set(made.failed) == {Place.FOLDER}
    assert set(made.proofs) == {Place.STICK}


def test_what_was_proven_before_somebody_said_stop_counts(book: Book, plan: Plan, stick: Volume) -> None:
    def stop_half_way(done: int, of: int) -> None:
        if done > 0.6 * of:
            raise Cancelled

    made = a_round(book, plan, progress=stop_half_way)
    assert made.cancelled
    assert set(made.proofs) == {Place.FOLDER}
    assert backups_in(stick.root / FOLDER_NAME) == []


def test_a_trial_restores_the_proven_backup_and_tells_one_that_rotted(book: Book, plan: Plan) -> None:
    proof = a_round(book, plan).proofs[Place.FOLDER]
    assert try_out(proof, plan, Place.FOLDER)
    path = Path(proof.folder) / proof.file
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(BookError):
        try_out(proof, plan, Place.FOLDER)
    path.unlink()
    assert not try_out(proof, plan, Place.FOLDER)
