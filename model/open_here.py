"""Which books this process has open. Reading such a file by hand would drop SQLite's locks on it."""

from collections import Counter
from pathlib import Path

_connections: Counter[str] = Counter()
"""How many this process has to each book."""


def is_open_here(path: Path) -> bool:
    """Whether this process has a connection to the book at ``path``: then nobody may read it by hand."""
    return _connections[str(path.resolve())] > 0


def note_opened(path: Path) -> None:
    """One connection more."""
    _connections[str(path.resolve())] += 1


def note_closed(path: Path) -> None:
    """One connection less."""
    _connections[str(path.resolve())] -= 1
