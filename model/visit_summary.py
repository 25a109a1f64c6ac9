"""The return visits of a period, counted: by day, staff, reason and channel, with what was said and who came back."""

from dataclasses import dataclass
from datetime import date, timedelta

from model.channels import Channel
from model.planning.words import rule_label
from model.store import Store
from resources.i18n import _

BOUGHT_AGAIN_DAYS = 60


@dataclass(frozen=True, slots=True)
class Count:
    """Visits made, those that reached somebody, and the mean of the answers, 0 to 10; ``None`` without any."""

    done: int
    reached: int
    satisfaction: float | None
    answers: int


@dataclass(frozen=True, slots=True)
class Said:
    """A customer's words or suggestion."""

    name: str
    said_on: date
    words: str
    satisfaction: int | None


@dataclass(frozen=True, slots=True)
class CameBack:
    """Customers reached whose ``BOUGHT_AGAIN_DAYS`` are over, how many of them bought in these days, and how many
    were reached too lately to tell. Each counts once, from the first time they were reached in the period."""

    reached: int
    bought: int
    too_early: int


class VisitSummary:
    """What the book says about the visits from ``first`` to ``last``, both days included."""

    def __init__(self, store: Store, first: date, last: date) -> None:
        self._store = store
        self._days = {"first": first.isoformat(), "last": last.isoformat()}

    def planned(self) -> int:
        """Visits that were to be made in the period."""
        return int(
            self._store.value(
                "SELECT count(*) FROM follow_up WHERE planned_on BETWEEN :first AND :last AND status <> 'merged'",
                **self._days,
            )
        )

    def total(self) -> Count:
        """All visits together."""
        return self._counts("NULL").get(None, Count(0, 0, None, 0))

    def by_day(self) -> dict[date, Count]:
        """The days with visits, in order."""
        return {
            date.fromisoformat(str(day)): count for day, count in sorted(self._counts("visited_on").items())
        }

    def by_staff(self) -> list[tuple[str, Count]]:
        """Who made them, the busiest first."""
        counts = self._counts("(SELECT name FROM staff WHERE id = v.staff_id)")
        return _busiest_first({str(name or _("Not noted")): count for name, count in counts.items()})

    def by_reason(self) -> list[tuple[str, Count]]:
        """Why they were made, in words, the most frequent first."""
        counts = self._counts(
            "coalesce((SELECT rule FROM follow_up WHERE id = v.follow_up_id),"
            " CASE WHEN v.complaint_id IS NULL THEN '' ELSE 'complaint' END)"
        )
        return _busiest_first({_reason(str(rule)): count for rule, count in counts.items()})

    def by_channel(self) -> list[tuple[str, Count]]:
        """Which way they were made, in words, the most frequent first."""
        counts = self._counts("channel")
        return _busiest_first({Channel(str(channel)).label: count for channel, count in counts.items()})

    def words(self, limit: int = 20) -> list[Said]:
        """The customers' own words, the least happy first, then the latest."""
        return self._said("words", "satisfaction IS NULL, satisfaction, visited_on DESC, v.id DESC", limit)

    def suggestions(self, limit: int = 30) -> list[Said]:
        """What customers propose, the latest first."""
        return self._said("suggestion", "visited_on DESC, v.id DESC", limit)

    def came_back(self, today: date) -> CameBack:
        """Whether those who were reached bought again, as far as ``today`` can tell."""
        row = self._store.row(
            "WITH reached AS (SELECT customer_id, min(visited_on) AS day FROM visit"
            " WHERE reached AND visited_on BETWEEN :first AND :last GROUP BY customer_id)"
            " SELECT count(*) AS reached, count(*) FILTER (WHERE day > :latest) AS too_early,"
            " count(*) FILTER (WHERE day <= :latest AND EXISTS (SELECT 1 FROM purchase AS p"
            " WHERE p.customer_id = reached.customer_id AND p.kind = 'sale' AND p.bought_on > day"
            " AND p.bought_on <= date(day, :within))) AS bought FROM reached",
            **self._days,
            latest=(today - timedelta(days=BOUGHT_AGAIN_DAYS)).isoformat(),
            within=f"+{BOUGHT_AGAIN_DAYS} days",
        )
        assert row is not None
        return CameBack(row["reached"] - row["too_early"], row["bought"], row["too_early"])

    def _counts(self, key: str) -> dict[str | None, Count]:
        rows = self._store.rows(
            f"SELECT {key} AS key, count(*) AS done, sum(reached) AS reached, avg(satisfaction) AS satisfaction,"
            " count(satisfaction) AS answers FROM visit AS v WHERE visited_on BETWEEN :first AND :last GROUP BY 1",
            **self._days,
        )
        return {
            row["key"]: Count(row["done"], row["reached"], row["satisfaction"], row["answers"])
            for row in rows
        }

    def _said(self, column: str, order: str, limit: int) -> list[Said]:
        rows = self._store.rows(
            f"SELECT c.name, v.visited_on, v.{column} AS words, v.satisfaction FROM visit AS v"
            " JOIN customer AS c ON c.id = v.customer_id"
            f" WHERE v.visited_on BETWEEN :first AND :last AND v.{column} <> '' ORDER BY {order} LIMIT :limit",
            **self._days,
            limit=limit,
        )
        return [
            Said(row["name"], date.fromisoformat(row["visited_on"]), row["words"], row["satisfaction"])
            for row in rows
        ]


def _reason(rule: str) -> str:
    if rule == "complaint":
        return _("About a complaint")
    return rule_label(rule) if rule else _("Without a plan")


def _busiest_first(counts: dict[str, Count]) -> list[tuple[str, Count]]:
    return sorted(counts.items(), key=lambda entry: (-entry[1].done, entry[0]))
