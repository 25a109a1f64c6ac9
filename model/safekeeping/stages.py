"""How far a long job is, when it is made of several."""

from collections.abc import Callable

Progress = Callable[[int, int], None]
"""Called with (done, all); raises Cancelled when the person said stop."""


def nothing(_done: int, _all: int) -> None:
    """The progress of a job that nobody watches."""


def stage(progress: Progress, begins_at: int, ends_at: int) -> Progress:
    """The progress of one stage of a job, which goes from ``begins_at`` to ``ends_at`` of 1,000."""

    def tell(done: int, of: int) -> None:
        share = min(done / of, 1.0) if of else 1.0
        progress(begins_at + int((ends_at - begins_at) * share), 1000)

    return tell
