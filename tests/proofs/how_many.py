"""How often each proof is tried: a little in every run, a lot before a release (``-m long``).

``REGULARS_PROOFS=10`` tries ten times as often, with other dice than usual.
"""

import os

import pytest

# Two hundred kills and five hundred cuts together; edits are what is done most, and tried in the shortest time.
USUAL = {
    "kills of the window": 18,
    "kills of edits": 135,
    "kills of imports": 15,
    "kills of backups": 12,
    "kills of restores": 10,
    "kills of joins": 10,
    "copies by hand": 75,
    "cuts of edits": 391,
    "cuts of a new book": 25,
    "cuts of an update": 20,
    "cuts of a backup": 14,
    "cuts of a restore": 25,
    "cuts of a join": 25,
    "failing I/O of a use case": 11,
    "failing I/O of files": 12,
    "failing I/O at the counter": 6,
}
RELEASE = {
    "kills of the window": 500,
    "kills of edits": 1_200,
    "kills of imports": 500,
    "kills of backups": 300,
    "kills of restores": 250,
    "kills of joins": 250,
    "copies by hand": 1_000,
    "cuts of edits": 6_000,
    "cuts of a new book": 800,
    "cuts of an update": 800,
    "cuts of a backup": 400,
    "cuts of a restore": 800,
    "cuts of a join": 800,
    "failing I/O of a use case": 1_000_000,
    "failing I/O of files": 1_000_000,
    "failing I/O at the counter": 200,
}
TIMES = float(os.environ.get("REGULARS_PROOFS", "1"))

_AN_HOUR = 3_600 * max(1, int(TIMES))


def shares(name: str, parts: int = 1) -> list[object]:
    """Pairs of (seed, how many) for a test's parameters: ``parts`` for the usual run, as many before a release."""
    first_seed = 0 if TIMES == 1 else int(1_000 * TIMES)
    usual = [
        pytest.param(
            first_seed + part,
            _share(USUAL[name], parts, part),
            id=f"usual {part}",
            marks=[] if TIMES <= 1 else [pytest.mark.timeout(_AN_HOUR)],
        )
        for part in range(parts)
    ]
    release = [
        pytest.param(
            first_seed + 100 + part,
            _share(RELEASE[name], parts, part),
            id=f"release {part}",
            marks=[pytest.mark.long, pytest.mark.timeout(_AN_HOUR)],
        )
        for part in range(parts)
    ]
    return [*usual, *release]


def _share(whole: int, parts: int, part: int) -> int:
    whole = round(whole * TIMES)
    return whole * (part + 1) // parts - whole * part // parts
