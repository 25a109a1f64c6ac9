"""How far the call lists are: what stands on them, and what is still to be written back."""

import re
import unicodedata
from datetime import date, timedelta
from string import ascii_lowercase

from model.book import Book
from model.call_list_closing import SOMEBODY_LEFT
from model.call_lists import CallList, LineStatus, ListStatus
from model.days_in_words import format_day
from model.errors import BookError
from model.follow_ups import FollowUp
from model.frozen import Frozen
from model.planning.words import rule_label
from model.store import Store
from model.visits import Visit
from resources.i18n import _, ngettext


class OpenList(Frozen):
    """A list that is not written back. ``staff`` is the name of whoever calls, empty if nobody was named; ``to_write``
    lines of ``lines`` are missing."""

    call_list_id: int
    number: int
    for_on: date
    staff: str
    lines: int
    to_write: int
    letter: str = ""
    """Which of several lists of this number it is, where copies of a book that were joined made more than one."""

    @property
    def code(self) -> str:
        """What is typed to mean it: ``12``, of several ``12b``."""
        return f"{self.number}{self.letter}"

    @property
    def written(self) -> int:
        """How many lines are back."""
        return self.lines - self.to_write

    @property
    def progress(self) -> str:
        """``3 of 14 lines written back``."""
        return ngettext(
            "{done} of {n} line written back", "{done} of {n} lines written back", self.lines
        ).format(done=self.written, n=self.lines)


class Somebody(Frozen):
    """One customer on a line, with what the line is about and, once it is written back, the contact."""

    customer_id: int
    name: str
    follow_ups: tuple[FollowUp, ...] = ()
    visit: Visit | None = None


class ListedCall(Frozen):
    """One line of a list as it stands on paper. Several people are one household, the first of them ``a``. Whoever was
    deleted since is not among them; ``first_gone`` if it was ``a``: the others keep their letters."""

    line_id: int
    line: int
    status: LineStatus
    people: tuple[Somebody, ...]
    first_gone: bool = False

    @property
    def is_household(self) -> bool:
        """Whether several people stand on the paper, with letters."""
        return len(self.people) + self.first_gone > 1

    def letter_of(self, one: Somebody) -> str:
        """The letter by which somebody of a household is typed; empty for who is called alone."""
        return letter(self.people.index(one) + self.first_gone) if self.is_household else ""

    @property
    def names(self) -> str:
        """Everybody on it."""
        return _(", ").join(one.name for one in self.people)

    @property
    def names_with_letters(self) -> str:
        """Everybody on it, those of a household behind the letters that are typed for them: ``a Anna, b Ben``."""
        return _(", ").join(f"{self.letter_of(one)} {one.name}".strip() for one in self.people)

    @property
    def reasons(self) -> str:
        """What it is about, as it stands on the paper."""
        return " · ".join(
            follow_up.reason or rule_label(follow_up.rule)
            for one in self.people
            for follow_up in one.follow_ups
        )

    @property
    def came_of_it(self) -> str:
        """What became of it, in words; empty while nothing has."""
        told = [
            (self.code(one) if len(self.people) > 1 else "", one.visit) for one in self.people if one.visit
        ]
        same = {(visit.outcome, visit.satisfaction, visit.words, visit.note) for _code, visit in told}
        if len(same) == 1 and len(told) == len(self.people):
            told = [("", told[0][1])]
        said = [" ".join(part for part in (code, _visit_in_words(visit)) if part) for code, visit in told]
        return _(", ").join(said) or (self.status.label if self.status is LineStatus.LEFT else "")

    def code(self, one: Somebody) -> str:
        """What is typed to mean ``one`` alone: ``17``, in a household ``17b``."""
        return f"{self.line}{self.letter_of(one)}"


def _visit_in_words(visit: Visit) -> str:
    score = "" if visit.satisfaction is None else str(visit.satisfaction)
    words = _("“{words}”").format(words=visit.words) if visit.words else visit.note
    return " · ".join(part for part in (visit.outcome.label, score, words) if part)


def letter(place: int) -> str:
    """The letter of who stands at ``place``, counted from 0, in a household: a to z, then aa."""
    return (letter(place // 26 - 1) if place > 25 else "") + ascii_lowercase[place % 26]


_LIST_TYPED = re.compile(r"[Ll]?(?P<number>[0-9]{1,9})(?P<letter>[A-Za-z]{0,2})")


def open_lists(store: Store) -> list[OpenList]:
    """The lists that are not written back, the oldest first."""
    rows = store.rows(
        "SELECT c.id, c.number, c.for_on, coalesce(s.name, '') AS staff, count(l.id) AS lines,"
        f" total(l.status = 'open' AND {SOMEBODY_LEFT}) AS to_write,"
        " (SELECT count(*) FROM call_list WHERE number = c.number) AS alike,"
        " (SELECT count(*) FROM call_list WHERE number = c.number AND id < c.id) AS place"
        " FROM call_list AS c LEFT JOIN staff AS s ON s.id = c.staff_id"
        " LEFT JOIN call_list_line AS l ON l.call_list_id = c.id WHERE c.status = 'open'"
        " GROUP BY c.id ORDER BY c.for_on, c.number, c.id"
    )
    return [
        OpenList(
            call_list_id=row["id"],
            number=row["number"],
            for_on=date.fromisoformat(row["for_on"]),
            staff=row["staff"],
            lines=row["lines"],
            to_write=int(row["to_write"]),
            letter=letter(row["place"]) if row["alike"] > 1 else "",
        )
        for row in rows
    ]


def open_lists_line(store: Store, today: date) -> str:
    """What is said in the morning of lists of earlier days that are not written back; empty if there are none."""
    late = [one for one in open_lists(store) if one.for_on < today and one.to_write]
    if not late:
        return ""
    missing = sum(one.to_write for one in late)
    lines = ngettext("{n} line is missing", "{n} lines are missing", missing).format(n=missing)
    if len(late) == 1:
        return _("Call list {number} of {day} is not written back: {lines}.").format(
            number=late[0].code, day=format_day(late[0].for_on), lines=lines
        )
    numbers = _(", ").join(one.code for one in late)
    return _("Call lists {numbers} are not written back: {lines}.").format(numbers=numbers, lines=lines)


def calls_of(book: Book, call_list_id: int) -> list[ListedCall]:
    """The lines of a list, as on the paper."""
    of_list = "call_list_line_id IN (SELECT id FROM call_list_line WHERE call_list_id = :list)"
    follow_ups: dict[int, dict[int, list[FollowUp]]] = {}
    for row in book.store.rows(
        "SELECT r.call_list_line_id, f.* FROM call_list_reason AS r JOIN follow_up AS f ON f.id = r.follow_up_id"
        f" WHERE {of_list} ORDER BY r.id",
        list=call_list_id,
    ):
        follow_up = FollowUp.from_row(row)
        people = follow_ups.setdefault(row["call_list_line_id"], {})
        people.setdefault(follow_up.customer_id, []).append(follow_up)
    visits = {
        (visit.call_list_line_id, visit.customer_id): visit
        for visit in book.visits.all(of_list, list=call_list_id)
    }
    lines = book.call_list_lines.of_list(call_list_id)
    # Whoever the line names comes first, also if every reason to call has been undone: the line is on the paper.
    people_of = {
        line.id: {
            **({line.customer_id: list[FollowUp]()} if line.customer_id else {}),
            **follow_ups.get(line.id, {}),
        }
        for line in lines
    }
    names = _names(book, {customer_id for people in people_of.values() for customer_id in people})
    return [
        ListedCall(
            line_id=line.id,
            line=line.line,
            status=line.status,
            people=tuple(
                Somebody(
                    customer_id=customer_id,
                    name=names[customer_id],
                    follow_ups=tuple(reasons),
                    visit=visits.get((line.id, customer_id)),
                )
                for customer_id, reasons in people_of[line.id].items()
            ),
            first_gone=line.customer_id is None and bool(people_of[line.id]),
        )
        for line in lines
    ]


def _names(book: Book, customer_ids: set[int]) -> dict[int, str]:
    some = ", ".join(map(str, customer_ids))
    return dict(book.store.tuples(f"SELECT id, name FROM customer WHERE id IN ({some})"))


def list_numbered(book: Book, typed: str, for_on: date | None = None) -> CallList:
    """The list with the number that was typed, ``12`` or ``L12``; of several, which copies of a book that were joined
    may have made, the open one, or that of the letter: ``12b``.

    ``BookError`` if there is none, or if several are open and neither a letter nor ``for_on``, the day of the list,
    tells which.
    """
    match = re.fullmatch(_LIST_TYPED, unicodedata.normalize("NFKC", typed).strip())
    alike = book.call_lists.all("number = :number", "id", number=int(match["number"]) if match else 0)
    lettered = {one.id: letter(place) for place, one in enumerate(alike)}
    wanted = match["letter"].lower() if match else ""
    found = [one for one in alike if for_on in (None, one.for_on) and wanted in ("", lettered[one.id])]
    if not found:
        raise BookError(_("There is no call list {number} in this book.").format(number=typed.strip()))
    open_ones = [one for one in found if one.status is ListStatus.OPEN] or found
    if len(open_ones) > 1:
        codes = _(", ").join(
            f"{one.number}{lettered[one.id]} ({format_day(one.for_on)})" for one in open_ones
        )
        sentence = _("There are several call lists {number}: {codes}. Say which; “list open” shows them.")
        raise BookError(sentence.format(number=alike[0].number, codes=codes))
    return open_ones[0]


def put_away_lately(book: Book, today: date, days: int = 14, limit: int = 5) -> list[CallList]:
    """Lists that were closed in the last days, the latest first: a paper may still turn up."""
    return book.call_lists.all(
        "status = 'closed' AND closed_on >= :since",
        f"closed_on DESC, number DESC, id LIMIT {limit}",
        since=(today - timedelta(days=days)).isoformat(),
    )
