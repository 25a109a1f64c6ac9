"""How all paper of the shop looks: one scale of type, one grid, colours that stay apart on a grey printer."""

from dataclasses import dataclass, replace
from functools import cached_property

MM = 72 / 25.4
"""Points in a millimetre. Lengths are points everywhere; ``12 * MM`` says what was meant."""

GRID = 1.5 * MM
"""Distances are whole steps of this."""


@dataclass(frozen=True)
class Type:
    """A size of letters in points, and their weight."""

    size: float
    bold: bool = False

    @cached_property
    def leading(self) -> float:
        """From one line to the next."""
        return round(self.size * 1.36, 2)

    @cached_property
    def rise(self) -> float:
        """From the top of a line to the foot of its letters."""
        return round((self.leading - self.size) / 2 + self.size * 0.84, 2)

    @cached_property
    def strong(self) -> "Type":
        return replace(self, bold=True)


TITLE = Type(19, bold=True)
HEADING = Type(11.5, bold=True)
LEAD = Type(10.5)
BODY = Type(9)
SMALL = Type(7.5)
TINY = Type(6.2)
FIGURE = Type(17, bold=True)
"""The large number of a tile."""


@dataclass(frozen=True, slots=True)
class Colour:
    """Red, green and blue from 0 to 1."""

    red: float
    green: float
    blue: float

    def fill(self) -> str:
        return f"{self.red:g} {self.green:g} {self.blue:g} rg"

    def stroke(self) -> str:
        return f"{self.red:g} {self.green:g} {self.blue:g} RG"


def grey(light: float) -> Colour:
    """0 is black, 1 is paper."""
    return Colour(light, light, light)


BLACK = grey(0)
"""For bars that a scanner reads: a printer makes dots of anything lighter."""
INK = grey(0.11)
SOFT = grey(0.36)
FAINT = grey(0.55)
RULE = grey(0.76)
HAIR = grey(0.87)
WASH = grey(0.956)
PAPER = grey(1)
ACCENT = Colour(0.05, 0.33, 0.38)
"""Deep teal: dark enough to read as black on a grey printer."""
ACCENT_LIGHT = Colour(0.62, 0.80, 0.80)
"""Its light sister: on a grey printer clearly the paler of the two."""
ACCENT_WASH = Colour(0.925, 0.96, 0.96)
WARN = Colour(0.62, 0.13, 0.10)
"""For what is late or unhappy; always beside a word that says so."""
