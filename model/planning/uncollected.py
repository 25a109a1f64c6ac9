"""Working without the search for cycles of objects."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Within the block, or the function that it decorates, Python does not look for cycles of objects.

    A plan makes objects by the hundred thousand, all of which stay: looking through them again and again takes a third
    of the time and finds nothing.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
