"""Links that open a prepared text in the mail program or on the phone of this PC."""

from urllib.parse import quote


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
    """The digits of a number as a phone wants them, with its + in front if it has one."""
    plus = "+" if number.strip().startswith(("+", "＋")) else ""
    return plus + "".join(str(int(character)) for character in number if character.isdecimal())
