"""Python's collector runs in whichever thread happens to allocate; Qt's objects may only be destroyed in the window's.

A form that was closed and lies in a cycle would otherwise be destroyed by a worker that lays out a PDF, and take the
process with it. So nothing is collected while any worker runs; cycles wait until the last one has ended.
"""

import gc
import threading

_MANY = 100_000
"""A worker that made so many objects, as for the day of a large book, made them to stay. They are put among the old
ones, where they are seldom looked at: else the window would stand still while the collector goes through them all."""


class _Collecting:
    def __init__(self) -> None:
        self._workers = 0
        self._lock = threading.Lock()

    def hold(self) -> None:
        """A worker is about to start."""
        with self._lock:
            self._workers += 1
            gc.disable()

    def release(self) -> None:
        """A worker has ended: to be said in the window's thread, or by a worker that outlived its window."""
        with self._lock:
            self._workers -= 1
            if not self._workers:
                if gc.get_count()[0] > _MANY:
                    gc.freeze()
                    gc.unfreeze()
                gc.enable()


collecting = _Collecting()
