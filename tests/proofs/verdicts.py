"""What the program makes of the disks that power cuts may leave."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

from model.errors import BookError
from tests.proofs.disk_log import DiskLog
from tests.proofs.power_cut import Cut, cuts

Verdict = Callable[[Path, Cut], str]
"""What became of a disk that was laid out in a folder: "whole" is the only good answer."""


def verdicts(log: DiskLog, points: int, seed: int, folder: Path, verdict: Verdict) -> Counter[str]:
    """How the book fares in ``points`` power cuts."""
    found: Counter[str] = Counter()
    for cut in cuts(log, points, seed):
        cut.lay_out(folder)
        try:
            found[verdict(folder, cut)] += 1
        except BookError as refused:
            found[f"refused: {refused}"] += 1
    assert found.total() == points
    return found
