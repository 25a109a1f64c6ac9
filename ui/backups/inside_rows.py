"""The rows of the lists in a backup: customers, last entries, and how many of each kind."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from model.history import Entry
from model.record_words import counted
from model.safekeeping import standing
from model.safekeeping.comparing import KINDS
from model.safekeeping.lineage import Verdict
from model.safekeeping.looking_inside import Inside, Where
from resources.i18n import N_, _, ngettext
from ui.widgets.column import Column

WHERE = {
    Where.THERE: N_("Only in the backup"),
    Where.HERE: N_("Only in today’s book"),
    Where.BOTH: N_("Not the same"),
}
"""What differs about a customer, in few words."""

_ICONS = {Where.THERE: "download", Where.HERE: "plus", Where.BOTH: "pencil"}


@dataclass(frozen=True)
class Person:
    """A customer of one of the two books. ``where`` is None for one of whom both say the same."""

    customer_id: int
    name: str
    phone: str
    where: Where | None


@dataclass(frozen=True)
class Count:
    """How many of a kind there are, and how many of them differ; None where nothing was compared."""

    words: str
    only_there: int | None
    only_here: int | None
    different: int | None


def people_columns() -> list[Column[Person]]:
    """Name, phone, and what differs."""
    return [
        Column("name", _("Customer"), lambda person: person.name, stretch=True, strong=True),
        Column("phone", _("Phone"), lambda person: person.phone, width=128, sortable=False),
        Column(
            "where",
            _("Compared"),
            lambda person: _(WHERE[person.where]) if person.where else _("The same"),
            width=196,
            icon=lambda person: _ICONS[person.where] if person.where else "check",
            tone=lambda person: "text" if person.where else "muted",
        ),
    ]


def entry_columns(now: Callable[[], datetime]) -> list[Column[Entry]]:
    """When, what, who."""
    return [
        Column(
            "at",
            _("When"),
            lambda entry: standing.moment(entry.at, now(), "short"),
            width=176,
            sortable=False,
        ),
        Column("what", _("What was done"), lambda entry: entry.sentence, stretch=True, sortable=False),
        Column("who", _("Who"), lambda entry: entry.who, width=140, sortable=False),
    ]


def count_columns() -> list[Column[Count]]:
    """How many, and how they differ."""

    def number(n: int | None) -> str:
        return "–" if not n else f"{n:,}"

    return [
        Column(
            "words", _("In the backup"), lambda count: count.words, stretch=True, strong=True, sortable=False
        ),
        Column(
            "there",
            _("Only in it"),
            lambda count: number(count.only_there),
            width=130,
            align="right",
            sortable=False,
        ),
        Column(
            "here",
            _("Only in today’s book"),
            lambda count: number(count.only_here),
            width=190,
            align="right",
            sortable=False,
        ),
        Column(
            "different",
            _("Not the same"),
            lambda count: number(count.different),
            width=140,
            align="right",
            sortable=False,
        ),
    ]


def count_rows(inside: Inside) -> list[Count]:
    """A row for each kind that is in one of the two books."""
    differ = {kind.kind: kind for kind in inside.kinds}
    rows = []
    for table, kind in KINDS.items():
        in_it, found = inside.facts.get(kind), differ.get(kind)
        if not (isinstance(in_it, int) and in_it) and found is None:
            continue
        words = counted(table, in_it) if isinstance(in_it, int) else counted(table, 0).partition(" ")[2]
        rows.append(
            Count(
                words,
                found.only_there if found else None,
                found.only_here if found else None,
                found.different if found else None,
            )
        )
    return rows


def differ_in_words(inside: Inside) -> str:
    """How many customers differ, under the list of them."""
    if inside.compared is None or inside.compared.verdict is Verdict.OTHER:
        return ""
    n = inside.people_in_all
    words = ngettext("{n} customer differs", "{n} customers differ", n).format(n=f"{n:,}")
    if n > len(inside.people):
        return _("{words}; the first {n} are shown. Type to find any other.").format(
            words=words, n=f"{len(inside.people):,}"
        )
    return words
