"""Down to the lowest point of a smooth function whose slope is known (Broyden, Fletcher, Goldfarb, Shanno)."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from model.value.arrays import Floats

Valley = Callable[[Floats], tuple[float, Floats]]
"""The height at a place and the slope there. Infinite where nobody may go."""

_STEPS = 200
_LONGEST = 2.0
"""No step leads farther along any axis: the functions are of logarithms, of which 2 is a factor of seven."""
_FLAT = 1e-9
_NOTHING = 1e-7
"""Of the height: what the curvature still promises at a place that is as good as the lowest."""
_ENOUGH = 1e-4
"""A step is taken when it goes down at least so much of what the slope promised."""


@dataclass(frozen=True)
class Lowest:
    """Where the way ended. ``curvature_inverse`` is what was learned of the curvature along it, inverted."""

    place: Floats
    height: float
    slope: Floats
    curvature_inverse: Floats
    converged: bool


def lowest(valley: Valley, start: Floats, curvature_inverse: Floats | None = None) -> Lowest:
    """Go down from ``start``, whose height must be finite. Never raises and never ends above ``start``.

    ``curvature_inverse`` is of a similar valley, if one is known.
    """
    place = start
    height, slope = valley(place)
    inverse = (
        np.eye(len(start)) / max(1.0, float(np.abs(slope).max()))
        if curvature_inverse is None
        else curvature_inverse
    )
    learned = curvature_inverse is not None
    for _step in range(_STEPS):
        scale = max(1.0, abs(height))
        if np.abs(slope).max() <= _FLAT * scale:
            return Lowest(place, height, slope, inverse, converged=True)
        way = -inverse @ slope
        if not np.isfinite(way).all() or way @ slope >= 0:
            inverse = np.eye(len(place)) / float(np.abs(slope).max())
            way = -inverse @ slope
        way *= min(1.0, _LONGEST / float(np.abs(way).max()))
        found = _step_along(valley, place, height, slope, way)
        if found is None:
            # No step goes down any more: as low as the digits of the machine tell, if next to nothing was to be gained.
            gain = float(slope @ inverse @ slope)
            is_flat = bool(np.abs(slope).max() <= 1e-5 * scale) or 0 <= gain <= _NOTHING * scale
            return Lowest(place, height, slope, inverse, converged=is_flat)
        new_place, new_height, new_slope = found
        moved, bent = new_place - place, new_slope - slope
        place, height, slope = new_place, new_height, new_slope
        inward = float(moved @ bent)
        if inward > 1e-12 * float(np.linalg.norm(moved) * np.linalg.norm(bent)):
            if not learned:
                inverse, learned = np.eye(len(place)) * inward / float(bent @ bent), True
            turn = np.eye(len(place)) - np.outer(moved, bent) / inward
            inverse = turn @ inverse @ turn.T + np.outer(moved, moved) / inward
    return Lowest(place, height, slope, inverse, converged=False)


def _step_along(
    valley: Valley, place: Floats, height: float, slope: Floats, way: Floats
) -> tuple[Floats, float, Floats] | None:
    """The first of ever shorter steps along ``way`` that goes down enough, or ``None``."""
    promised, length = float(slope @ way), 1.0
    for _shorter in range(40):
        there = place + length * way
        new_height, new_slope = valley(there)
        if (
            np.isfinite(new_height)
            and new_height <= height + _ENOUGH * length * promised
            and new_height < height
        ):
            return there, new_height, new_slope
        length *= 0.5 if not np.isfinite(new_height) else _shorter_by(length, height, new_height, promised)
    return None


def _shorter_by(length: float, height: float, new_height: float, promised: float) -> float:
    """The factor to the lowest point of the parabola through both ends, between a tenth and a half."""
    rise = new_height - height - length * promised
    return float(np.clip(-length * promised / (2 * rise), 0.1, 0.5)) if rise > 0 else 0.5
