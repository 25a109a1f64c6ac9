"""The backups that can be reached now, as rows of a list. Looked for in a thread: a stick may be slow to answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from model.safekeeping.backup import backups_in
from model.safekeeping.manifest import Reason
from model.safekeeping.places import Place, find_stick, folder_beside, on_one_disk
from model.safekeeping.rounds import Plan
from model.safekeeping.standing import Proof


@dataclass(frozen=True)
class Row:
    """One backup. ``reason``, ``counts`` and ``head``, the generation and number of its last edit, are None where a
    password keeps them."""

    path: Path
    place: Place
    at: datetime
    size: int
    locked: bool
    reason: Reason | None = None
    counts: dict[str, int] | None = None
    head: tuple[str, int] | None = None


@dataclass(frozen=True)
class Found:
    """``stick_at`` is the folder on the stick, if it is plugged in; ``lost`` are proofs whose files are gone."""

    rows: Sequence[Row]
    stick_at: Path | None
    same_disk: bool
    lost: Mapping[Place, Proof]


def look(plan: Plan, proofs: Mapping[Place, Proof], book: Path, book_id: str) -> Found:
    """All backups of the book ``book_id`` at the places of ``plan``, and beside the book; the newest first."""
    volumes = plan.volumes()
    stick_at = find_stick(plan.stick, volumes) if plan.stick else None
    folders = {plan.folder: Place.FOLDER, folder_beside(book): Place.FOLDER}
    if stick_at:
        folders[stick_at] = Place.STICK
    rows = [
        Row(
            backup.path,
            place,
            backup.made_at,
            backup.bytes,
            locked=backup.is_locked,
            reason=backup.manifest.reason if backup.manifest else None,
            counts=backup.manifest.counts if backup.manifest else None,
            head=(backup.manifest.generation_id, backup.manifest.seq) if backup.manifest else None,
        )
        for folder, place in folders.items()
        for backup in backups_in(folder, book_id, plan.password)
    ]
    rows.sort(key=lambda row: (row.at, row.path.name), reverse=True)
    reached = {Place.FOLDER: plan.folder, **({Place.STICK: stick_at} if stick_at else {})}
    lost = {
        place: proof
        for place, proof in proofs.items()
        if place in reached and reached[place].is_dir() and not (Path(proof.folder) / proof.file).exists()
        if place is Place.FOLDER or not (reached[place] / proof.file).exists()
    }
    return Found(rows, stick_at, on_one_disk(book, plan.folder, volumes), lost)
