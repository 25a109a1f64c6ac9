"""Locking a backup with a password, as a standard ``age`` file: the stock ``age -d`` opens it too.

The library is loaded at the first use. Where there is none (Windows on ARM), backups are simply not locked.
"""

from pathlib import Path
from typing import Any

from model.errors import BookError
from model.safekeeping.container import DamagedBackup
from model.safekeeping.stages import Progress, nothing
from resources.i18n import _

LOCKED_SUFFIX = ".age"
_MAGIC = b"age-encryption.org/v1\n"


class LockedError(BookError):
    """The backup is locked, and no password was given."""


class WrongPassword(BookError):  # noqa: N818
    """The backup is locked with another password."""


def is_locked(path: Path) -> bool:
    """Whether the file begins as a locked one does."""
    with path.open("rb") as file:
        return file.read(len(_MAGIC)) == _MAGIC


def lock(plain: Path, locked: Path, password: str, progress: Progress = nothing) -> None:
    """Write ``plain`` to the new file ``locked``, which only ``password`` opens."""
    age = _age()
    sealed = age.passphrase.encrypt(plain.read_bytes(), password)
    with locked.open("xb") as file:
        file.write(sealed)
    progress(1, 1)


def unlock(locked: Path, plain: Path, password: str | None, progress: Progress = nothing) -> None:
    """Write what ``locked`` holds to the new file ``plain``. ``LockedError`` without a password, ``WrongPassword``
    with another one, ``DamagedBackup`` if it is not as it was written."""
    if not password:
        raise LockedError(_("“{name}” is locked. Give its password.").format(name=locked.name))
    age = _age()
    try:
        opened = age.passphrase.decrypt(locked.read_bytes(), password)
    except age.DecryptError as error:
        if "passphrase" in str(error).lower() or "decryption failed" in str(error).lower():
            raise WrongPassword(
                _("The password does not open “{name}”. Type it again.").format(name=locked.name)
            ) from error
        raise DamagedBackup(
            _("“{name}” is damaged, so nothing was taken from it. Use another backup.").format(
                name=locked.name
            )
        ) from error
    with plain.open("xb") as file:
        file.write(opened)
    progress(1, 1)


def _age() -> Any:
    try:
        import pyrage
        import pyrage.passphrase
    except ImportError as error:
        raise BookError(
            _(
                "This PC cannot lock or open locked backups: the program’s part for it (pyrage) is not installed."
            )
        ) from error
    return pyrage
