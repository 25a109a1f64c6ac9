"""The pen that draws on a page, measured in points from the page's upper left corner.

ReportLab's canvas is asked for one thing only, to take finished PDF operators: this draws lists of 10,000
lines, and each detour per word would be paid a hundred thousand times.
"""

from collections.abc import Callable
from typing import Literal

from reportlab.pdfgen.canvas import Canvas

from reports import barcode, script
from reports.fonts import weight
from reports.style import BLACK, INK, RULE, Colour, Type

Align = Literal["left", "right", "centre"]

_THICKENING = 0.025
"""Width of the outline that makes a face look bold, in parts of the size."""

_BLEED = 2
"""A stamp is cut off this far outside its edges, so that lines on the very edge keep their full width."""

_REMEMBERED = 3000
"""Words whose encoding is kept at hand."""


class Pen:
    """Draws on the current page of ``canvas``."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self._operators: list[str] = []
        self._put: Callable[[str], None] = self._operators.append
        self._origin = float(canvas._pagesize[1])
        self._encoded: dict[tuple[bool, str], tuple[tuple[str, str, bool], ...]] = {}
        self._fill: Colour | None = None
        self._stroke: tuple[Colour, float] | None = None
        self._forms: dict[str, str] = {}

    def next_page(self) -> None:
        self._hand_over()
        self._canvas.showPage()
        self._forget_colours()

    def text(
        self, x: float, y: float, words: str, type_: Type, colour: Colour = INK, align: Align = "left"
    ) -> None:
        """Draw ``words``, already made ready by ``script``, in the line whose top is ``y``.

        ``x`` is where they begin, end or have their middle, as ``align`` says.
        """
        if not words:
            return
        if align != "left":
            taken = weight(type_.bold).width(words, type_.size)
            x -= taken if align == "right" else taken / 2
        self._colour(colour)
        parts = [f"BT {x:.2f} {self._origin - y - type_.rise:.2f} Td"]
        font_now = ""
        for font, literal, thickened in self._runs(type_.bold, words):
            if font != font_now:
                parts.append(f"{font} {type_.size:g} Tf")
                font_now = font
            if thickened:
                parts.append(f"{colour.stroke()} {type_.size * _THICKENING:.2f} w 2 Tr {literal} Tj 0 Tr")
                self._stroke = None
            else:
                parts.append(f"{literal} Tj")
        parts.append("ET")
        self._put(" ".join(parts))

    def words(
        self,
        x: float,
        y: float,
        text: str,
        type_: Type,
        colour: Colour = INK,
        align: Align = "left",
        width: float = 10_000.0,
    ) -> float:
        """Draw any ``text`` on one line of at most ``width``; returns the width it took."""
        ready = script.line(text, type_, width)
        self.text(x, y, ready, type_, colour, align)
        return weight(type_.bold).width(ready, type_.size)

    def rule(self, x: float, y: float, length: float, colour: Colour = RULE, thick: float = 0.5) -> None:
        """A horizontal line."""
        self._line_style(colour, thick)
        height = self._origin - y
        self._put(f"{x:.2f} {height:.2f} m {x + length:.2f} {height:.2f} l S")

    def path(
        self, points: list[tuple[float, float]], colour: Colour, thick: float = 1.0, dash: str = ""
    ) -> None:
        """A line through ``points``; ``dash`` as PDF writes it, e.g. ``"2 2"``."""
        self._line_style(colour, thick)
        steps = " ".join(
            f"{x:.2f} {self._origin - y:.2f} {'l' if number else 'm'}" for number, (x, y) in enumerate(points)
        )
        self._put(f"[{dash}] 0 d {steps} S [] 0 d" if dash else f"{steps} S")

    def fill(self, x: float, y: float, width: float, height: float, colour: Colour) -> None:
        """A filled rectangle without outline."""
        self._colour(colour)
        self._put(f"{x:.2f} {self._origin - y - height:.2f} {width:.2f} {height:.2f} re f")

    def box(
        self, x: float, y: float, width: float, height: float, colour: Colour = INK, thick: float = 0.7
    ) -> None:
        """An empty rectangle."""
        self._line_style(colour, thick)
        self._put(f"{x:.2f} {self._origin - y - height:.2f} {width:.2f} {height:.2f} re S")

    def barcode(self, x: float, y: float, text: str, module: float, height: float) -> None:
        """The bars of ``text``, the narrowest of them ``module`` wide, as black as can be."""
        self._colour(BLACK)
        bottom = self._origin - y - height
        self._put(f"q {module:g} 0 0 {height:.2f} {x:.2f} {bottom:.2f} cm {barcode.bars(text)} f Q")

    def dot(self, x: float, y: float, radius: float, colour: Colour) -> None:
        """A filled disc around ``x``, ``y``."""
        self._line_style(colour, radius * 2)
        height = self._origin - y
        self._put(f"1 J {x:.2f} {height:.2f} m {x:.2f} {height:.2f} l S 0 J")

    def stamp(
        self, name: str, x: float, y: float, width: float, height: float, draw: Callable[["Pen"], None]
    ) -> None:
        """What ``draw`` draws, with its upper left corner at ``x``, ``y``.

        The file holds it once, however often it is stamped: a ``name`` always means the same drawing.
        """
        if name not in self._forms:
            self._forms[name] = f"stamp{len(self._forms) + 1}"
            self._define(self._forms[name], width, height, draw)
        self._put(f"q 1 0 0 1 {x:.2f} {self._origin - y:.2f} cm")
        self._hand_over()
        self._canvas.doForm(self._forms[name])
        self._put("Q")

    def _define(self, name: str, width: float, height: float, draw: Callable[["Pen"], None]) -> None:
        self._hand_over()
        outside = self._origin, self._fill, self._stroke
        self._canvas.beginForm(name, -_BLEED, -height - _BLEED, width + _BLEED, _BLEED)
        self._origin = 0.0
        self._forget_colours()
        draw(self)
        self._hand_over()
        self._canvas.endForm()
        self._origin, self._fill, self._stroke = outside

    def _hand_over(self) -> None:
        """One long text costs the canvas a tenth of the memory of its many operators."""
        if self._operators:
            self._canvas.addLiteral("\n".join(self._operators))
            self._operators.clear()

    def _runs(self, bold: bool, words: str) -> tuple[tuple[str, str, bool], ...]:
        """PDF font, PDF string and thickened or not, for each run of ``words``."""
        key = (bold, words)
        known = self._encoded.get(key)
        if known is None:
            if len(self._encoded) >= _REMEMBERED:
                self._encoded.clear()
            known = self._encoded[key] = tuple(self._encode(bold, words))
        return known

    def _encode(self, bold: bool, words: str) -> list[tuple[str, str, bool]]:
        canvas, runs = self._canvas, []
        if words.isascii() and words.isprintable():  # stands in the first subset as it is
            main = weight(bold).main
            font = main.font.getSubsetInternalName(0, canvas._doc)
            return [(font, f"({canvas._escape(words)})", main.thickened)]
        for face, piece in weight(bold).runs(words):
            for subset, codes in face.font.splitString(piece, canvas._doc):
                font = face.font.getSubsetInternalName(subset, canvas._doc)
                runs.append((font, f"({canvas._escape(codes)})", face.thickened))
        return runs

    def _colour(self, colour: Colour) -> None:
        if colour is not self._fill:
            self._fill = colour
            self._put(colour.fill())

    def _line_style(self, colour: Colour, thick: float) -> None:
        if self._stroke != (colour, thick):
            self._stroke = (colour, thick)
            self._put(f"{colour.stroke()} {thick:g} w")

    def _forget_colours(self) -> None:
        self._fill = self._stroke = None
