"""Counts and sums of the whole book, and whether everything in it is as it should be."""

from collections.abc import Callable

from model import triggers
from model.errors import BookError
from model.search import document_differences
from model.store import Store
from resources.i18n import _, ngettext

Progress = Callable[[int, int], None]
"""Called with (done, all); raises Cancelled when the person said stop."""

_COUNTED = {
    "customers": "customer",
    "households": "household",
    "phones": "customer_phone",
    "customer_days": "customer_day",
    "products": "product",
    "purchases": "purchase",
    "purchase_lines": "purchase_line",
    "product_services": "product_service",
    "service_uses": "service_use",
    "wishes": "wish",
    "complaints": "complaint",
    "gifts": "gift",
    "class_reviews": "class_review",
    "class_steps": "class_step",
    "visits": "visit",
    "follow_ups": "follow_up",
    "visit_rules": "visit_rule",
    "call_lists": "call_list",
    "slips": "slip",
    "text_templates": "text_template",
    "staff": "staff",
}


def facts(store: Store) -> dict[str, int | str | None]:
    """Counts of every kind of record and sums in cents; first and last day of sales as ISO text.

    ``revenue_cents`` is net of returns; cost and profit are over the lines whose cost is known, and
    ``revenue_without_cost_cents`` is the revenue of the others.
    """
    counts: dict[str, int | str | None] = {**row_counts(store)}
    sums = store.row(
        "SELECT coalesce(sum(amount_cents), 0) AS revenue, coalesce(sum(cost_cents), 0) AS cost,"
        " coalesce(sum(profit_cents), 0) AS profit, count(*) FILTER (WHERE kind = 'return') AS returned,"
        " min(bought_on) AS first_on, max(bought_on) AS last_on FROM purchase"
    )
    assert sums is not None
    return counts | {
        "returns": sums["returned"],
        "complaints_open": int(store.value("SELECT count(*) FROM complaint WHERE status <> 'closed'")),
        "follow_ups_open": int(store.value("SELECT count(*) FROM follow_up WHERE status = 'open'")),
        "revenue_cents": sums["revenue"],
        "cost_cents": sums["cost"],
        "profit_cents": sums["profit"],
        "revenue_without_cost_cents": sums["revenue"] - sums["cost"] - sums["profit"],
        "first_purchase_on": sums["first_on"],
        "last_purchase_on": sums["last_on"],
    }


def row_counts(store: Store) -> dict[str, int]:
    """How many records of every kind there are."""
    return {name: int(store.value(f"SELECT count(*) FROM {table}")) for name, table in _COUNTED.items()}


def integrity(store: Store) -> list[str]:
    """What is wrong with the file itself and with its foreign keys, a sentence each."""
    return _integrity(store) or _foreign_keys(store)


def check(store: Store, progress: Progress = lambda _done, _all: None) -> list[str]:
    """What is wrong with the book, a sentence each; an empty list if all is well.

    The file's own integrity, its foreign keys, the sums kept by triggers, and the search index are each compared
    with their sources.
    """
    parts = (_integrity, _foreign_keys, _triggers, _sums, _figures, _search)
    wrong: list[str] = []
    for done, part in enumerate(parts):
        progress(done, len(parts))
        wrong += part(store)
        if wrong and part is _integrity:
            break  # Whatever else a damaged file says of itself means nothing.
    progress(len(parts), len(parts))
    return wrong


def _integrity(store: Store) -> list[str]:
    try:
        found = store.column("PRAGMA integrity_check(10)")
    except BookError as error:
        return [str(error)]
    if found == ["ok"]:
        return []
    # Of one tree of pages SQLite says all in one answer, a line each behind a line of stars.
    lines = [line for answer in found for line in answer.splitlines() if not line.startswith("***")]
    return [_("The file is damaged: {what}").format(what=line) for line in lines]


def _foreign_keys(store: Store) -> list[str]:
    rows = store.rows('SELECT "table", count(*) AS n, parent FROM pragma_foreign_key_check GROUP BY 1, 3')
    return [
        ngettext(
            "{n} entry in “{table}” hangs on a “{parent}” that is not there.",
            "{n} entries in “{table}” hang on a “{parent}” that is not there.",
            row["n"],
        ).format(n=row["n"], table=row["table"], parent=row["parent"])
        for row in rows
    ]


def _triggers(store: Store) -> list[str]:
    present = {
        row["name"]: row["sql"]
        for row in store.rows("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    }
    return (
        []
        if present == triggers.ALL
        else [_("The file’s own rules (triggers) are not the ones it should have.")]
    )


def _sums(store: Store) -> list[str]:
    n = store.value(
        f"SELECT count(*) FROM purchase AS p LEFT JOIN ({triggers.SUMS_AFRESH.format(first=0)}) AS s ON s.id = p.id"
        " WHERE (p.lines, p.amount_cents, p.cost_cents, p.profit_cents) IS NOT (coalesce(s.lines, 0),"
        " coalesce(s.amount_cents, 0), coalesce(s.cost_cents, 0), coalesce(s.profit_cents, 0))"
    )
    return _wrong(n, ngettext("The sum of {n} purchase is wrong.", "The sums of {n} purchases are wrong.", n))


def _figures(store: Store) -> list[str]:
    n = store.value(
        f"SELECT count(*) FROM customer AS c LEFT JOIN customer_figures AS k ON k.customer_id = c.id"
        f" LEFT JOIN ({triggers.FIGURES_AFRESH}) AS f ON f.customer_id = c.id"
        " LEFT JOIN (SELECT customer_id, max(visited_on) AS reached_on FROM visit WHERE reached GROUP BY customer_id)"
        " AS v ON v.customer_id = c.id"
        " WHERE (k.sales, k.buying_days, k.amount_cents, k.cost_cents, k.profit_cents, k.first_on, k.last_on,"
        " k.reached_on) IS NOT (coalesce(f.sales, 0), coalesce(f.buying_days, 0), coalesce(f.amount_cents, 0),"
        " coalesce(f.cost_cents, 0), coalesce(f.profit_cents, 0), f.first_on, f.last_on, v.reached_on)"
    )
    return _wrong(
        n, ngettext("The figures of {n} customer are wrong.", "The figures of {n} customers are wrong.", n)
    )


def _search(store: Store) -> list[str]:
    n = document_differences(store)
    wrong = _wrong(
        n,
        ngettext(
            "Search does not know {n} customer as it is.",
            "Search does not know {n} customers as they are.",
            n,
        ),
    )
    if not store.index_is_sound("customer_index"):
        wrong.append(_("The search index is damaged."))
    return wrong


def _wrong(n: int, sentence: str) -> list[str]:
    return [sentence.format(n=n)] if n else []
