"""How far a work is that is made of several, each of which tells of itself alone."""

from collections.abc import Callable, Iterator

Progress = Callable[[int, int], None]
"""Told ``done, of`` now and then; may raise to give up."""

_FINE = 1000


def in_parts(progress: Progress | None, parts: int) -> Iterator[Progress]:
    """For each of so many works that follow one another, what tells of it as of a part of the whole."""

    def part(number: int) -> Progress:
        def tell(done: int, of: int) -> None:
            if progress is not None:
                progress(round(_FINE * (number + min(1.0, done / max(of, 1)))), _FINE * parts)

        return tell

    return map(part, range(parts))
