"""Locked backups are what the world calls age files, and each way of not opening one has its own words."""

import base64
import io
import sys
from pathlib import Path

import pytest

from model.errors import BookError
from model.safekeeping import locked
from model.safekeeping.container import DamagedBackup
from model.safekeeping.locked import LockedError, Locking, WrongPassword, end_of, is_locked, unlock

pyrage = pytest.importorskip("pyrage")

LOCKED_BY_RAGE = (
    "YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IHNjcnlwdCBQeWxwT0pSSUVrWG84NVBhWlNwdURnIDE2Clc3c0toVndDcDR0Nkdv"
    "QTV5UU1leksyZUJGMittcU9Eb3lHUEhhclp3ekUKLS0tIFVXUWtEaUx6R3hocWxrcXNaOG0vYUJuZVRBMDJvRVdVKzRPZi81"
    "QmxmVzgKMp+9ApDEF2GuJJ+uYsau3kGbLVhmiP+frSoNN5BejAOvupl1MZXslinc6Rwal7U="
)
"""“two cups of tea”, locked with “pä ss” by the program rage."""

SIZES = [0, 1, 65_535, 65_536, 65_537, 131_072, 200_001]


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """A password that is quick to guess."""
    monkeypatch.setattr(locked, "WORK", 8)


def sealed(data: bytes, password: str = "pä ss") -> bytes:
    out = io.BytesIO()
    locking = Locking(out, password)
    for begin in range(0, len(data), 10_000):
        locking.write(data[begin : begin + 10_000])
    locking.finish()
    return out.getvalue()


def text(size: int) -> bytes:
    return bytes(n * 7 % 251 for n in range(size))


@pytest.mark.parametrize("size", SIZES)
def test_others_open_what_is_locked_here(size: int) -> None:
    assert pyrage.passphrase.decrypt(sealed(text(size)), "pä ss") == text(size)


def test_what_others_locked_is_opened_here(tmp_path: Path) -> None:
    file, plain = tmp_path / "x.age", tmp_path / "x"
    file.write_bytes(base64.b64decode(LOCKED_BY_RAGE))
    unlock(file, plain, "pä ss")
    assert plain.read_bytes() == b"two cups of tea"


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("length", [1, 70_000])
def test_the_end_is_opened_without_the_rest(tmp_path: Path, size: int, length: int) -> None:
    file = tmp_path / "x.age"
    file.write_bytes(sealed(text(size)))
    end = end_of(file, "pä ss", length)
    assert text(size).endswith(end)
    assert len(end) >= min(size, length)


def test_no_password_a_wrong_one_and_damage_are_three_different_sentences(tmp_path: Path) -> None:
    file, plain = tmp_path / "x.age", tmp_path / "x"
    file.write_bytes(sealed(b"tea"))
    with pytest.raises(LockedError, match="is locked"):
        unlock(file, plain, None)
    with pytest.raises(WrongPassword, match="password does not open"):
        unlock(file, plain, "pass")
    file.write_bytes(sealed(b"tea")[:-1])
    with pytest.raises(DamagedBackup, match="is damaged"):
        unlock(file, plain, "pä ss")


def test_pieces_cannot_be_left_out_or_exchanged(tmp_path: Path) -> None:
    file, plain = tmp_path / "x.age", tmp_path / "x"
    whole = sealed(text(200_000))
    piece = 65_536 + 16
    head = len(whole) - 3 * piece - (200_000 - 3 * 65_536 + 16)
    first, second = whole[head : head + piece], whole[head + piece : head + 2 * piece]
    for wrong in (
        whole[:head] + second + first + whole[head + 2 * piece :],
        whole[:head] + whole[head + piece :],
        whole[: head + 3 * piece],
        whole[:head],
        whole + first,
    ):
        file.write_bytes(wrong)
        with pytest.raises(DamagedBackup):
            unlock(file, plain, "pä ss")
        plain.unlink(missing_ok=True)


def test_a_file_that_would_take_hours_to_open_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "x.age"
    file.write_bytes(sealed(b"tea").replace(b" 8\n", b" 30\n", 1))
    assert is_locked(file)
    with pytest.raises(DamagedBackup):
        unlock(file, tmp_path / "x", "pä ss")


def test_where_the_ciphers_are_missing_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "x.age"
    file.write_bytes(sealed(b"tea"))
    monkeypatch.setitem(sys.modules, "cryptography.hazmat.primitives.ciphers.aead", None)
    with pytest.raises(BookError, match="not installed"):
        unlock(file, tmp_path / "x", "pä ss")
    with pytest.raises(BookError, match="not installed"):
        Locking(io.BytesIO(), "pä ss")
