"""The type scale: four sizes, two weights, families that hold Latin and Chinese together."""

import sys
from functools import cache
from typing import Literal

from PySide6.QtGui import QFont, QFontDatabase, QFontInfo

import resources

Type = Literal["title", "heading", "body", "strong", "small", "figure"]
"""``figure`` is a number to be read from afar."""

_SMALLEST_BODY = 14
_SCALE: dict[Type, tuple[float, QFont.Weight]] = {
    "title": (24 / 14, QFont.Weight.DemiBold),
    "heading": (16 / 14, QFont.Weight.DemiBold),
    "body": (1.0, QFont.Weight.Normal),
    "strong": (1.0, QFont.Weight.DemiBold),
    "small": (12 / 14, QFont.Weight.Normal),
    "figure": (26 / 14, QFont.Weight.DemiBold),
}
_FAMILIES = {
    "win32": ["Segoe UI", "Microsoft YaHei UI", "Microsoft YaHei"],
    "darwin": [".AppleSystemUIFont", "PingFang SC"],
}
_LINUX_CHINESE = ["Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC"]
_LINUX = ["Noto Sans", *_LINUX_CHINESE, "Droid Sans Fallback"]


def font(kind: Type = "body") -> QFont:
    """The font of that step of the scale. Grows with the size of type set in the system."""
    return QFont(_font(kind))


@cache
def _font(kind: Type) -> QFont:
    factor, weight = _SCALE[kind]
    made = QFont(_families())
    made.setPixelSize(round(_body_pixels() * factor))
    made.setWeight(weight)
    return made


@cache
def _families() -> list[str]:
    """The system's own. A Linux without Chinese in two weights borrows what the paper is printed with (13 ms)."""
    if sys.platform in _FAMILIES:
        return _FAMILIES[sys.platform]
    if not any(QFontDatabase.hasFamily(name) for name in _LINUX_CHINESE):
        for face in ("Regular", "Bold"):
            QFontDatabase.addApplicationFont(str(resources.path("fonts", f"NotoSansSC-{face}.ttf")))
    return _LINUX


@cache
def _body_pixels() -> int:
    system = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    return max(_SMALLEST_BODY, QFontInfo(system).pixelSize())
