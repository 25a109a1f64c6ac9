"""Same, older, newer, parted or another book: told rightly of any two copies, whatever the clocks say.

The test makes random histories of a few PCs: edits in sessions, copies made by hand in the middle of one, old backups
put back, joins. It keeps for itself which edits each copy contains, and compares every verdict with that.
"""

import random
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from model.safekeeping import lineage
from model.safekeeping.lineage import Verdict, compare
from model.store import Store
from tests.makers import make_book

Judge = Callable[[Store, Store], Verdict]

CLOCKS_OFF_BY_HOURS = (0, 0, 1, -1, 5, -26, 24 * 30, -24 * 365, 24 * 365 * 3)


def by_lineage(ours: Store, theirs: Store) -> Verdict:
    return compare(lineage.of(ours), lineage.of(theirs)).verdict


def by_time(ours: Store, theirs: Store) -> Verdict:
    return _newer(
        *(store.value("SELECT at FROM edit ORDER BY number DESC LIMIT 1") for store in (ours, theirs))
    )


def by_number_of_edits(ours: Store, theirs: Store) -> Verdict:
    return _newer(*(store.value("SELECT count(*) FROM edit") for store in (ours, theirs)))


def by_counters_of_pcs(ours: Store, theirs: Store) -> Verdict:
    counted = (
        dict(
            store.tuples(
                "SELECT copy_id, count(*) FROM edit JOIN generation AS g ON g.id = generation_id GROUP BY copy_id"
            )
        )
        for store in (ours, theirs)
    )
    one, other = counted
    more = any(n > other.get(pc, 0) for pc, n in one.items())
    less = any(n > one.get(pc, 0) for pc, n in other.items())
    return _SETS[more, less]


def by_the_last_generation(ours: Store, theirs: Store) -> Verdict:
    """Whoever knows the other's last generation is taken for the later one, however far that had come."""
    heads = [
        store.value("SELECT generation_id FROM edit ORDER BY number DESC LIMIT 1") for store in (ours, theirs)
    ]
    known = "SELECT count(*) FROM generation WHERE id = :id"
    more, less = theirs.value(known, id=heads[0]) == 0, ours.value(known, id=heads[1]) == 0
    return _SETS[more, less]


_SETS = {
    (False, False): Verdict.SAME,
    (True, False): Verdict.OLDER,
    (False, True): Verdict.NEWER,
    (True, True): Verdict.PARTED,
}


def _newer(one: str | int, other: str | int) -> Verdict:
    return Verdict.SAME if one == other else Verdict.NEWER if other > one else Verdict.OLDER  # type: ignore[operator]


@dataclass
class Pc:
    """One PC with its copy of the book; ``contains`` is what the test itself knows of it."""

    name: str
    clock: timedelta
    db: sqlite3.Connection
    contains: frozenset[int]
    store: Store = field(init=False)

    def __post_init__(self) -> None:
        self.start()

    def start(self) -> None:
        self.store = Store(self.db, copy_id=self.name)

    def use(self, file: bytes, contains: frozenset[int]) -> None:
        """Another file is in the place of its book, and the program is started."""
        self.db.close()
        self.db = opened(file)
        self.contains = contains
        self.start()


def opened(file: bytes) -> sqlite3.Connection:
    db = sqlite3.connect(":memory:", isolation_level=None)
    db.deserialize(file)
    return db


class History:
    """A random story of three PCs that begin with the same book."""

    def __init__(self, file: bytes, seed: int) -> None:
        self.chance = random.Random(seed)
        self.edits = 0
        self.pcs = [
            Pc(name, timedelta(hours=self.chance.choice(CLOCKS_OFF_BY_HOURS)), opened(file), frozenset())
            for name in ("shop", "home", "stick")
        ]
        self.backups = [(file, frozenset[int]())]

    def tell(self, steps: int) -> None:
        deeds = (
            self.edit,
            self.edit,
            self.edit,
            self.end_session,
            self.copy,
            self.back_up,
            self.restore,
            self.join,
        )
        for _step in range(steps):
            self.chance.choice(deeds)()

    def edit(self) -> None:
        pc = self.chance.choice(self.pcs)
        for _ in range(self.chance.randint(1, 3)):
            self._edit(pc)

    def _edit(self, pc: Pc) -> None:
        self.edits += 1
        with pc.store.edit("Something"):
            pc.store.write("UPDATE shop SET phone = :phone", {"phone": str(self.edits)})
            at = (datetime(2026, 5, 14, tzinfo=UTC) + timedelta(minutes=self.edits) + pc.clock).isoformat()
            pc.store.write("UPDATE edit SET at = :at WHERE id = :id", {"at": at, "id": pc.store.edit_id})
        pc.contains |= {self.edits}

    def end_session(self) -> None:
        self.chance.choice(self.pcs).start()

    def copy(self) -> None:
        """By hand, perhaps while the program has the book open, which goes on as if nothing had happened."""
        source, target = self.chance.sample(self.pcs, 2)
        target.use(source.db.serialize(), source.contains)

    def back_up(self) -> None:
        pc = self.chance.choice(self.pcs)
        self.backups.append((pc.db.serialize(), pc.contains))

    def restore(self) -> None:
        self.chance.choice(self.pcs).use(*self.chance.choice(self.backups))

    def join(self) -> None:
        """What a join leaves among the edits: those of both, and one more."""
        ours, theirs = self.chance.sample(self.pcs, 2)
        if ours.contains >= theirs.contains or theirs.contains >= ours.contains:
            return
        with ours.store.edit("Joined"):
            for table in ("generation", "edit"):
                rows = [dict(row) | {"number": None} for row in theirs.store.rows(f"SELECT * FROM {table}")]
                names = [name for name in rows[0] if table == "edit" or name != "number"]
                ours.store.write_many(
                    f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join(':' + name for name in names)})"
                    " ON CONFLICT DO NOTHING",
                    rows,
                )
        self.edits += 1
        ours.contains |= theirs.contains | {self.edits}

    def wrong_verdicts(self, judge: Judge) -> int:
        """How often ``judge`` says something else than the truth, of any two copies and backups there are."""
        everything = [(pc.store, pc.contains) for pc in self.pcs]
        everything += [(Store(opened(file)), contains) for file, contains in self.backups[-2:]]
        return sum(
            judge(ours, theirs) is not _SETS[bool(one - other), bool(other - one)]
            for ours, one in everything
            for theirs, other in everything
        )


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    with make_book(tmp_path_factory.mktemp("lineage")) as book:
        path = book.path
    return path.read_bytes()


def wrong_verdicts(file: bytes, seeds: range, judge: Judge) -> int:
    wrong = 0
    for seed in seeds:
        history = History(file, seed)
        history.tell(12)
        wrong += history.wrong_verdicts(judge)
    return wrong


def test_no_verdict_is_wrong_whatever_the_clocks_say(file: bytes) -> None:
    assert wrong_verdicts(file, range(100), by_lineage) == 0


@pytest.mark.long
@pytest.mark.timeout(3_600)
def test_no_verdict_is_wrong_in_ten_thousand_histories(file: bytes) -> None:
    assert wrong_verdicts(file, range(10_000), by_lineage) == 0


@pytest.mark.parametrize("judge", [by_time, by_number_of_edits, by_counters_of_pcs, by_the_last_generation])
def test_the_same_histories_catch_every_other_rule(file: bytes, judge: Judge) -> None:
    assert wrong_verdicts(file, range(40), judge) > 0
