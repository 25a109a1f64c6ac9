"""Generations: each session that writes is one line of edits, and its parent a point on the line of another.

They tell which of two copies of a book is newer without trusting a clock.
"""

import sqlite3


def begin(db: sqlite3.Connection, copy_id: str, now: str, app_version: str) -> str:
    """Open the generation of a session that now writes for the first time, with its first edit; its id."""
    import uuid  # not before something is changed

    parent = db.execute("SELECT generation_id, seq FROM edit ORDER BY number DESC LIMIT 1").fetchone()
    generation = uuid.uuid4().hex
    db.execute(
        "INSERT INTO generation (id, parent1, parent1_seq, copy_id, opened_at, app_version, last_seq)"
        " VALUES (?, ?, ?, ?, ?, ?, 1)",
        (generation, *(parent or (None, None)), copy_id, now, app_version),
    )
    return generation


def next_seq(db: sqlite3.Connection, generation: str) -> int:
    """The place of one more edit on the line of ``generation``."""
    db.execute("UPDATE generation SET last_seq = last_seq + 1 WHERE id = ?", (generation,))
    return int(db.execute("SELECT last_seq FROM generation WHERE id = ?", (generation,)).fetchone()[0])
