"""The palette: what a colour is for, in light, in dark, and for people who asked for more contrast.

Warm paper greys and one accent, burnt sienna. Each text colour reaches 4.5 : 1 on each surface it is used
on, each outline of a control 3 : 1; the tests compute it.
"""

from typing import Literal, NamedTuple

from PySide6.QtGui import QColor

Tone = Literal["text", "muted", "accent", "danger", "warning", "success", "info"]
"""What something means. Colour only ever repeats what a word or an icon says."""


class Colours(NamedTuple):
    """One palette. ``x_soft`` is a quiet fill on which both ``text`` and ``x`` can be read."""

    dark: bool
    surface: QColor  # the page
    raised: QColor  # cards, fields, lists
    sunken: QColor  # the side bar, heads of tables
    hover: QColor
    border: QColor  # hairlines: they part, but nothing depends on seeing them
    outline: QColor  # edges of controls
    text: QColor
    muted: QColor
    disabled: QColor
    accent: QColor
    accent_hover: QColor
    accent_pressed: QColor
    on_accent: QColor
    accent_soft: QColor
    selection: QColor  # behind marked text
    focus: QColor
    danger: QColor
    on_danger: QColor
    danger_soft: QColor
    warning: QColor
    warning_soft: QColor
    success: QColor
    success_soft: QColor
    info: QColor
    info_soft: QColor
    chart: tuple[QColor, ...]


def _palette(*, dark: bool, chart: str, **named: str) -> Colours:
    return Colours(
        dark=dark,
        chart=tuple(QColor(f"#{code}") for code in chart.split()),
        **{name: QColor(f"#{code}") for name, code in named.items()},
    )


LIGHT = _palette(
    dark=False,
    surface="F8F5F0",
    raised="FFFFFF",
    sunken="F0EBE3",
    hover="F3EEE7",
    border="E3DCD1",
    outline="8D8375",
    text="26211B",
    muted="655C50",
    disabled="A49A8C",
    accent="A4461F",
    accent_hover="8E3A17",
    accent_pressed="752E11",
    on_accent="FFFFFF",
    accent_soft="FAE9DF",
    selection="F3C9B3",
    focus="A4461F",
    danger="AF1440",
    on_danger="FFFFFF",
    danger_soft="FCE8EC",
    warning="7E5300",
    warning_soft="FCF0D2",
    success="25683A",
    success_soft="E2F2E4",
    info="255C8C",
    info_soft="E4EEF7",
    chart="A4461F 2F7480 B98217 7D4E79 5B7A36 62728A",
)

DARK = _palette(
    dark=True,
    surface="1B1916",
    raised="25221E",
    sunken="161412",
    hover="2F2B26",
    border="3A352F",
    outline="8C8376",
    text="F1ECE4",
    muted="B9B0A3",
    disabled="756D62",
    accent="F09A70",
    accent_hover="F5AE8B",
    accent_pressed="F8C3A8",
    on_accent="2B1106",
    accent_soft="45291B",
    selection="713C22",
    focus="F09A70",
    danger="FF93A8",
    on_danger="3B0512",
    danger_soft="4A1D28",
    warning="EDBD55",
    warning_soft="403113",
    success="8ACD96",
    success_soft="1E3826",
    info="93C1EA",
    info_soft="1D3346",
    chart="F09A70 6FB9C4 E6BC5C C697C2 A9C97F A5B3C7",
)


def with_more_contrast(base: Colours) -> Colours:
    """``base`` for people who told their system that they need more contrast: no greys, strong edges."""
    ink, paper = (QColor("white"), QColor("black")) if base.dark else (QColor("black"), QColor("white"))
    return base._replace(
        surface=paper,
        raised=paper,
        sunken=paper,
        border=ink,
        outline=ink,
        text=ink,
        muted=ink,
        focus=QColor("#FFD400") if base.dark else QColor("#0037DA"),
    )


def _by_name(palette: Colours) -> dict[str, QColor]:
    return {name: value for name, value in palette._asdict().items() if isinstance(value, QColor)}


_current, _named = LIGHT, _by_name(LIGHT)


def colours() -> Colours:
    """The palette on screen now."""
    return _current


def use(palette: Colours) -> None:
    """Make ``palette`` the one on screen; ``theme.apply`` does, nobody else should."""
    global _current, _named
    _current, _named = palette, _by_name(palette)


def tone_of(tone: str) -> QColor:
    """The colour of text or an icon of that tone, or of any other name of the palette. ``KeyError``."""
    return _named[tone]


def soft(tone: str) -> QColor:
    """The quiet fill that goes with a tone."""
    return tone_of({"text": "sunken", "muted": "sunken"}.get(tone, f"{tone}_soft"))


def contrast(one: QColor, other: QColor) -> float:
    """How well one can be read on the other, 1 to 21, as WCAG 2 defines it."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: QColor) -> float:
    def linear(channel: float) -> float:
        return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF())
