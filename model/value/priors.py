"""What is held likely before a book has told anything: weak opinions for small books.

A shop of two hundred customers cannot tell seven parameters. Each opinion below is a bell curve over a logarithm, so
wide that a factor of three either way is nothing special; some hundred repeat buyers outweigh them and among
thousands they do not show. They are no fit of any shop. They say what holds of buying in general, and the published
fits lie well within them: Fader, Hardie, Lee (2005) and Fader, Hardie (2013) for an online shop, Fader, Hardie,
Shang (2010) for donors, whose chance to stop varies with beta parameters 0.66 and 2.78.
"""

import math

import numpy as np

from model.value.arrays import Floats, Ints

_BG_NBD = (
    # Of ln r, ln alpha, ln a, ln b: what is judged, what is likely for it, how wide.
    ((1, 0, 0, 0), 0.0, 1.0),  # Rates vary as an exponential distribution does.
    ((0, 0, 1, -1), -math.log(3), 1.0),  # After a buying day one in four stops, …
    ((0, 0, 0.5, 0.5), 0.5 * math.log(3), 1.0),  # … known as if four had been seen.
)
_RATE_WIDTH = 2.0

_GAMMA_GAMMA = (
    # Of ln p, ln (q - 1), ln v, where v is in mean buying days of this book.
    ((1, 0, 0), math.log(4), 1.0),  # A customer's amounts vary by half of their mean.
    ((0, 1, 0), math.log(2), 1.0),  # And so, about, do the means of the customers.
    ((1, -1, 1), 0.0, 1.0),  # Everybody's mean is that of the customers seen.
)


class Opinions:
    """Several bell curves over sums of the logarithms sought."""

    def __init__(self, *opinions: tuple[tuple[float, ...], float, float]) -> None:
        judged, likely, widths = zip(*opinions, strict=True)
        self._widths = np.array(widths)
        self._judged = np.array(judged, dtype=np.float64) / self._widths[:, None]
        self._likely = np.array(likely) / self._widths

    def __call__(self, place: Floats) -> tuple[float, Floats]:
        """How unlikely a place is, minus logarithms of the curves, and the slope of that."""
        off = self._judged @ place - self._likely
        return 0.5 * float(off @ off), self._judged.T @ off

    @property
    def centre(self) -> Floats:
        """The place that is held most likely."""
        return np.linalg.solve(self._judged, self._likely)


def of_buying(repeats: Ints, age: Floats) -> Opinions:
    """For ``bg_nbd.fit``. The rate is about the book's own, of all customers together, but may be seven times it."""
    a_week = max(float(repeats.sum()), 0.5) / max(float(age.sum()), 1.0)
    return Opinions(((1, -1, 0, 0), math.log(a_week), _RATE_WIDTH), *_BG_NBD)


def of_amounts() -> Opinions:
    """For ``gamma_gamma.fit`` with ``LEAST_Q``."""
    return Opinions(*_GAMMA_GAMMA)


LEAST_Q = 1.0
"""Above it everybody's mean exists, as it does in every shop."""
