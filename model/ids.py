"""Ids that never collide between copies of a book.

An id is a 63-bit integer: milliseconds since 2020-01-01 UTC in the high 41 bits (good until 2089), random bits in
the low 22. Within one run of the program ids only rise, also when the clock is set back, so new rows go to the end
of their table. Ids never pass through a Qt ``Signal(int)``, which cuts them to 32 bits.
"""

import secrets
import threading
import time

_EPOCH_MS = 1_577_836_800_000  # 2020-01-01T00:00:00Z
_RANDOM_BITS = 22
_MOST = (1 << 63) - 1

_lock = threading.Lock()
_last = 0


def take(count: int) -> range:
    """``count`` fresh ids in rising order, consecutive, so that a million cost no more than one."""
    global _last
    with _lock:
        elapsed_ms = max(0, time.time_ns() // 1_000_000 - _EPOCH_MS)
        fresh = (elapsed_ms << _RANDOM_BITS) | secrets.randbits(_RANDOM_BITS)
        if fresh <= _last or fresh > _MOST - count:
            fresh = _last + 1 + secrets.randbits(8)
        _last = fresh + count - 1
        return range(fresh, fresh + count)


def new_id() -> int:
    """One fresh id."""
    return take(1)[0]
