"""What this PC remembers about backups, and that nonsense in its file costs nothing."""

import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from model.computer import Computer
from model.safekeeping.places import Place, Stick
from model.safekeeping.remembered import Remembered
from model.safekeeping.standing import Failure, Proof

AT = datetime(2026, 3, 12, 12, 0, tzinfo=UTC)
PROOF = Proof(AT, "Tea.regulars-backup", "/media/stick", "g" * 32, 7, same_disk=False, locked=True)
STICK = Stick("abc", "KINGSTON", "Regulars backups", Path("/media/KINGSTON"))


@pytest.fixture
def remembered(tmp_path: Path) -> Remembered:
    return Remembered(Computer(tmp_path / "pc"), "book one")


def again(tmp_path: Path, book_id: str = "book one") -> Remembered:
    return Remembered(Computer(tmp_path / "pc"), book_id)


def test_everything_is_there_at_the_next_start(remembered: Remembered, tmp_path: Path) -> None:
    remembered.folder, remembered.stick, remembered.by_itself = tmp_path / "safe", STICK, False
    remembered.note_failure(Failure(AT, "Full."))
    remembered.tried_out = AT
    later = again(tmp_path)
    assert (later.folder, later.stick, later.by_itself) == (tmp_path / "safe", STICK, False)
    assert later.failure == Failure(AT, "Full.")
    assert later.tried_out == AT


def test_a_new_pc_backs_up_by_itself_beside_the_book(remembered: Remembered, tmp_path: Path) -> None:
    assert remembered.by_itself
    assert not remembered.was_asked
    assert remembered.folder_for(tmp_path / "shop.regulars") == tmp_path / "Regulars backups"


def test_a_proof_ends_the_failure_before_it(remembered: Remembered, tmp_path: Path) -> None:
    remembered.note_failure(Failure(AT, "Full."))
    remembered.note_proof(Place.STICK, PROOF)
    assert again(tmp_path).proofs == {Place.STICK: PROOF}
    assert remembered.failure is None


def test_proofs_belong_to_their_book_and_places_to_the_pc(remembered: Remembered, tmp_path: Path) -> None:
    remembered.stick = STICK
    remembered.note_proof(Place.STICK, PROOF)
    other = again(tmp_path, "book two")
    assert other.stick == STICK
    assert other.proofs == {}


def test_another_stick_has_proven_nothing_yet(remembered: Remembered, tmp_path: Path) -> None:
    remembered.stick = STICK
    remembered.note_proof(Place.STICK, PROOF)
    remembered.note_proof(Place.FOLDER, PROOF)
    again(tmp_path, "book two").stick = Stick("other mark", "KINGSTON", "Regulars backups", STICK.root)
    assert remembered.proofs == {Place.FOLDER: PROOF}


def test_the_same_stick_at_another_letter_keeps_its_proof(remembered: Remembered) -> None:
    remembered.stick = STICK
    remembered.note_proof(Place.STICK, PROOF)
    remembered.stick = Stick(STICK.mark, STICK.name, STICK.folder, Path("/media/other"))
    assert remembered.proofs == {Place.STICK: PROOF}


def test_a_backup_that_is_gone_counts_no_more(remembered: Remembered) -> None:
    remembered.note_proof(Place.FOLDER, PROOF)
    remembered.forget_lost(Place.FOLDER, PROOF)
    assert remembered.proofs == {}


def test_the_password_is_for_this_user_alone_and_never_in_the_settings(
    remembered: Remembered, tmp_path: Path
) -> None:
    remembered.by_itself = True
    remembered.password = "four corners of the tea shop"
    assert again(tmp_path).password == "four corners of the tea shop"
    [file] = [file for file in (tmp_path / "pc").iterdir() if "tea shop" in file.read_text(encoding="utf-8")]
    if os.name == "posix":
        assert file.stat().st_mode & 0o077 == 0
    remembered.password = None
    assert remembered.password is None
    assert not file.exists()


@pytest.mark.parametrize(
    "nonsense",
    [
        [],
        {"stick": "E:", "books": []},
        {"stick": {"mark": 7}, "books": {"book one": []}},
        {"stick": {"mark": "a"}, "books": {"book one": {"proofs": {"stick": {"at": "soon"}}, "failure": 3}}},
        {"folder": 9, "books": {"book one": {"proofs": [1], "tried_out": "2026-03-12T12:00:00"}}},
    ],
)
def test_settings_that_make_no_sense_are_forgotten(tmp_path: Path, nonsense: object) -> None:
    (tmp_path / "pc").mkdir()
    (tmp_path / "pc" / "computer.json").write_text(json.dumps({"backups": nonsense}))
    remembered = again(tmp_path)
    assert (remembered.stick, remembered.proofs, remembered.failure, remembered.tried_out) == (
        None,
        {},
        None,
        None,
    )
    remembered.note_proof(Place.STICK, PROOF)
    assert remembered.proofs == {Place.STICK: PROOF}
