"""Which disks and sticks are mounted now, as Qt tells. May wait for a share that does not answer: ask in a thread."""

from pathlib import Path

from PySide6.QtCore import QStorageInfo

from model.safekeeping.places import Volume


def _name(storage: QStorageInfo) -> str:
    """What people call it; of one without a label the last part of its place."""
    name = storage.displayName()
    return Path(name).name or name if name == storage.rootPath() else name


def mounted() -> list[Volume]:
    """Every volume that can be used now."""
    return [
        Volume(
            root=Path(storage.rootPath()),
            name=_name(storage),
            device=bytes(storage.device().data()).decode(errors="replace"),
            file_system=bytes(storage.fileSystemType().data()).decode(errors="replace"),
            free_bytes=storage.bytesAvailable(),
            read_only=storage.isReadOnly(),
        )
        for storage in QStorageInfo.mountedVolumes()
        if storage.isValid() and storage.isReady()
    ]
