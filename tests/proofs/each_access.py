"""A deed done again and again, each time with another access to the disk that fails."""

import random
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from model.errors import BookError
from tests.proofs.failing_disk import Disk, Kind, failing

TROUBLES = [
    pytest.param(Kind.BROKEN, False, id="broken once"),
    pytest.param(Kind.FULL, True, id="full for ever"),
    pytest.param(Kind.BROKEN, True, id="broken for ever", marks=pytest.mark.long),
    pytest.param(Kind.FULL, False, id="full once", marks=pytest.mark.long),
]
"""What goes wrong, and whether from then on."""

_LAST = 9
"""As many accesses at the end of a deed are always tried: there it is committed, or renamed."""


@dataclass(frozen=True)
class Outcome:
    """How a deed ended on a failing disk: ``refused`` with a sentence, or it was done."""

    at: int
    failed: tuple[str, ...]
    refused: str
    folder: Path


def outcomes(
    template: Path,
    deed: Callable[[Path, Disk], None],
    kind: Kind,
    *,
    for_ever: bool,
    seed: int,
    most: int,
    look: Callable[[Outcome], None],
) -> int:
    """Do ``deed`` in a copy of ``template`` for each access that may fail, ``most`` of them at the most, and ``look``
    at what came of it. How many failures that were."""
    accesses, tried = _accesses(template, deed, kind), 0
    rest = range(2, max(2, accesses - _LAST))
    ends = {1, *range(max(1, accesses - _LAST), accesses + 1)}
    for at in sorted({*ends, *random.Random(seed).sample(rest, min(len(rest), max(0, most - len(ends))))}):
        folder = template.with_name("tried")
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(template, folder)
        refused = ""
        with failing(folder, at, kind, for_ever=for_ever) as disk:
            try:
                deed(folder, disk)
            except BookError as error:
                refused = str(error)
                assert refused
                assert "\n" not in refused
        shutil.rmtree(folder / "passing")
        look(Outcome(at, tuple(disk.failed), refused, folder))
        tried += bool(disk.failed)
    return tried


def _accesses(template: Path, deed: Callable[[Path, Disk], None], kind: Kind) -> int:
    folder = template.with_name("counted")
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(template, folder)
    with failing(folder, kind=kind) as disk:
        deed(folder, disk)
    return disk.accesses
