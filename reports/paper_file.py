"""A finished file takes the place of the old one in one step; there is never half of one."""

import os
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO


def put(data: bytes, target: Path | BinaryIO) -> None:
    """Write ``data`` to ``target``. ``OSError`` leaves whatever stood at that path before."""
    if not isinstance(target, Path):
        target.write(data)
        return
    if target.exists() and not target.is_file():
        target.write_bytes(data)  # a pipe or a device; nothing takes its place, and a folder refuses
        return
    part = target.with_name(target.name + ".part")
    try:
        with part.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
    except BaseException:
        with suppress(OSError):
            part.unlink()
        raise
