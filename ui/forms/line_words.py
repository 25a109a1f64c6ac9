"""How the amounts of a line are typed, and how they are read back in words."""

import re

from model.money import format_money, parse_money
from model.purchases import show_quantity
from resources.i18n import _
from ui.forms.fields import parse_quantity

_TIMES = re.compile(r"\s*([^xX×*＊ｘ]+?)\s*[xX×*＊ｘ]\s*(.+)", re.DOTALL)
_PERCENT = re.compile(r"\s*([0-9０-９]{1,2}(?:[.,][0-9])?)\s*[%％]\s*")


def times(cents: int, thousandths: int) -> int:
    """``cents`` for each, for so many thousandths, rounded half up."""
    return (cents * thousandths + 500) // 1000


def amount_cents(text: str, currency: str) -> int:
    """``4.50``, ``-5`` for a refund, or ``3x4.50``. ``FieldError``."""
    match = _TIMES.fullmatch(text)
    if match is None:
        return parse_money(text, currency, allow_negative=True)
    return times(parse_money(match[2], currency), parse_quantity(match[1]))


def count_in(text: str) -> int | None:
    """The thousandths of ``3x4.50``; ``None`` for an amount without a count."""
    match = _TIMES.fullmatch(text)
    return parse_quantity(match[1]) if match else None


def discount_cents(text: str, currency: str, whole_cents: int) -> int:
    """``1.50``, or ``10%`` of the whole. ``FieldError``."""
    match = _PERCENT.fullmatch(text)
    if match is None:
        return parse_money(text, currency)
    return times(whole_cents, parse_quantity(match[1])) // 100


def in_words(cents: int, thousandths: int, usual_cents: int | None, currency: str) -> str:
    """What an amount means: a refund, so many at a price each, other than usual."""
    amount = format_money(abs(cents), currency)
    if cents < 0:
        return _("A refund: the customer gets {amount} back.").format(amount=amount)
    if thousandths != 1000 and cents * 1000 % thousandths == 0:
        each = format_money(cents * 1000 // thousandths, currency)
        amount = _("{n} at {each}: {amount}").format(n=show_quantity(thousandths), each=each, amount=amount)
    if usual_cents is None or usual_cents == cents:
        return amount
    usual = format_money(usual_cents, currency)
    return _("{amount}, usually {usual}").format(amount=amount, usual=usual)
