"""The one file of a backup: any damage to it is told, and a hostile one is refused."""

import hashlib
import io
import json
import random
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from model.book import Book
from model.errors import BookError
from model.safekeeping import container, locked
from model.safekeeping.backup import back_up
from model.safekeeping.container import DamagedBackup, read_manifest, unpack
from model.safekeeping.locked import WrongPassword
from model.safekeeping.manifest import Manifest, Reason
from model.safekeeping.outside import bring
from tests.makers import add_customer

NOW = datetime(2026, 11, 21, 18, 2, tzinfo=UTC)
PASSWORD = "两杯 tea"


@pytest.fixture
def backup(book: Book, tmp_path: Path) -> Path:
    add_customer(book, "Anna", "0700 1")
    return back_up(book, tmp_path, Reason.HAND, now=NOW).path


@pytest.fixture
def locked_backup(book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(locked, "WORK", 8)  # hundreds of guesses are made here
    return back_up(book, tmp_path, Reason.HAND, now=NOW, password=PASSWORD).path


def test_it_holds_the_book_and_what_is_known_of_it_and_nothing_else(book: Book, backup: Path) -> None:
    with zipfile.ZipFile(backup) as archive:
        assert archive.testzip() is None
        assert sorted(archive.namelist()) == ["book.regulars", "manifest.json"]
        inside = archive.read("book.regulars")
        manifest = json.loads(archive.read("manifest.json"))
    assert manifest["sha256"] == hashlib.sha256(inside).hexdigest()
    assert manifest["book_bytes"] == len(inside)
    assert manifest["book_id"] == book.book_id
    assert manifest["counts"]["customers"] == 1
    assert manifest["edits"] == 2


def test_the_same_book_makes_the_same_file(book: Book, tmp_path: Path) -> None:
    first, second = (back_up(book, tmp_path, Reason.HAND, now=NOW).path for _ in range(2))
    assert first != second
    assert first.read_bytes() == second.read_bytes()


def is_told(path: Path, password: str | None = None) -> bool:
    """Whether reading the file says that something is wrong with it."""
    copy = path.with_name("unpacked")
    try:
        bring(path, copy, password)
    except (DamagedBackup, WrongPassword):
        return True
    finally:
        copy.unlink(missing_ok=True)
    return False


def flips(data: bytes, chance: random.Random) -> bytes:
    place = chance.randrange(len(data))
    return data[:place] + bytes([data[place] ^ (1 << chance.randrange(8))]) + data[place + 1 :]


def cuts(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data))]


@pytest.mark.parametrize("damage", [flips, cuts])
def test_each_of_200_damages_is_told(backup: Path, damage: Callable[[bytes, random.Random], bytes]) -> None:
    assert not is_told(backup)
    whole, chance = backup.read_bytes(), random.Random(1)
    missed = []
    for turn in range(200):
        backup.write_bytes(damage(whole, chance))
        if not is_told(backup):
            missed.append(turn)
    assert not missed


@pytest.mark.parametrize("damage", [flips, cuts])
def test_each_of_200_damages_to_a_locked_one_is_told(
    locked_backup: Path, damage: Callable[[bytes, random.Random], bytes]
) -> None:
    assert not is_told(locked_backup, PASSWORD)
    whole, chance = locked_backup.read_bytes(), random.Random(2)
    missed = []
    for turn in range(200):
        locked_backup.write_bytes(damage(whole, chance))
        if not is_told(locked_backup, PASSWORD):
            missed.append(turn)
    assert not missed


def test_the_first_and_the_last_bytes_count_to_the_bit(backup: Path) -> None:
    whole = backup.read_bytes()
    for place in [*range(45), *range(len(whole) - 110, len(whole))]:
        for bit in (0, 5, 7):
            backup.write_bytes(whole[:place] + bytes([whole[place] ^ (1 << bit)]) + whole[place + 1 :])
            assert is_told(backup), (place, bit)
    for tail in (b"0", whole[-64:], whole):
        backup.write_bytes(whole + tail)
        assert is_told(backup)


def manifest_and_book(backup: Path) -> tuple[Manifest, bytes]:
    with zipfile.ZipFile(backup) as archive:
        return Manifest.from_json(archive.read("manifest.json")), archive.read("book.regulars")


def sealed(
    target: Path, fill: Callable[[zipfile.ZipFile], None], change: Callable[[bytes], bytes] = bytes
) -> None:
    """A container with a right digest, whatever is in it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        fill(archive)
        archive.comment = b"Regulars backup, sha256 " + b"0" * 64
    data = change(out.getvalue())[:-64]
    target.write_bytes(data + hashlib.sha256(data).hexdigest().encode())


def test_a_container_with_a_right_digest_is_accepted(backup: Path) -> None:
    manifest, book = manifest_and_book(backup)

    def fill(archive: zipfile.ZipFile) -> None:
        archive.writestr("book.regulars", book)
        archive.writestr("manifest.json", manifest.to_json())

    sealed(backup, fill)
    assert unpack(backup, None) == manifest


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize(
    "names",
    [
        ["book.regulars"],
        ["manifest.json"],
        ["book.regulars", "manifest.json", "more.txt"],
        ["book.regulars", "book.regulars", "manifest.json"],
        ["book.regulars", "manifest.json", "manifest.json"],
        ["../book.regulars", "manifest.json"],
        ["/book.regulars", "manifest.json"],
        ["book.regulars/", "manifest.json"],
        ["BOOK.regulars", "manifest.json"],
        [],
    ],
)
def test_other_names_than_the_two_are_refused_and_nothing_is_written(
    backup: Path, tmp_path: Path, names: list[str]
) -> None:
    manifest, book = manifest_and_book(backup)
    contents = {"manifest.json": manifest.to_json()}

    def fill(archive: zipfile.ZipFile) -> None:
        for name in names:
            archive.writestr(name, contents.get(name, book))

    sealed(backup, fill)
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(DamagedBackup):
        unpack(backup, tmp_path / "unpacked")
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize(
    "wrong",
    [
        {"sha256": "0" * 64},
        {"book_bytes": 1},
        {"book_bytes": -1},
        {"book_bytes": "many"},
        {"counts": {"customers": "many"}},
        {"counts": None},
        {"reason": "whim"},
        {"seq": 1.5},
        {"book_id": None},
        {"container": 0},
        {"container": True},
    ],
)
def test_a_manifest_that_does_not_fit_is_refused(backup: Path, wrong: dict[str, object]) -> None:
    manifest, book = manifest_and_book(backup)

    def fill(archive: zipfile.ZipFile) -> None:
        archive.writestr("book.regulars", book)
        archive.writestr("manifest.json", json.dumps(json.loads(manifest.to_json()) | wrong))

    sealed(backup, fill)
    with pytest.raises(DamagedBackup):
        unpack(backup, None)


@pytest.mark.parametrize("text", [b"", b"[]", b"{", b"\xff\xfe", b"[" * 50_000, b" " * 200_000])
def test_a_manifest_that_is_none_is_refused(backup: Path, text: bytes) -> None:
    _manifest, book = manifest_and_book(backup)

    def fill(archive: zipfile.ZipFile) -> None:
        archive.writestr("book.regulars", book)
        archive.writestr("manifest.json", text)

    sealed(backup, fill)
    for read in (read_manifest, lambda path: unpack(path, None)):
        with pytest.raises(DamagedBackup):
            read(backup)


def test_what_a_newer_program_adds_is_left_out_and_a_newer_container_says_so(backup: Path) -> None:
    manifest, book = manifest_and_book(backup)

    def fill_with(more: dict[str, object]) -> Callable[[zipfile.ZipFile], None]:
        def fill(archive: zipfile.ZipFile) -> None:
            archive.writestr("book.regulars", book)
            archive.writestr("manifest.json", json.dumps(json.loads(manifest.to_json()) | more))

        return fill

    sealed(backup, fill_with({"weather": "fine"}))
    assert unpack(backup, None) == manifest
    sealed(backup, fill_with({"container": 2}))
    with pytest.raises(BookError, match="newer Regulars"):
        unpack(backup, None)


def test_a_bomb_is_refused_before_it_goes_off(backup: Path, tmp_path: Path) -> None:
    manifest, _book = manifest_and_book(backup)
    bomb = bytes(50_000_000)

    def fill(archive: zipfile.ZipFile) -> None:
        archive.writestr("book.regulars", bomb)
        said = replace(manifest, book_bytes=len(bomb), sha256=hashlib.sha256(bomb).hexdigest())
        archive.writestr("manifest.json", said.to_json())

    sealed(backup, fill)
    assert backup.stat().st_size < 100_000
    with pytest.raises(DamagedBackup):
        unpack(backup, tmp_path / "unpacked")
    assert not (tmp_path / "unpacked").exists()


@pytest.mark.parametrize("said", [1_000, 40_000_000])
def test_a_size_that_is_a_lie_is_refused(backup: Path, tmp_path: Path, said: int) -> None:
    manifest, book = manifest_and_book(backup)

    def fill(archive: zipfile.ZipFile) -> None:
        archive.writestr("book.regulars", book)
        archive.writestr("manifest.json", replace(manifest, book_bytes=said).to_json())

    def lie(data: bytes) -> bytes:
        return data.replace(len(book).to_bytes(4, "little"), said.to_bytes(4, "little"))

    sealed(backup, fill, lie)
    with pytest.raises(DamagedBackup):
        unpack(backup, tmp_path / "unpacked")
    assert not (tmp_path / "unpacked").exists()


def test_an_encrypted_zip_is_refused(backup: Path) -> None:
    manifest, book = manifest_and_book(backup)

    def fill(archive: zipfile.ZipFile) -> None:
        archive.writestr("book.regulars", book)
        archive.writestr("manifest.json", manifest.to_json())

    def encrypt(data: bytes) -> bytes:
        place = data.index(b"PK\x01\x02") + 8
        return data[:place] + bytes([data[place] | 1]) + data[place + 1 :]

    sealed(backup, fill, encrypt)
    with pytest.raises(DamagedBackup):
        unpack(backup, None)


def test_the_manifest_is_found_in_the_last_bytes_alone(backup: Path) -> None:
    end = backup.read_bytes()[-2_000:]
    assert container.manifest_at_end(backup, end) == read_manifest(backup)
