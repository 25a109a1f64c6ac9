"""The one file of a backup: a zip that holds the book and what is known of it, and that tells each damaged bit.

It holds exactly ``book.regulars`` and ``manifest.json``, so any program can open it in an emergency. Its comment ends
with the sha256 of every byte before, compared to the letter: zip itself would not notice a bit flipped in a name, a
time or an attribute.
"""

import hashlib
import io
import zipfile
import zlib
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, Protocol, cast

from model.errors import BookError
from model.safekeeping.manifest import Manifest
from model.safekeeping.stages import Progress, nothing, stage
from resources.i18n import _

SUFFIX = ".regulars-backup"
BOOK_NAME = "book.regulars"
MANIFEST_NAME = "manifest.json"

_COMMENT = b"Regulars backup, sha256 "
_HEX = 64
_CHUNK = 1 << 20
_LEVEL = 1
"""A book shrinks to 29 % of its size, to 26 % at level 6, which takes four times as long. Stored as it is, it would be
written at once, but not onto a stick of 20 MB/s; and it is read back in the time of the integrity check anyway."""
_LONGEST_MANIFEST = 100_000
LONGEST_END = _LONGEST_MANIFEST + 10_000
"""So many bytes at the end hold the manifest for certain."""
_LARGEST_RATIO = 200
"""No book shrinks to less than a two-hundredth; a bomb does."""
_SMALL = 10_000_000
"""What nobody needs a bomb for: a nearly empty book may shrink as much as it likes."""


class Writable(Protocol):
    """What takes bytes in a row."""

    def write(self, data: "bytes | memoryview", /) -> object:
        """Take them all."""


class DamagedBackup(BookError):  # noqa: N818
    """The backup is not as it was written."""


class _Digesting:
    """What a zip is written to: bytes are hashed on their way, and the last ``_HEX`` of them are held back, to be
    replaced by the digest. It cannot be sought in: a byte that is written stays as it is."""

    def __init__(self, file: Writable) -> None:
        self._file = file
        self._digest = hashlib.sha256()
        self._held = b""

    def write(self, data: bytes) -> int:
        if len(data) >= _HEX:
            self._pass_on(self._held)
            self._pass_on(memoryview(data)[:-_HEX])
            self._held = bytes(data[-_HEX:])
        else:
            together = self._held + data
            self._pass_on(together[:-_HEX])
            self._held = together[-_HEX:]
        return len(data)

    def flush(self) -> None:
        """Nothing waits here but what is held back."""

    def finish(self) -> None:
        """Write the digest in the place of what is held back."""
        self._file.write(self._digest.hexdigest().encode())

    def _pass_on(self, data: "bytes | memoryview") -> None:
        self._digest.update(data)
        self._file.write(data)


def pack(book: Path, file: Writable, described: Manifest, progress: Progress = nothing) -> Manifest:
    """Write the container of ``book``, a file that nobody writes into, to ``file``, byte after byte.

    The manifest is ``described`` with the size and the digest that were found on the way.
    """
    out = _Digesting(file)
    size, done, digest = book.stat().st_size, 0, hashlib.sha256()
    with zipfile.ZipFile(cast(BinaryIO, out), "w") as archive:
        with book.open("rb") as source, archive.open(_entry(BOOK_NAME), "w", force_zip64=True) as entry:
            while chunk := source.read(_CHUNK):
                entry.write(chunk)
                digest.update(chunk)
                done += len(chunk)
                progress(done, size)
        manifest = replace(described, book_bytes=done, sha256=digest.hexdigest())
        archive.writestr(_entry(MANIFEST_NAME), manifest.to_json(), compresslevel=_LEVEL)
        archive.comment = _COMMENT + b"0" * _HEX
    out.finish()
    return manifest


def _entry(name: str) -> zipfile.ZipInfo:
    """An entry that says nothing of when and where it was made."""
    info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    info.compress_type = zipfile.ZIP_DEFLATED
    info._compresslevel = _LEVEL  # type: ignore[attr-defined]  # open() takes it from nowhere else
    info.external_attr = 0o600 << 16
    info.create_system = 3
    return info


def looks_like_container(path: Path) -> bool:
    """Whether the file begins as a zip does."""
    with path.open("rb") as file:
        return file.read(4) == b"PK\x03\x04"


def read_manifest(path: Path) -> Manifest:
    """What the backup at ``path`` says of itself; nothing else of it is looked at."""
    try:
        with path.open("rb") as file, zipfile.ZipFile(file) as archive:
            return _manifest(archive)
    except _BROKEN as error:
        raise damaged_backup(path) from error


def manifest_at_end(path: Path, end: bytes) -> Manifest:
    """As ``read_manifest``, from the last bytes only. Zip programs look from the end too, so what is missing before
    it is not missed."""
    try:
        with zipfile.ZipFile(io.BytesIO(end)) as archive, archive.open(MANIFEST_NAME) as entry:
            return Manifest.from_json(entry.read(_LONGEST_MANIFEST + 1))
    except _BROKEN as error:
        raise damaged_backup(path) from error


def unpack(
    path: Path, book: Path | None, progress: Progress = nothing, named: Path | None = None
) -> Manifest:
    """Read the container at ``path`` to its end and write its book to the new file ``book``, or nowhere.

    ``DamagedBackup`` if a single bit differs from what was written, or if it is no such container; it calls the file
    ``named``.
    """
    try:
        with path.open("rb") as file:
            _check_digest(file, stage(progress, 0, 200))
            with zipfile.ZipFile(file) as archive:
                manifest = _manifest(archive)
                _copy_out(archive, manifest, book, stage(progress, 200, 1000))
    except _BROKEN as error:
        if book:
            book.unlink(missing_ok=True)
        raise damaged_backup(named or path) from error
    return manifest


class _Strange(ValueError):  # noqa: N818
    """It is a zip, but not one of ours."""


_BROKEN = (zipfile.BadZipFile, zlib.error, ValueError, EOFError, NotImplementedError, RuntimeError, KeyError)


def _check_digest(file: BinaryIO, progress: Progress) -> None:
    size = file.seek(0, 2)
    file.seek(0)
    digest, left = hashlib.sha256(), size - _HEX
    while left > 0 and (chunk := file.read(min(_CHUNK, left))):
        digest.update(chunk)
        left -= len(chunk)
        progress(size - left, size)
    if file.read() != digest.hexdigest().encode():
        raise _Strange
    file.seek(0)


def _manifest(archive: zipfile.ZipFile) -> Manifest:
    """The manifest, after a look at the list of what is in there."""
    infos = archive.infolist()
    if sorted(info.filename for info in infos) != [BOOK_NAME, MANIFEST_NAME]:
        raise _Strange
    for info in infos:
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) or info.flag_bits & 1:
            raise _Strange
    book, described = archive.getinfo(BOOK_NAME), archive.getinfo(MANIFEST_NAME)
    if described.file_size > _LONGEST_MANIFEST:
        raise _Strange
    if book.file_size > max(_SMALL, _LARGEST_RATIO * book.compress_size):
        raise _Strange
    with archive.open(described) as entry:
        manifest = Manifest.from_json(entry.read(_LONGEST_MANIFEST + 1))
    if manifest.book_bytes != book.file_size:
        raise _Strange
    return manifest


def _copy_out(archive: zipfile.ZipFile, manifest: Manifest, book: Path | None, progress: Progress) -> None:
    digest, done = hashlib.sha256(), 0
    target = book.open("xb") if book else None
    try:
        with archive.open(BOOK_NAME) as entry:
            while chunk := entry.read(_CHUNK):
                done += len(chunk)
                if done > manifest.book_bytes:
                    raise _Strange
                digest.update(chunk)
                if target:
                    target.write(chunk)
                progress(done, manifest.book_bytes)
    finally:
        if target:
            target.close()
    if done != manifest.book_bytes or digest.hexdigest() != manifest.sha256:
        raise _Strange


def damaged_backup(path: Path) -> DamagedBackup:
    """What to say of a backup that is not whole."""
    return DamagedBackup(
        _("“{name}” is damaged, so nothing was taken from it. Use another backup.").format(name=path.name)
    )
