"""What the program makes of the disks that power cuts may leave."""

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from model.errors import BookError
from tests.proofs.disk_log import DiskLog
from tests.proofs.power_cut import Cut, cuts

Verdict = Callable[[Path, Cut], str]
"""What became of a disk that was laid out in a folder: "whole" is the only good answer."""


_TIMES = 30
"""In which cuts a mistake shows hangs on the ids in the book, and so on chance; that it shows in none does not."""


def verdicts(log: DiskLog, points: int, seed: int, folder: Path, verdict: Verdict) -> Counter[str]:
    """How the book fares in ``points`` power cuts."""
    found = Counter(_one_by_one(log, points, seed, folder, verdict))
    assert found.total() == points
    return found


def is_caught(log: DiskLog, folder: Path, verdict: Verdict, as_what: str = "") -> bool:
    """Whether one of many power cuts leaves something else than a whole book, or just what is named."""
    return any(
        found == as_what if as_what else found != "whole"
        for seed in range(_TIMES)  # a few cuts all over the log, then a few more
        for found in _one_by_one(log, 10, seed, folder, verdict)
    )


def _one_by_one(log: DiskLog, points: int, seed: int, folder: Path, verdict: Verdict) -> Iterator[str]:
    for cut in cuts(log, points, seed):
        cut.lay_out(folder)
        try:
            yield verdict(folder, cut)
        except BookError as refused:
            yield f"refused: {refused}"
