"""How long a month is. Python's ``calendar`` knows it too, but loads the names of the months in every language."""


def days_in_month(year: int, month: int) -> int:
    """28 to 31. ``ValueError`` if there is no such month."""
    if not 1 <= month <= 12:
        raise ValueError(month)
    if month == 2:
        return 29 if is_leap(year) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def is_leap(year: int) -> bool:
    """Whether the year has a 29 February."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
