"""What this PC remembers about the backups of one book: where they go, which were proven, what went wrong.

None of it is in the book: another PC has its own disk and its own stick. People can change the file of settings, so
everything in it is read with care, and what makes no sense is forgotten.
"""

import os
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from model.computer import Computer
from model.errors import BookError
from model.safekeeping.places import Place, Stick, folder_beside
from model.safekeeping.standing import Failure, Proof
from resources.i18n import _

_PART = "backups"


class Remembered:
    """The folder, the stick and the password hold for this PC; proofs, failure and trial for the book ``book_id``."""

    def __init__(self, computer: Computer, book_id: str) -> None:
        self._computer = computer
        self._book_id = book_id
        self._password_file = computer.folder / "backup password.txt"

    @property
    def by_itself(self) -> bool:
        """Whether backups are made each day and at closing without being asked for."""
        return self._computer.part(_PART).get("by_itself") is not False

    @by_itself.setter
    def by_itself(self, on: bool) -> None:
        self._computer.keep_part(_PART, by_itself=on)

    @property
    def folder(self) -> Path | None:
        """The chosen folder; ``None`` while nobody has chosen one."""
        return self._computer.backup_folder

    @folder.setter
    def folder(self, folder: Path | None) -> None:
        self._computer.backup_folder = folder

    def folder_for(self, book: Path) -> Path:
        """The folder that backups of the book at ``book`` go to now."""
        return self.folder or folder_beside(book)

    @property
    def was_asked(self) -> bool:
        """Whether somebody has said where backups go."""
        return self.folder is not None or self.stick is not None

    @property
    def stick(self) -> Stick | None:
        """The stick that backups go to when it is plugged in."""
        kept = self._computer.part(_PART).get("stick")
        if not isinstance(kept, dict) or not all(isinstance(value, str) for value in kept.values()):
            return None
        try:
            return Stick(kept["mark"], kept["name"], kept["folder"], Path(kept["root"]))
        except KeyError:
            return None

    @stick.setter
    def stick(self, stick: Stick | None) -> None:
        before = self.stick
        kept = {**asdict(stick), "root": str(stick.root)} if stick else None
        self._computer.keep_part(_PART, stick=kept)
        if before and (stick is None or stick.mark != before.mark):
            self._forget_proof(Place.STICK)

    @property
    def proofs(self) -> dict[Place, Proof]:
        """The last proven backup of the book at each place."""
        kept = self._of_book().get("proofs")
        if not isinstance(kept, dict):
            return {}
        read = {place: _proof(kept.get(place.value)) for place in Place}
        return {place: proof for place, proof in read.items() if proof is not None}

    def note_proof(self, place: Place, proof: Proof) -> None:
        """A backup was read back and found whole; whatever went wrong before is over."""
        self._keep_of_book(
            proofs=_kept_proofs({**self.proofs, place: proof}),
            failure=None,
        )

    def forget_lost(self, place: Place, proof: Proof) -> None:
        """``proof`` counts no more: its file is gone or no longer whole."""
        if self.proofs.get(place) == proof:
            self._forget_proof(place)

    @property
    def failure(self) -> Failure | None:
        """The last try, if it brought no backup."""
        kept = self._of_book().get("failure")
        at = _moment(kept.get("at")) if isinstance(kept, dict) else None
        return Failure(at, str(kept.get("sentence", ""))) if at and isinstance(kept, dict) else None

    def note_failure(self, failure: Failure) -> None:
        self._keep_of_book(failure={"at": failure.at.isoformat(), "sentence": failure.sentence})

    @property
    def tried_out(self) -> datetime | None:
        """When a backup was last restored for a trial."""
        return _moment(self._of_book().get("tried_out"))

    @tried_out.setter
    def tried_out(self, at: datetime) -> None:
        self._keep_of_book(tried_out=at.isoformat())

    @property
    def password(self) -> str | None:
        """With which backups are locked; ``None`` for open ones. A file of its own, which only this user may read."""
        try:
            return self._password_file.read_text(encoding="utf-8").rstrip("\n") or None
        except (OSError, ValueError):
            return None

    @password.setter
    def password(self, password: str | None) -> None:
        part = self._password_file.with_name(f"{self._password_file.name}.part")
        try:
            self._password_file.unlink(missing_ok=True)
            if password is None:
                return
            self._computer.folder.mkdir(parents=True, exist_ok=True)
            part.unlink(missing_ok=True)
            with os.fdopen(
                os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8"
            ) as file:
                file.write(password + "\n")
                file.flush()
                os.fsync(file.fileno())
            part.replace(self._password_file)
        except OSError as error:
            raise BookError(
                _("The password could not be kept on this PC: {reason}.").format(reason=error.strerror)
            ) from error

    def _forget_proof(self, place: Place) -> None:
        # The folder and the stick are those of every book here.
        books = self._computer.part(_PART).get("books")
        for book_id, kept in (books if isinstance(books, dict) else {}).items():
            proofs = kept.get("proofs") if isinstance(kept, dict) else None
            if isinstance(proofs, dict) and place.value in proofs:
                others = {name: proof for name, proof in proofs.items() if name != place.value}
                self._keep_of_book(book_id, proofs=others)

    def _of_book(self, book_id: str = "") -> dict[str, Any]:
        books = self._computer.part(_PART).get("books")
        kept = books.get(book_id or self._book_id) if isinstance(books, dict) else None
        return kept if isinstance(kept, dict) else {}

    def _keep_of_book(self, book_id: str = "", **values: object) -> None:
        book_id = book_id or self._book_id
        books = self._computer.part(_PART).get("books")
        others = books if isinstance(books, dict) else {}
        self._computer.keep_part(_PART, books={**others, book_id: {**self._of_book(book_id), **values}})


def _kept_proofs(proofs: Mapping[Place, Proof]) -> dict[str, dict[str, object]]:
    return {place.value: {**asdict(proof), "at": proof.at.isoformat()} for place, proof in proofs.items()}


def _proof(kept: object) -> Proof | None:
    if not isinstance(kept, dict):
        return None
    at = _moment(kept.get("at"))
    texts = [kept.get(name) for name in ("file", "folder", "generation_id")]
    seq, same_disk, locked = (kept.get(name) for name in ("seq", "same_disk", "locked"))
    if at is None or not all(isinstance(text, str) for text in texts) or not isinstance(seq, int):
        return None
    file, folder, generation_id = map(str, texts)
    return Proof(at, file, folder, generation_id, seq, same_disk is not False, locked is True)


def _moment(kept: object) -> datetime | None:
    try:
        at = datetime.fromisoformat(kept) if isinstance(kept, str) else None
    except ValueError:
        return None
    return at if at and at.tzinfo else None
