"""Locking a backup with a password, as a standard ``age`` file: the stock ``age -d`` opens it too.

The format is age-encryption.org/v1 with one scrypt stanza: the password, made slow to guess, wraps the key of the file,
and that seals pieces of 64 KiB, each with its number and whether it is the last. So a file of any size is locked and
opened piece by piece, and a flipped bit or a missing end is told.

Ciphers come from ``cryptography``, which is loaded at the first use. Where it is missing, backups are not locked.
"""

import base64
import hashlib
import hmac
import os
import re
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from model.errors import BookError
from model.safekeeping.container import Writable, damaged_backup
from model.safekeeping.stages import Progress, nothing
from resources.i18n import _

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

LOCKED_SUFFIX = ".age"
WORK = 17
"""Each guess of a password takes 2^17 rounds of scrypt, 128 MB of memory and nearly half a second."""

_MAGIC = b"age-encryption.org/v1\n"
_STANZA = re.compile(
    rb"age-encryption\.org/v1\n-> scrypt ([A-Za-z0-9+/]{22}) ([1-9][0-9]?)\n([A-Za-z0-9+/]{43})\n---"
)
_MAC = re.compile(rb" ([A-Za-z0-9+/]{43})\n")
_MOST_WORK = 20
"""More would hang this PC, as somebody may want to."""
_KEY = 16
_NONCE = 16
_PIECE = 64 * 1024
_SEAL = 16
_LONGEST_HEADER = 200


class LockedError(BookError):
    """The backup is locked, and no password was given."""


class WrongPassword(BookError):  # noqa: N818
    """The backup is locked with another password."""


def is_locked(path: Path) -> bool:
    """Whether the file begins as a locked one does."""
    with path.open("rb") as file:
        return file.read(len(_MAGIC)) == _MAGIC


class Locking:
    """Bytes written to it go to ``file`` locked. ``finish()`` is the end; without it nobody can read the file."""

    def __init__(self, file: Writable, password: str) -> None:
        self._file = file
        key = secrets.token_bytes(_KEY)
        salt, nonce = os.urandom(16), os.urandom(_NONCE)
        wrapped = _cipher(_slow_key(password, salt, WORK)).encrypt(bytes(12), key, None)
        stanza = b"%s-> scrypt %s %d\n%s\n---" % (_MAGIC, _text(salt), WORK, _text(wrapped))
        file.write(b"%s %s\n" % (stanza, _text(_mac(key, stanza))))
        file.write(nonce)
        self._cipher = _cipher(_derived(key, nonce, b"payload"))
        self._waiting = bytearray()
        self._number = 0

    def write(self, data: bytes | memoryview) -> int:
        """Lock ``data``; a full piece waits until more comes, since the last one is marked."""
        self._waiting += data
        done = 0
        while len(self._waiting) - done > _PIECE:
            self._seal(bytes(self._waiting[done : done + _PIECE]), is_last=False)
            done += _PIECE
        del self._waiting[:done]
        return len(data)

    def finish(self) -> None:
        """Write the last piece."""
        self._seal(bytes(self._waiting), is_last=True)

    def _seal(self, piece: bytes, *, is_last: bool) -> None:
        self._file.write(self._cipher.encrypt(_nonce(self._number, is_last=is_last), piece, None))
        self._number += 1


def unlock(locked: Path, plain: Path, password: str | None, progress: Progress = nothing) -> None:
    """Write what ``locked`` holds to the new file ``plain``. ``LockedError`` without a password, ``WrongPassword``
    with another one, ``DamagedBackup`` if it is not as it was written."""
    with locked.open("rb") as file:
        size = os.fstat(file.fileno()).st_size
        cipher = _opened(file, locked, password)
        with plain.open("xb") as target:
            for piece in _pieces(file, cipher, locked):
                target.write(piece)
                progress(file.tell(), size)


def end_of(locked: Path, password: str, length: int) -> bytes:
    """The last bytes, ``length`` or a little more, of what ``locked`` holds, without opening the rest."""
    with locked.open("rb") as file:
        size = os.fstat(file.fileno()).st_size
        cipher = _opened(file, locked, password)
        begins = file.tell()
        pieces = max(0, -(-(size - begins) // (_PIECE + _SEAL)))
        first = max(0, pieces - 1 - -(-length // _PIECE))
        file.seek(begins + first * (_PIECE + _SEAL))
        return b"".join(_pieces(file, cipher, locked, first))


def _opened(file: BinaryIO, path: Path, password: str | None) -> "ChaCha20Poly1305":
    """What opens the pieces of ``file``, which stands at the first of them afterwards."""
    if not password:
        raise LockedError(_("“{name}” is locked. Give its password.").format(name=path.name))
    start = file.read(_LONGEST_HEADER)
    stanza = _STANZA.match(start)
    mac = _MAC.match(start, stanza.end()) if stanza else None
    if stanza is None or mac is None or int(stanza[2]) > _MOST_WORK:
        raise damaged_backup(path)
    try:
        key = _cipher(_slow_key(password, _bytes(stanza[1]), int(stanza[2]))).decrypt(
            bytes(12), _bytes(stanza[3]), None
        )
    except _invalid() as error:
        raise WrongPassword(
            _("This password does not open “{name}”. Type it again; capitals count.").format(name=path.name)
        ) from error
    if _text(_mac(key, stanza[0])) != mac[1]:
        raise damaged_backup(path)
    file.seek(mac.end())
    nonce = file.read(_NONCE)
    return _cipher(_derived(key, nonce, b"payload"))


def _pieces(file: BinaryIO, cipher: "ChaCha20Poly1305", path: Path, number: int = 0) -> Iterator[bytes]:
    """The opened pieces from ``number`` on; ``DamagedBackup`` for the first that is not what was locked."""
    sealed = file.read(_PIECE + _SEAL)
    while True:
        following = file.read(_PIECE + _SEAL)
        try:
            yield cipher.decrypt(_nonce(number, is_last=not following), sealed, None)
        except _invalid() as error:
            raise damaged_backup(path) from error
        if not following:
            return
        sealed, number = following, number + 1


def _slow_key(password: str, salt: bytes, work: int) -> bytes:
    return hashlib.scrypt(
        password.encode(),
        salt=b"age-encryption.org/v1/scrypt" + salt,
        n=1 << work,
        r=8,
        p=1,
        dklen=32,
        maxmem=(1 << work) * 1024 + (1 << 20),
    )


def _derived(key: bytes, salt: bytes, purpose: bytes) -> bytes:
    """HKDF with sha256, for the 32 bytes of a key."""
    extracted = hmac.digest(salt or bytes(32), key, "sha256")
    return hmac.digest(extracted, purpose + b"\x01", "sha256")


def _mac(key: bytes, stanza: bytes) -> bytes:
    return hmac.digest(_derived(key, b"", b"header"), stanza, "sha256")


def _nonce(number: int, *, is_last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([is_last])


def _text(data: bytes) -> bytes:
    return base64.b64encode(data).rstrip(b"=")


def _bytes(text: bytes) -> bytes:
    return base64.b64decode(text + b"=" * (-len(text) % 4))


def _cipher(key: bytes) -> "ChaCha20Poly1305":
    try:
        from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
    except ImportError as error:
        raise BookError(
            _("Backups cannot be locked or opened with a password here: “cryptography” is not installed.")
        ) from error
    return ChaCha20Poly1305(key)


def _invalid() -> type[Exception]:
    """What a cipher raises when it did not seal what it is given."""
    from cryptography.exceptions import InvalidTag

    return InvalidTag
