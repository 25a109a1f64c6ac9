"""Which edits stand, and which were taken back: an undo can itself be taken back, and so on."""

import json
from typing import Any

from model.changes import sentence
from model.store import Store

_DEEPEST = 6  # undo, redo, that taken back in the history, that put back …: nobody goes further


def _undo_standing(edit: str, depth: int = _DEEPEST) -> str:
    """SQL that finds an undo of the edit ``edit``, or of the join it came with, that nobody has taken back itself."""
    undo = f"u{depth}"
    found = f"SELECT {undo}.id FROM edit AS {undo} WHERE {undo}.undoes_id IN ({edit}.id, {edit}.came_with)"
    return f"{found} AND NOT EXISTS ({_undo_standing(undo, depth - 1)})" if depth else found


TAKEN_BACK = _undo_standing("e")
"""SQL that finds something if the edit ``e`` was taken back, and that has not been put back."""


HOLDS_SOMETHING = (
    "(bulk OR EXISTS (SELECT 1 FROM journal WHERE edit_id = e.id)"
    " OR EXISTS (SELECT 1 FROM edit AS brought WHERE brought.came_with = e.id))"
)
"""SQL that holds for the edit ``e`` unless all that it did was about persons who were erased."""


def undo_of(store: Store, edit_id: int) -> int | None:
    """The undo by which an edit is taken back now; to take that back puts the edit back. ``None`` if it stands."""
    found = store.value(
        f"SELECT id FROM edit AS u WHERE undoes_id = :id AND NOT EXISTS ({_undo_standing('u')})"
        " ORDER BY number DESC LIMIT 1",
        id=edit_id,
    )
    return None if found is None else int(found)


def first_words(store: Store, edit: Any) -> str:
    """What was done, in the current language, by the edit at the beginning of a row of undoing and redoing."""
    found = store.row(
        "WITH RECURSIVE line (id) AS (SELECT :id UNION SELECT undoes_id FROM edit JOIN line USING (id))"
        " SELECT what, about FROM edit WHERE id IN line AND undoes_id IS NULL",
        id=edit["id"],
    )
    if found is None:  # Whose words of that day are all there is.
        return str(json.loads(edit["about"]).get("what", ""))
    return sentence(found["what"], json.loads(found["about"]))


def words_of(store: Store, edit: Any) -> str:
    """What an edit, a row of the book, did, in the current language."""
    about = json.loads(edit["about"])
    if edit["undoes_id"] is not None:
        about["what"] = first_words(store, edit)
    return sentence(edit["what"], about)
