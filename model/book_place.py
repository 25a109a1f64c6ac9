"""Where a new book goes, and under which name, so that nobody has to think about files."""

import re
from pathlib import Path

from model.database import SUFFIX

_LONGEST = 80
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]+')
_TAKEN_BY_WINDOWS = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)
_CLOUDS = ("onedrive", "dropbox", "google drive", "icloud", "nutstore", "坚果云", "百度网盘", "nextcloud")


def file_name(shop_name: str) -> str:
    """The shop's name as the name of a file that every system takes; "" if nothing of it can be used."""
    name = " ".join(_FORBIDDEN.sub(" ", shop_name).split())[:_LONGEST].strip(" .")
    while len(name.encode()) > 3 * _LONGEST:
        name = name[:-1]
    return f"{name}_" if _TAKEN_BY_WINDOWS.fullmatch(name) else name


def suggest(folder: Path, shop_name: str, otherwise: str) -> Path:
    """A file in ``folder`` that is not there yet, named after the shop; ``otherwise`` if its name gives none."""
    stem = file_name(shop_name) or otherwise
    path = folder / f"{stem}{SUFFIX}"
    number = 2
    while path.exists():
        path = folder / f"{stem} {number}{SUFFIX}"
        number += 1
    return path


def is_carried_to_a_cloud(path: Path) -> bool:
    """Whether some program carries this folder to other PCs, which a book open in two places does not survive."""
    parts = [part.casefold() for part in path.absolute().parent.parts]
    return any(part.startswith(cloud) for part in parts for cloud in _CLOUDS)
