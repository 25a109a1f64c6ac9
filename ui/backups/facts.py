"""What must be known of a backup before it is restored: whose it is, from when, and what would be lost by it."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from model.safekeeping import lineage
from model.safekeeping.lineage import Comparison, Verdict
from model.safekeeping.outside import opened_outside
from model.statistics import row_counts
from resources.i18n import _, ngettext
from ui.tasks import Progress
from ui.widgets.banner import BannerTone


@dataclass(frozen=True)
class Facts:
    """``at`` is when it was made; None of a plain book. ``counts`` are the records of each kind."""

    path: Path
    at: datetime | None
    shop: str
    counts: dict[str, int]
    comparison: Comparison


def read_facts(progress: Progress, path: Path, password: str | None) -> Facts:
    """The facts of the backup or book at ``path``, compared with the open book; in a thread."""
    with opened_outside(path, password, progress) as outside:
        return Facts(
            path,
            datetime.fromisoformat(outside.manifest.made_at) if outside.manifest else None,
            outside.book.shop.name,
            row_counts(outside.book.store),
            lineage.compare(lineage.of(progress.book.store), lineage.of(outside.book.store)),
        )


def counts_in_words(counts: dict[str, int]) -> str:
    """``1,203 customers, 5,400 purchases``."""
    customers, purchases = counts.get("customers", 0), counts.get("purchases", 0)
    return _("{customers}, {purchases}").format(
        customers=ngettext("{n} customer", "{n} customers", customers).format(n=f"{customers:,}"),
        purchases=ngettext("{n} purchase", "{n} purchases", purchases).format(n=f"{purchases:,}"),
    )


def verdict_in_words(comparison: Comparison, shop: str) -> tuple[str, BannerTone]:
    """What the backup is, seen from today's book, and how serious that is."""
    sentence, tone = _verdict_alone(comparison, shop)
    if comparison.warning:
        return f"{sentence} {comparison.warning}", "warning"
    return sentence, tone


def _verdict_alone(comparison: Comparison, shop: str) -> tuple[str, BannerTone]:
    ours, theirs = comparison.only_ours, comparison.only_theirs
    match comparison.verdict:
        case Verdict.SAME:
            return _("The SAME: it holds exactly what your book holds now."), "success"
        case Verdict.OLDER:
            return (
                ngettext(
                    "It is OLDER: {n} change was made in your book since and is not in it.",
                    "It is OLDER: {n} changes were made in your book since and are not in it.",
                    ours,
                ).format(n=f"{ours:,}"),
                "info",
            )
        case Verdict.NEWER:
            return (
                ngettext(
                    "It is NEWER and complete: everything of your book is in it, and {n} more change.",
                    "It is NEWER and complete: everything of your book is in it, and {n} more changes.",
                    theirs,
                ).format(n=f"{theirs:,}"),
                "info",
            )
        case Verdict.PARTED:
            return (
                _(
                    "BOTH were changed since they parted: your book {ours} times, this one {theirs} times. Put them"
                    " together rather than choosing one."
                ).format(ours=f"{ours:,}", theirs=f"{theirs:,}"),
                "warning",
            )
        case Verdict.OTHER:
            return _("This is ANOTHER book, that of “{shop}”.").format(shop=shop), "warning"
