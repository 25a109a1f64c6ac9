"""Text of strangers, shown as it is: nothing in it is ever read as markup."""

_LONGEST_TIP = 1000


def plain_tip(text: str) -> str:
    """``text`` for ``setToolTip``, which would take ``<b>`` in a customer's name for markup."""
    shown = text if len(text) <= _LONGEST_TIP else text[:_LONGEST_TIP] + "…"
    if "<" not in shown:
        return shown
    from html import escape  # Rarely needed, and it brings a table of two thousand names.

    return f"<qt>{escape(shown)}</qt>"


def without_controls(text: str, keep: str = "") -> tuple[str, int]:
    """``text`` without invisible control characters, and how many were taken out.

    Line ends and tabs become spaces unless they stand in ``keep``; they are not counted.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2029", "\n").replace("\u2028", "\n")
    for blank in "\n\t":
        if blank not in keep:
            text = text.replace(blank, " ")
    kept = "".join(c for c in text if c in keep or not (c < " " or "\x7f" <= c <= "\x9f"))
    return kept, len(text) - len(kept)
