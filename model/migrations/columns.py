"""The kinds of columns that the steps of the file's format are made of.

Frozen like the steps themselves: a kind that changes gets a new name.
"""


def day(column: str, need: str = "") -> str:
    """A column that holds an ISO day between 1900 and 2100."""
    return (
        f"{column} TEXT {need} CHECK ({column} IS NULL OR ({column} = date({column}, '+0 days')"
        f" AND {column} BETWEEN '1900-01-01' AND '2100-12-31'))"
    )


def text(column: str, most: int = 500) -> str:
    """A column of text that is empty rather than missing."""
    return f"{column} TEXT NOT NULL DEFAULT '' CHECK (length({column}) <= {most})"


def clock(column: str) -> str:
    """A column that holds a local time of day, HH:MM, or nothing."""
    return (
        f"{column} TEXT CHECK ({column} IS NULL OR"
        f" ({column} GLOB '[0-2][0-9]:[0-5][0-9]' AND {column} < '24:00'))"
    )


def flag(column: str) -> str:
    return f"{column} INTEGER NOT NULL DEFAULT 0 CHECK ({column} IN (0, 1))"


def one_of(column: str, *words: str, default: str | None = None) -> str:
    allowed = ", ".join(f"'{word}'" for word in words)
    start = f"DEFAULT '{default or words[0]}'"
    return f"{column} TEXT NOT NULL {start} CHECK ({column} IN ({allowed}))"


MONEY = 999_999_999_999  # 9,999,999,999.99 in cents


def cents(column: str, need: str = "") -> str:
    return f"{column} INTEGER {need} CHECK ({column} IS NULL OR {column} BETWEEN -{MONEY} AND {MONEY})"


ID = "id INTEGER PRIMARY KEY CHECK (id > 0)"
EDIT = "edit_id INTEGER NOT NULL"
CHANNELS = ("phone", "message", "email", "letter", "visit", "counter")
NOTE = 100_000
