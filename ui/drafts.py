"""Half-typed forms, kept on this PC, so that no way of ending the program costs more than two seconds of typing."""

import json
import os
import re
from collections.abc import Collection, Mapping
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

_WRITE_AFTER_MS = 1_500
_ID = re.compile(r"\d{9,19}")
_SEEN = ""
"""The name under which a draft says that the program was closed over it. No field is called so."""


class Drafts(QObject):
    """The drafts of one book, in a file of ``folder``, by the key of their form.

    ``trouble`` with a sentence's reason when they cannot be written: the person should know before a power cut does.
    ``dropped(key)`` when there is none of that form any more.
    """

    trouble = Signal(str)
    dropped = Signal(str)

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._file = folder / "drafts.json"
        self._drafts = _read(self._file)
        self._timer = QTimer(self, singleShot=True, interval=_WRITE_AFTER_MS)
        self._unwritten = self._told = False

        self._timer.timeout.connect(self.flush)

    def keep(self, form_key: str, values: Mapping[str, str]) -> None:
        """Remember what stands in a form now. Cheap enough for each key stroke."""
        self._drafts.pop(form_key, None)  # so that the latest stands last
        self._drafts[form_key] = dict(values)
        self._write_soon()

    def take(self, form_key: str) -> dict[str, str] | None:
        """What stood in the form when it was left half-typed; ``None`` if nothing did. It stays kept."""
        kept = self._drafts.get(form_key)
        return None if kept is None else {name: text for name, text in kept.items() if name != _SEEN}

    def drop(self, form_key: str) -> None:
        """Forget a draft: the form was saved or given up."""
        if self._drafts.pop(form_key, None) is not None:
            self._write_soon()
            self.dropped.emit(form_key)

    def forget(self, ids: Collection[int]) -> None:
        """Forget every draft of, or about, one of these records: whoever they are about was erased for good."""
        for key, values in list(self._drafts.items()):
            if not {
                int(number) for text in (key, *values.values()) for number in _ID.findall(text)
            }.isdisjoint(ids):
                self.drop(key)
        self.flush()

    def keys(self) -> list[str]:
        """The forms that were left half-typed, the oldest first."""
        return list(self._drafts)

    def unseen(self) -> list[str]:
        """The forms that were being typed when the program ended without being closed, the oldest first."""
        return [key for key, values in self._drafts.items() if _SEEN not in values]

    def settle(self) -> None:
        """The program is being closed, by somebody who knows what they leave half-typed."""
        for key in self.unseen():
            self._drafts[key][_SEEN] = "1"
            self._unwritten = True
        self.flush()

    def flush(self) -> None:
        """Write now, if anything waits to be written."""
        self._timer.stop()
        if not self._unwritten:
            return
        try:
            self._write()
            self._unwritten = self._told = False
        except OSError as error:
            if not self._told:
                self._told = True
                self.trouble.emit(str(error))

    def _write_soon(self) -> None:
        self._unwritten = True
        # Never started afresh by further typing, or whoever types without a pause would never be safe.
        if not self._timer.isActive():
            self._timer.start()

    def _write(self) -> None:
        if not self._drafts:
            self._file.unlink(missing_ok=True)
            return
        self._file.parent.mkdir(parents=True, exist_ok=True)
        part = self._file.with_name(f"{self._file.name}.{os.getpid()}.part")
        # What customers said is nobody else's business on a PC with several users.
        with os.fdopen(
            os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8"
        ) as file:
            json.dump(self._drafts, file, ensure_ascii=False)
            file.flush()
            os.fsync(file.fileno())
        part.replace(self._file)


def _read(file: Path) -> dict[str, dict[str, str]]:
    """The drafts in ``file``; none if it is missing or damaged, as a draft is a help and never an obstacle."""
    try:
        kept = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(kept, dict):
        return {}
    return {
        key: {name: text for name, text in values.items() if isinstance(text, str)}
        for key, values in kept.items()
        if isinstance(values, dict)
    }
