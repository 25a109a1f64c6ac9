"""How sure a fit is: where the likelihood bends sharply, its parameters are told well."""

import math
from collections.abc import Callable

import numpy as np

from model.value.arrays import Floats
from model.value.going_down import Valley

_STEP = 1e-4
_LEAST = 0.1
"""No direction is held for less sure than this curvature says: it is that of a bell three wide."""


def covariance(valley: Valley, place: Floats, times: float = 1.0) -> Floats:
    """The inverse of the curvature of minus a log-likelihood at its lowest place; of ``times`` as many customers."""
    axes = _STEP * np.eye(len(place))
    bent = np.array([(valley(place + axis)[1] - valley(place - axis)[1]) / (2 * _STEP) for axis in axes])
    # Symmetric but for rounding; flat where nothing is told, or not quite at the lowest place.
    curvature, ways = np.linalg.eigh((bent + bent.T) / 2 * times)
    return np.asarray((ways / np.maximum(curvature, _LEAST)) @ ways.T)


def deviation(of: Callable[[Floats], float], place: Floats, spread: Floats) -> float:
    """The standard deviation of a number made of parameters, from their covariance ``spread``."""
    axes = 10 * _STEP * np.eye(len(place))
    slope = np.array([(of(place + axis) - of(place - axis)) / (20 * _STEP) for axis in axes])
    return math.sqrt(max(float(slope @ spread @ slope), 0.0))
