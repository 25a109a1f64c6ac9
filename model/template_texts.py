"""What letters and messages say: the owner's wording, else the program's, with its places filled in for a customer.

A place is a word in braces, as ``{name}``. Whatever else stands in braces stays as it was typed. A line with a place
for which nothing is known (``{product}``, of somebody who never bought) is left out.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache

import resources
from model.book import Book
from model.days_in_words import format_day
from model.frozen import Frozen
from model.shop import Shop
from model.text_templates import Purpose, TextTemplate
from resources.i18n import LANGUAGES, N_, _

PLACES = {
    "name": N_("The customer’s name"),
    "greeting": N_("How we greet them"),
    "product": N_("What it is about"),
    "day": N_("The day it is about"),
    "last_day": N_("The day of their last purchase"),
    "age": N_("How old they become, where the year is known"),
    "today": N_("The day of the letter"),
    "shop": N_("The name of the shop"),
    "shop_phone": N_("The phone of the shop"),
    "shop_address": N_("The address of the shop"),
    "shop_email": N_("The e-mail address of the shop"),
}
"""What can be filled in, and what to call it where somebody words a text."""

_PLACE = re.compile(r"\{\s*([^\W\d]\w*)\s*\}")

Value = str | int | date | None

_ABOUT_SOMETHING = {Purpose.WARRANTY, Purpose.RUNNING_OUT, Purpose.SERVICE, Purpose.WISH}
"""About one thing, which need not be what was bought last: named only if it is known."""


class Filled(Frozen):
    """A text for one customer. ``unknown`` are places that do not exist, still to be read in it; ``left_out`` are those
    for which nothing is known, their lines are missing."""

    subject: str
    body: str
    unknown: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


def template(book: Book, purpose: Purpose, language: str) -> TextTemplate:
    """The owner's wording in that language, of several the first; else the program's, which has no id."""
    own = book.text_templates.all(
        "purpose = :purpose AND language = :language", "position, id", purpose=purpose, language=language
    )
    return own[0] if own else default_text(purpose, language)


def default_text(purpose: Purpose, language: str) -> TextTemplate:
    """How the program words it. ``KeyError`` for a language that it does not speak."""
    words = _defaults(language)[purpose]
    return TextTemplate(purpose=purpose, language=language, subject=words["subject"], body=words["body"])


def filled(
    book: Book, purpose: Purpose, customer_id: int, language: str, today: date, **more: Value
) -> Filled:
    """The text of that purpose for one customer.

    ``more`` are values of ``PLACES`` that the purpose knows better (``product``, ``day``, ``age``); ``None`` and
    empty ones do not count. Without a ``product`` it is what they bought last, unless the purpose must mean one thing.
    ``BookError`` if the customer is no longer in the book.
    """
    values = values_for(book, customer_id, language, today)
    if purpose in _ABOUT_SOMETHING:
        values["product"] = ""
    told = {name: _written(value, language) for name, value in more.items()}
    return fill(template(book, purpose, language), {**values, **{k: v for k, v in told.items() if v}})


def values_for(book: Book, customer_id: int, language: str, today: date) -> dict[str, str]:
    """What the book knows for the places of a text to this customer; empty where it knows nothing."""
    customer, shop = book.customers.get(customer_id), book.shop
    last = book.store.row(_LAST_SALE, customer=customer_id, day=today.isoformat())
    return {
        **dict.fromkeys(PLACES, ""),
        "name": customer.name,
        "greeting": customer.greeting or customer.name,
        "product": last["what"] or "" if last else "",
        "last_day": _written(date.fromisoformat(last["bought_on"]), language) if last else "",
        "today": _written(today, language),
        **_values_of_shop(shop),
    }


_LAST_SALE = (
    "SELECT bought_on, (SELECT text FROM purchase_line WHERE purchase_id = p.id ORDER BY amount_cents DESC, id LIMIT 1)"
    " AS what FROM purchase AS p WHERE customer_id = :customer AND kind = 'sale' AND bought_on <= :day"
    " ORDER BY bought_on DESC, id DESC LIMIT 1"
)


def fill(text: TextTemplate, values: Mapping[str, str]) -> Filled:
    """``text`` with ``values`` in their places; whatever braces it has, it never fails."""
    left_out: list[str] = []
    unknown: list[str] = []
    subject = _fill_line(text.subject, values, unknown)
    lines = list(_fill_lines(text.body, values, unknown, left_out))
    return Filled(
        subject=subject,
        body="\n".join(lines).strip("\n"),
        unknown=tuple(dict.fromkeys(unknown)),
        left_out=tuple(dict.fromkeys(left_out)),
    )


def unknown_places(text: str) -> list[str]:
    """The places of a text that do not exist, as somebody words it: each once, in the order of the text."""
    return [name for name in dict.fromkeys(_PLACE.findall(text)) if name.lower() not in PLACES]


def place_label(name: str) -> str:
    """What is filled in at a place of ``PLACES``, in the current language."""
    return _(PLACES[name])


def _fill_lines(
    body: str, values: Mapping[str, str], unknown: list[str], left_out: list[str]
) -> Iterator[str]:
    before, after_gap = "", False
    for line in body.splitlines():
        names = [name.lower() for name in _PLACE.findall(line)]
        empty = [name for name in names if name in PLACES and not values.get(name)]
        left_out.extend(empty)
        if empty:
            after_gap = True
        elif not (after_gap and not line.strip() and not before.strip()):  # no two empty lines where one went
            yield _fill_line(line, values, unknown)
            before, after_gap = line, False


def _fill_line(line: str, values: Mapping[str, str], unknown: list[str]) -> str:
    def value(match: re.Match[str]) -> str:
        name = match[1].lower()
        if name in PLACES:
            return values.get(name, "")
        unknown.append(match[1])
        return match[0]

    return _PLACE.sub(value, line)


def _values_of_shop(shop: Shop) -> dict[str, str]:
    return {
        "shop": shop.name,
        "shop_phone": shop.phone,
        "shop_address": ", ".join(shop.address.splitlines()),
        "shop_email": shop.email,
    }


def _written(value: Value, language: str) -> str:
    if isinstance(value, date):
        return format_day(value, "letter", language)
    return "" if value is None else str(value)


@cache
def _defaults(language: str) -> dict[Purpose, dict[str, str]]:
    LANGUAGES[language]
    with resources.path("letters", f"{language}.toml").open("rb") as file:
        found = tomllib.load(file)
    return {
        Purpose(purpose): {name: words.strip("\n") for name, words in texts.items()}
        for purpose, texts in found.items()
    }
