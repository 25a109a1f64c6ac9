"""Parts of a whole in words, the same on the screen, on paper and on the command line.

Nobody else writes the sign: in English and in Chinese it follows the number at once, in other languages after a space.
"""

from resources.i18n import _

SHARE_FROM = 30
"""Of fewer people than that no percentage is given: a single one would move it by too much."""
SIGN = "%"
"""What stands beside a field into which percentages are written."""


def percent(part: float, decimals: int = 0) -> str:
    """0.123 as ``12%``, with a decimal as ``12.3%``."""
    rounded = round(100 * part, decimals) + 0.0  # What is rounded to nothing is not below it: no ``-0%``.
    return _("{n}%").format(n=f"{rounded:,.{decimals}f}")


def is_nothing(part: float) -> bool:
    """Whether ``percent`` would call it ``0%``."""
    return abs(part) < 0.005


def fine_percent(part: float) -> str:
    """As ``percent``, with a decimal where it is below 10%, and never ``0%`` of somebody."""
    if 0 < part < 0.0005:
        return under(percent(0.001, 1))
    return percent(part, 1 if 0 < part < 0.0995 else 0)


def honest_percent(part: float) -> str:
    """As ``percent``, but never ``0%`` or ``100%`` of what lies between."""
    if 0 < part < 0.005:
        return under(percent(0.01))
    return over(percent(0.99)) if 0.995 <= part < 1 else percent(part)


def under(words: str) -> str:
    """``under 1%``."""
    return _("under {share}").format(share=words)


def over(words: str) -> str:
    """``over 99%``."""
    return _("over {share}").format(share=words)


def share_of(some: int, of: int) -> str:
    """``34%``; ``5 of 12`` where a percentage would say more than is known; nothing of nobody."""
    if not of:
        return ""
    if of < SHARE_FROM:
        return _("{n} of {of}").format(n=f"{some:,}", of=f"{of:,}")
    return percent(some / of)
