"""How the program looks: colours, sizes, type, icons, and one style for every control.

``apply(app, "system")`` once at the start; again with another mode to switch while the program runs.
Everything painted by hand asks ``colours()`` when it paints, so a switch needs no wiring.
"""

from ui.theme.colours import Colours, Tone, colours, contrast, tone_of
from ui.theme.dress import Mode, apply
from ui.theme.icons import icon, pixmap
from ui.theme.sizes import CONTROL, GRID, HUGE, ICON, ICON_LARGE, LARGE, MEDIUM, RADIUS, ROW, SMALL, TIGHT
from ui.theme.type import Type, font

__all__ = [
    "CONTROL",
    "GRID",
    "HUGE",
    "ICON",
    "ICON_LARGE",
    "LARGE",
    "MEDIUM",
    "RADIUS",
    "ROW",
    "SMALL",
    "TIGHT",
    "Colours",
    "Mode",
    "Tone",
    "Type",
    "apply",
    "colours",
    "contrast",
    "font",
    "icon",
    "pixmap",
    "tone_of",
]
