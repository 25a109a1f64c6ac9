"""Two people wrote on in the same note: both texts are kept, and what they share stands there once."""

from difflib import SequenceMatcher

SEPARATOR = "—"
"""The line between two texts of which nobody knows which is right."""

_MOST_LINES = 2_000  # of longer texts what is shared is not looked for


def put_together(base: str, first: str, second: str) -> str:
    """Both texts in one, line by line: ``base`` is what both began with, ``first`` was written before ``second``.

    Where only one of them changed the lines of ``base``, that change is taken; where both did, both stand there.
    """
    if first == second or second in first:
        return first
    if first in second:
        return second
    lines = [text.split("\n") for text in (base, first, second)]
    if max(map(len, lines)) > _MOST_LINES:
        return "\n".join([first, SEPARATOR, second])
    return "\n".join(_woven(*lines))


def _woven(base: list[str], first: list[str], second: list[str]) -> list[str]:
    woven: list[str] = []
    begun = (0, 0, 0)
    for stable, in_first, in_second in _stable_lines(base, first, second):
        woven += _between(base[begun[0] : stable], first[begun[1] : in_first], second[begun[2] : in_second])
        if stable < len(base):
            woven.append(base[stable])
        begun = (stable + 1, in_first + 1, in_second + 1)
    return woven


def _stable_lines(base: list[str], first: list[str], second: list[str]) -> list[tuple[int, int, int]]:
    """The places of the lines of ``base`` that both texts still have, in each of the three; the end of all last."""
    one, other = _places(base, first), _places(base, second)
    stable = [(line, one[line], other[line]) for line in range(len(base)) if line in one and line in other]
    return [*stable, (len(base), len(first), len(second))]


def _places(base: list[str], text: list[str]) -> dict[int, int]:
    return {
        block.a + step: block.b + step
        for block in SequenceMatcher(None, base, text, autojunk=False).get_matching_blocks()
        for step in range(block.size)
    }


def _between(base: list[str], first: list[str], second: list[str]) -> list[str]:
    """What stands between two lines that all have."""
    if first == second or second == base:
        return first
    if first == base:
        return second
    if not first or not second:  # taken out by one, rewritten by the other
        return first or second
    return [*first, SEPARATOR, *second]
