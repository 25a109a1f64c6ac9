"""What the program carries with it: words, icons, fonts, practice data."""

from pathlib import Path

_HERE = Path(__file__).parent


def path(*parts: str) -> Path:
    """The file or folder ``parts`` inside ``resources/``, e.g. ``path("icons", "phone.svg")``."""
    return _HERE.joinpath(*parts)
