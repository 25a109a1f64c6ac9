"""What customers said: their own words, and what they propose, with what became of it."""

from dataclasses import dataclass
from datetime import date

from model.store import Store
from model.visits import SuggestionStatus


@dataclass(frozen=True, slots=True)
class Said:
    """A customer's words or suggestion; of a suggestion also what became of it, and when they were told."""

    name: str
    said_on: date
    words: str
    score: int | None
    status: SuggestionStatus = SuggestionStatus.OPEN
    answer: str = ""
    told_on: date | None = None


@dataclass(frozen=True, slots=True)
class Suggested:
    """How many suggestions came in, how many of each status, and how many customers were told what became of theirs."""

    counts: dict[SuggestionStatus, int]
    told: int

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def own_words(store: Store, first: date, last: date, limit: int = 20) -> list[Said]:
    """The customers' own words, the least happy first, then the latest."""
    return _said(
        store, first, last, "words", "satisfaction IS NULL, satisfaction, visited_on DESC, v.id DESC", limit
    )


def suggestions(store: Store, first: date, last: date, limit: int = 30) -> list[Said]:
    """What customers propose: what waits for an answer first, then the latest."""
    return _said(
        store, first, last, "suggestion", "suggestion_status <> 'open', visited_on DESC, v.id DESC", limit
    )


def suggested(store: Store, first: date, last: date) -> Suggested:
    """What became of the suggestions of the period."""
    rows = store.rows(
        "SELECT suggestion_status AS status, count(*) AS n, count(suggestion_told_on) AS told FROM visit"
        " WHERE suggestion <> '' AND visited_on BETWEEN :first AND :last GROUP BY suggestion_status",
        first=first.isoformat(),
        last=last.isoformat(),
    )
    found = {SuggestionStatus(row["status"]): row["n"] for row in rows}
    counts = {status: found.get(status, 0) for status in SuggestionStatus}
    return Suggested(counts, sum(row["told"] for row in rows))


def _said(store: Store, first: date, last: date, column: str, order: str, limit: int) -> list[Said]:
    rows = store.rows(
        f"SELECT c.name, v.visited_on, v.{column} AS words, v.satisfaction, v.suggestion_status,"
        " v.suggestion_answer, v.suggestion_told_on FROM visit AS v JOIN customer AS c ON c.id = v.customer_id"
        f" WHERE v.visited_on BETWEEN :first AND :last AND v.{column} <> '' ORDER BY {order} LIMIT :limit",
        first=first.isoformat(),
        last=last.isoformat(),
        limit=limit,
    )
    return [
        Said(
            row["name"],
            date.fromisoformat(row["visited_on"]),
            row["words"],
            row["satisfaction"],
            SuggestionStatus(row["suggestion_status"]),
            row["suggestion_answer"],
            date.fromisoformat(row["suggestion_told_on"]) if row["suggestion_told_on"] else None,
        )
        for row in rows
    ]
