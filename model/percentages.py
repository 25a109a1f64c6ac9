"""Parts of a whole in words, without making more of few people than there is."""

from resources.i18n import _

SHARE_FROM = 30
"""Of fewer people than that no percentage is given: a single one would move it by too much."""


def percent(part: float) -> str:
    """0.123 as ``12 %``."""
    return _("{n} %").format(n=f"{round(100 * part):,}")


def fine_percent(part: float) -> str:
    """As ``percent``, with a decimal where it is below 10 %, and never ``0 %`` of somebody."""
    if 0 < part < 0.0005:
        return _("under {n} %").format(n="0.1")
    return _("{n} %").format(n=f"{100 * part:.1f}") if 0 < part < 0.0995 else percent(part)


def share_of(some: int, of: int) -> str:
    """``34 %``; ``5 of 12`` where a percentage would say more than is known; nothing of nobody."""
    if not of:
        return ""
    if of < SHARE_FROM:
        return _("{n} of {of}").format(n=f"{some:,}", of=f"{of:,}")
    return percent(some / of)
