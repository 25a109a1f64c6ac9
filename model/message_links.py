"""Links that open a prepared text in the mail program or on the phone of this PC."""

import re
import unicodedata
from urllib.parse import quote

from model.phones import several


def mail_link(address: str, subject: str, body: str) -> str:
    """A ``mailto:`` link, as RFC 6068 has it: lines end with CRLF, and nothing in it is taken for a header."""
    lines = "\r\n".join(body.splitlines())
    return f"mailto:{quote(address, safe='@')}?subject={quote(subject, safe='')}&body={quote(lines, safe='')}"


def message_link(number: str, body: str) -> str:
    """An ``sms:`` link, as RFC 5724 has it."""
    return f"sms:{dialled(number)}?body={quote(body, safe='')}"


def phone_link(number: str) -> str:
    """A ``tel:`` link, as RFC 3966 has it."""
    return f"tel:{dialled(number)}"


def dialled(number: str) -> str:
    """The digits of a number as a phone wants them, with its + in front if it has one: of several the first, without
    the (0) that nobody dials from abroad, and without an extension or a remark behind it."""
    first = _flat(several(number)[0])
    found = _DIALLED.search(first.replace("(0)", "") if "+" in first else first)
    return "".join(sign for sign in found[0] if sign.isdigit() or sign == "+") if found else ""


_DIALLED = re.compile(r"\+?[0-9](?:[^a-z]*[0-9])?")
"""From the first digit up to the last one before a letter."""


def _flat(text: str) -> str:
    """In ASCII digits, and every letter as one that the pattern knows."""
    return "".join(
        str(unicodedata.decimal(sign)) if sign.isdecimal() else "a" if sign.isalpha() else sign
        for sign in unicodedata.normalize("NFKC", text)
    )
