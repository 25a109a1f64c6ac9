"""Ids that never collide between copies of a book.

An id is a 63-bit integer: milliseconds since 2020-01-01 UTC in the high 41 bits (good until 2089), random bits in
the low 22. In a book ids only rise, also when the clock is set back, so new rows go to the end of their table. Ids
never pass through a Qt ``Signal(int)``, which cuts them to 32 bits.
"""

import threading
import time
from random import SystemRandom

_EPOCH_MS = 1_577_836_800_000  # 2020-01-01T00:00:00Z
_RANDOM_BITS = 22
_MOST = (1 << 63) - 1
_HIGHEST_BELIEVED = _MOST - (1 << 61)  # of the year 2071; an id behind it was made by no clock

_random = SystemRandom()
_lock = threading.Lock()
_last = 0


def take(count: int) -> range:
    """``count`` fresh ids in rising order, consecutive, so that a million cost no more than one."""
    global _last
    with _lock:
        fresh = (_elapsed_ms() << _RANDOM_BITS) | _random.getrandbits(_RANDOM_BITS)
        if fresh <= _last or fresh > _MOST - count:
            fresh = _last + 1 + _random.getrandbits(8)
        _last = fresh + count - 1
        return range(fresh, fresh + count)


def rise_above(used: int) -> None:
    """Let ids rise above one that is in use, also while the clock of this PC is behind. Copies with wrong clocks must
    not meet: each goes on from a place of its own, up to a quarter of an hour further."""
    global _last
    with _lock:
        if _last < used < _HIGHEST_BELIEVED:
            now = _elapsed_ms() << _RANDOM_BITS
            _last = used if used < now else used + _random.getrandbits(_RANDOM_BITS + 20)


def _elapsed_ms() -> int:
    return max(0, time.time_ns() // 1_000_000 - _EPOCH_MS)


def new_id() -> int:
    """One fresh id."""
    return take(1)[0]
