"""Words in the language of the shop: gettext catalogues, one current language.

Translate the sentence first and fill it afterwards::

    ngettext("{n} purchase", "{n} purchases", n).format(n=n)

The current language is a context variable, so a report can be made in Chinese by a worker thread while the
window stays English (``with language("zh_CN"): …``).
"""

import gettext as _gettext
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache

import resources

LANGUAGES = {"en": "English", "zh_CN": "简体中文"}
"""Code of each language the program speaks, and the language's own name for itself."""

_DOMAIN = "regulars"
_default = "en"
_current: ContextVar[str | None] = ContextVar("language", default=None)


def set_language(code: str) -> None:
    """Speak ``code`` from now on, in every thread that has not chosen its own. ``KeyError`` if unknown."""
    global _default
    LANGUAGES[code]
    _default = code


def current_language() -> str:
    """The code of the language that ``_`` speaks here and now, also Babel's name of the locale."""
    return _current.get() or _default


@contextmanager
def language(code: str) -> Iterator[None]:
    """Speak ``code`` inside the block, in this thread only. ``KeyError`` if unknown."""
    LANGUAGES[code]
    token = _current.set(code)
    try:
        yield
    finally:
        _current.reset(token)


@cache
def _catalogue(code: str) -> _gettext.NullTranslations:
    if code == "en":
        return _gettext.NullTranslations()
    return _gettext.translation(_DOMAIN, resources.path("translations"), languages=[code])


def _(message: str) -> str:
    """``message`` in the current language."""
    # gettext answers an empty message with the catalogue's own header.
    return _catalogue(current_language()).gettext(message) if message else ""


def ngettext(singular: str, plural: str, n: int) -> str:
    """The form for ``n`` things in the current language."""
    return _catalogue(current_language()).ngettext(singular, plural, n)


def pgettext(context: str, message: str) -> str:
    """``message`` in the current language where English uses one word for two things."""
    return _catalogue(current_language()).pgettext(context, message)


def N_(message: str) -> str:
    """Mark ``message`` for translation where it stands; it is translated where it is shown."""
    return message


def paragraph(sentences: Iterable[str]) -> str:
    """The sentences that are not empty behind each other: in Chinese no blank follows a full stop."""
    between = "" if current_language() == "zh_CN" else " "
    return between.join(sentence for sentence in sentences if sentence)
