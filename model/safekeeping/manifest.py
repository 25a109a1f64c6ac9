"""What a backup says of itself: whose book, of when, why it was made, and how much is in it."""

import json
from dataclasses import asdict, dataclass, field, fields
from enum import StrEnum
from typing import Any, get_type_hints

from model.trouble import Trouble, TroubleError
from resources.i18n import N_, _

_VERSION = 1
"""of the container, counted up when an older program could not read it any more"""


class Reason(StrEnum):
    """Why a backup was made."""

    HAND = "hand"
    DAY = "day"
    CLOSING = "closing"
    RESTORE = "restore"
    JOIN = "join"
    IMPORT = "import"
    MIGRATION = "migration"

    @property
    def label(self) -> str:
        """The reason in the current language."""
        return _(_LABELS[self])

    @property
    def is_precaution(self) -> bool:
        """Whether it was made before something that changes much at once, not as one of a row."""
        return self not in (Reason.HAND, Reason.DAY, Reason.CLOSING)


_LABELS = {
    Reason.HAND: N_("Made by hand"),
    Reason.DAY: N_("Made by itself"),
    Reason.CLOSING: N_("Made at closing"),
    Reason.RESTORE: N_("Before a backup was restored"),
    Reason.JOIN: N_("Before a copy was joined"),
    Reason.IMPORT: N_("Before an import"),
    Reason.MIGRATION: N_("Before an update"),
}


@dataclass(frozen=True)
class Manifest:
    """What a backup says of the book in it.

    ``made_at`` is ISO in UTC; ``generation_id`` and ``seq`` are the last point on the book's line of generations;
    ``edits`` counts all edits in it, ``counts`` the rows of each kind; ``sha256`` is that of the book's bytes.
    """

    book_id: str
    shop: str
    made_at: str
    reason: Reason
    generation_id: str
    seq: int
    edits: int
    counts: dict[str, int] = field(hash=False)
    book_bytes: int
    sha256: str
    app_version: str
    format: int
    pc: str

    def to_json(self) -> bytes:
        """The text of ``manifest.json``."""
        return json.dumps({"container": _VERSION, **asdict(self)}, ensure_ascii=False, indent=1).encode()

    @classmethod
    def from_json(cls, text: bytes) -> "Manifest":
        """The manifest that ``text`` is; ``ValueError`` if it is none. What a newer program adds is left out."""
        found = json.loads(text)
        version = found.get("container") if isinstance(found, dict) else None
        if type(version) is not int or version < _VERSION:
            raise ValueError("not a manifest")
        if version > _VERSION:
            raise TroubleError(
                _("This backup was made by a newer Regulars. Update the program on this PC."), Trouble.NEWER
            )
        hints = get_type_hints(cls)
        values: dict[str, Any] = {one.name: found.get(one.name) for one in fields(cls)}
        for name, value in values.items():
            wanted = {Reason: str, dict[str, int]: dict}.get(hints[name], hints[name])
            if type(value) is not wanted:
                raise ValueError(f"{name} is missing or strange")
        if not all(type(n) is int for n in values["counts"].values()):
            raise ValueError("counts are strange")
        return cls(**{**values, "reason": Reason(values["reason"])})
