"""Every distance on screen, in device-independent pixels, on a grid of eight (and its half)."""

GRID = 8
TIGHT = GRID // 2
SMALL = GRID
MEDIUM = 2 * GRID
LARGE = 3 * GRID
HUGE = 5 * GRID

RADIUS = 6
"""Corners of controls; cards take ``GRID``."""
CONTROL = 36
"""Height of a field or a button: large enough for a hurried hand."""
ROW = 40
"""Height of a row of a list."""
ICON = 18
ICON_LARGE = 40
