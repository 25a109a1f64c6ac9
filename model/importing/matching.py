"""Which column means what: by its heading, unless the owner says otherwise."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from model.errors import BookError
from model.folding import fold
from model.importing.fields import FIELDS, REQUIRED, Kind
from resources.i18n import _

IGNORED = "-"
"""As a field in the owner's choice: leave this column out."""


@dataclass(frozen=True)
class Matching:
    """What each column of a table means. Columns are counted from 0."""

    kind: Kind
    header: tuple[str, ...]
    fields: Mapping[int, str]

    @property
    def unmatched(self) -> list[int]:
        """The columns that say nothing to us."""
        return [column for column in range(len(self.header)) if column not in self.fields]

    @property
    def missing(self) -> list[str]:
        """The fields without which nothing can be imported, and which no column fills."""
        present = set(self.fields.values())
        return [group[0] for group in REQUIRED[self.kind] if present.isdisjoint(group)]

    @property
    def fingerprint(self) -> str:
        """Equal for tables with equal headings, so that the owner's choices can be remembered."""
        return hashlib.sha256("\n".join((self.kind, *map(_key, self.header))).encode()).hexdigest()

    def columns(self, field: str) -> list[int]:
        """The columns that fill ``field``, from left to right."""
        return [column for column, name in sorted(self.fields.items()) if name == field]

    def column(self, field: str) -> int | None:
        """The (first) column that fills ``field``."""
        return next(iter(self.columns(field)), None)


def match(header: list[str], kind: Kind, overrides: Mapping[str, str] | None = None) -> Matching:
    """What the columns under ``header`` mean; ``overrides`` maps headings to fields (``-``: none).

    ``BookError`` for an override whose heading or field does not exist; it lists those that do.
    """
    fields = {_column(heading, header): _checked(field, kind) for heading, field in (overrides or {}).items()}
    chosen = set(fields.values())
    found = [
        (rank, column, field)
        for column, heading in enumerate(header)
        if column not in fields and (known := _known(heading, kind)) is not None
        for field, rank in [known]
    ]
    for _rank, column, field in sorted(found):
        several = FIELDS[kind][field].several
        if several or field not in chosen:
            fields[column] = field
            chosen.add(field)
    kept = {column: field for column, field in sorted(fields.items()) if field != IGNORED}
    return Matching(kind, tuple(header), kept)


def _column(heading: str, header: list[str]) -> int:
    if heading in header:
        return header.index(heading)
    alike = [column for column, other in enumerate(header) if _key(other) == _key(heading)]
    if len(alike) == 1:
        return alike[0]
    sentence = _("There is no column “{heading}”. The columns are: {columns}.")
    raise BookError(sentence.format(heading=heading, columns=_listed(header)))


def _checked(field: str, kind: Kind) -> str:
    if field in FIELDS[kind] or field == IGNORED:
        return field
    sentence = _("There is no field “{field}”. The fields are: {fields}.")
    raise BookError(sentence.format(field=field, fields=_listed(FIELDS[kind])))


def _listed(names: list[str] | Mapping[str, object]) -> str:
    return _(", ").join(names)


def _known(heading: str, kind: Kind) -> tuple[str, int] | None:
    """The field that ``heading`` names, and how good a name it is for it (0 is best)."""
    words = _dictionary(kind)
    return words.get(_key(heading)) or words.get(re.sub("[0-9]", "", _key(heading)))


@cache
def _dictionary(kind: Kind) -> dict[str, tuple[str, int]]:
    words: dict[str, tuple[str, int]] = {}
    for field in FIELDS[kind].values():
        for rank, word in enumerate((*field.words, field.name)):
            words.setdefault(_key(word), (field.name, rank))
    return words


def _key(heading: str) -> str:
    """``E-mail 1 - Value`` → ``email1value``, ``手机（必填）`` → ``手机``."""
    plain = re.sub(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】", "", fold(heading))
    return re.sub(r"[\W_]", "", plain) or re.sub(r"[\W_]", "", fold(heading))
