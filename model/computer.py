"""What only this PC knows: who it is, its recent books, how its window looks. None of it belongs in a book.

One small JSON file, written whole and swapped in. A file that is damaged or cannot be written costs comfort, never
work: the program goes on with what it would do on a new PC.
"""

import json
import logging
import os
import sys
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from model.frozen import Plain

RECENT_BOOKS = 8
REPLACED_BOOKS = 20
Theme = Literal["system", "light", "dark"]

_log = logging.getLogger(__name__)


def default_folder() -> Path:
    """Where this kind of system wants a program's settings."""
    home = Path.home()
    if sys.platform == "win32":
        return Path(os.environ.get("APPDATA") or home / "AppData" / "Roaming") / "Regulars"
    if sys.platform == "darwin":
        return home / "Library" / "Application Support" / "Regulars"
    return Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config") / "regulars"


class ReplacedBook(Plain):
    """In the place of ``book`` another copy was put at the moment ``at``, aware; ``kept`` is what was there until then:
    a backup of it, or the file itself if that was damaged."""

    book: Path
    kept: Path
    at: datetime


class Computer:
    """This PC's own settings, kept in ``folder``. Every change is written at once."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or default_folder()
        self._file = self.folder / "computer.json"

    @property
    def copy_id(self) -> str:
        """The name of this PC on a book's line of generations; made at the first question, then the same for ever."""
        known = self._text("copy_id")
        if not known:
            import uuid

            known = uuid.uuid4().hex
            self._keep("copy_id", known)
        return known

    @property
    def recent_books(self) -> list[Path]:
        """The books opened here, the last one first, gone ones included."""
        kept = self._read().get("recent_books")
        return [Path(path) for path in kept if isinstance(path, str)] if isinstance(kept, list) else []

    def remember_book(self, path: Path) -> None:
        """``path`` was opened just now."""
        path = path.resolve()
        others = [book for book in self.recent_books if book != path]
        self._keep("recent_books", [str(book) for book in [path, *others][:RECENT_BOOKS]])

    def forget_book(self, path: Path) -> None:
        """Offer ``path`` no more; the file itself is left alone."""
        self._keep("recent_books", [str(book) for book in self.recent_books if book != path])

    @property
    def theme(self) -> Theme:
        """Light, dark, or as the system."""
        match self._text("theme"):
            case "light":
                return "light"
            case "dark":
                return "dark"
            case _other:
                return "system"

    @theme.setter
    def theme(self, theme: Theme) -> None:
        self._keep("theme", theme)

    @property
    def language(self) -> str:
        """The language of the window on this PC; "" for that of the shop."""
        return self._text("language")

    @language.setter
    def language(self, code: str) -> None:
        self._keep("language", code)

    @property
    def backup_folder(self) -> Path | None:
        """Where backups go on this PC; ``None`` while nobody has said so, and they go beside the book."""
        kept = self.part("backups").get("folder")
        return Path(kept) if isinstance(kept, str) and kept else None

    @backup_folder.setter
    def backup_folder(self, folder: Path | None) -> None:
        self.keep_part("backups", folder=str(folder) if folder else "")

    @property
    def replaced_books(self) -> list[ReplacedBook]:
        """The books in whose place another copy was put here, the last one first; gone files included."""
        kept = self.part("backups").get("replaced")
        found = [_replaced_book(one) for one in kept] if isinstance(kept, list) else []
        return [one for one in found if one]

    def remember_replaced(self, replaced: ReplacedBook) -> None:
        """``replaced.kept`` is what was in the place of the book until just now."""
        texts = [
            {"book": str(one.book), "kept": str(one.kept), "at": one.at.isoformat()}
            for one in [replaced, *self.replaced_books][:REPLACED_BOOKS]
        ]
        self.keep_part("backups", replaced=texts)

    def part(self, name: str) -> dict[str, Any]:
        """The settings under ``name``, which whoever owns them reads with care: people can change the file."""
        kept = self._read().get(name)
        return kept if isinstance(kept, dict) else {}

    def keep_part(self, name: str, **values: object) -> None:
        """Keep ``values``, which JSON can hold, among the settings under ``name``; the others there stay."""
        self._keep(name, {**self.part(name), **values})

    def replace_part(self, name: str, values: dict[str, Any]) -> None:
        """Keep ``values``, and nothing else, under ``name``."""
        self._keep(name, values)

    def noted(self, key: str) -> str:
        """A small thing that the window noted under ``key``, as its size; "" if there is none."""
        notes = self._read().get("notes")
        text = notes.get(key) if isinstance(notes, dict) else None
        return text if isinstance(text, str) else ""

    def note(self, key: str, text: str) -> None:
        """Note ``text`` under ``key``; an empty text is forgotten."""
        notes = self._read().get("notes")
        others = (
            {name: value for name, value in notes.items() if name != key} if isinstance(notes, dict) else {}
        )
        self._keep("notes", {**others, key: text} if text else others)

    def _text(self, key: str) -> str:
        kept = self._read().get(key)
        return kept if isinstance(kept, str) else ""

    def _read(self) -> dict[str, Any]:
        # Read each time: another window on this PC may have written since.
        try:
            kept = json.loads(self._file.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}
        except (OSError, ValueError) as error:
            _log.warning("the settings of this PC cannot be read: %s", error)
            return {}
        return kept if isinstance(kept, dict) else {}

    def _keep(self, key: str, value: object) -> None:
        kept = self._read()
        if key in kept and kept[key] == value:
            return
        settings = {**kept, key: value}
        part = self._file.with_name(f"{self._file.name}.{os.getpid()}.part")
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            # Escaped: the name of a folder may hold bytes that are no letters, which no text could.
            part.write_text(json.dumps(settings, indent=1), encoding="utf-8")
            part.replace(self._file)
        except OSError as error:
            _log.warning("the settings of this PC cannot be kept: %s", error)


def _replaced_book(kept: object) -> ReplacedBook | None:
    try:
        found = kept if isinstance(kept, dict) else {}
        at = datetime.fromisoformat(found["at"])
        return ReplacedBook(Path(found["book"]), Path(found["kept"]), at) if at.tzinfo else None
    except (KeyError, TypeError, ValueError):
        return None
