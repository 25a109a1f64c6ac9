"""Likes, sizes and tags as one types them: ``green tea, dogs`` and ``shoe: 38, shirt: M``."""

import re
from collections.abc import Sequence

from model.card_words import traits_text
from model.traits import Trait, TraitKind

_BETWEEN = re.compile(r"[,，、;；\n]+")


def read_traits(text: str, kind: TraitKind, before: Sequence[Trait]) -> list[Trait]:
    """The traits that ``text`` names; those of ``before`` that are still named keep their ids.

    A text that was not touched gives ``before`` itself, whatever marks stand in it.
    """
    if text == traits_text(before):
        return list(before)
    known = {(trait.label, trait.value): trait for trait in before}
    named: dict[tuple[str, str], Trait] = {}
    for part in _BETWEEN.split(text):
        if part.strip():
            label, value = _parts(part.strip())
            named[label, value] = known.get((label, value), Trait(kind=kind, label=label, value=value))
    return list(named.values())


def _parts(part: str) -> tuple[str, str]:
    label, mark, value = part.replace("：", ":").partition(":")
    return (label.strip(), value.strip()) if mark and value.strip() else ("", part)
