"""Numbers and shares as the paper writes them, in the language of the paper."""

from babel.numbers import format_decimal, format_percent

from resources.i18n import current_language


def number(value: float, digits: int = 0) -> str:
    """With the separators of the language."""
    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    return str(format_decimal(value, pattern, current_language()))


def share(part: float) -> str:
    """0.123 as ``12.3 %`` is written in the language."""
    return str(format_percent(part, "#,##0.0%", current_language()))
