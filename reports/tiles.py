"""A row of large figures, and things beside each other."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reports import script
from reports.fonts import weight
from reports.page import Block
from reports.pen import Pen
from reports.style import ACCENT, ACCENT_WASH, FIGURE, GRID, INK, MM, SMALL, SOFT, TINY, Type


@dataclass(frozen=True, slots=True)
class Tile:
    """One figure with its name above and a remark below."""

    name: str
    figure: str
    remark: str = ""


class Tiles(Block):
    """Tiles of equal width."""

    height = 3 * GRID + 2 * SMALL.leading + FIGURE.leading + GRID

    def __init__(self, tiles: Sequence[Tile], width: float) -> None:
        self._tiles, self._width = tiles, width

    def draw(self, pen: Pen, left: float, top: float) -> None:
        gap = 2 * GRID
        width = (self._width - gap * (len(self._tiles) - 1)) / len(self._tiles)
        inside = width - 5 * MM
        type_ = self._figure_type(inside)
        for position, tile in enumerate(self._tiles):
            x = left + position * (width + gap)
            pen.fill(x, top, width, self.height - GRID, ACCENT_WASH)
            pen.fill(x, top, 1.2, self.height - GRID, ACCENT)
            y = top + GRID
            pen.words(x + 3 * MM, y, tile.name, SMALL, SOFT, width=inside)
            y += SMALL.leading
            pen.words(x + 3 * MM, y, tile.figure, type_, INK, width=inside)
            whole = weight(False).width(script.clean(tile.remark), SMALL.size) <= inside
            pen.words(
                x + 3 * MM, y + type_.leading, tile.remark, SMALL if whole else TINY, SOFT, width=inside
            )

    def _figure_type(self, inside: float) -> Type:
        """The largest size in which every figure of the row stands whole: they are read side by side."""
        widest = max(weight(True).width(script.clean(tile.figure), 1) for tile in self._tiles)
        return FIGURE if widest * FIGURE.size <= inside else Type(max(8.0, inside / widest - 0.05), bold=True)


class Together(Block):
    """A stack of blocks that is never divided."""

    def __init__(self, blocks: Iterable[Block]) -> None:
        self._blocks = list(blocks)
        self.height = sum(block.height for block in self._blocks)

    def draw(self, pen: Pen, left: float, top: float) -> None:
        for block in self._blocks:
            block.draw(pen, left, top)
            top += block.height


class Beside(Block):
    """Two stacks of blocks next to each other, never divided."""

    def __init__(self, left: Iterable[Block], right: Iterable[Block], right_at: float) -> None:
        self._stacks = ((0.0, Together(left)), (right_at, Together(right)))
        self.height = max(stack.height for _at, stack in self._stacks)

    def draw(self, pen: Pen, left: float, top: float) -> None:
        for at, stack in self._stacks:
            stack.draw(pen, left + at, top)
