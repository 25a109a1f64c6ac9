"""Complaints that wait too long for their answer or solution: they ask for a call by themselves."""

from collections.abc import Iterator
from datetime import date
from functools import partial

from model.channels import Channel
from model.complaint_list import late_on
from model.complaints import ComplaintStatus, Grade
from model.follow_ups import COMPLAINT
from model.planning.occasion import Only, Window
from model.planning.questions import listed
from model.planning.wanted import Wanted
from model.store import Store
from resources.i18n import N_, _

WEIGHTS = {Grade.URGENT: 103, Grade.SERIOUS: 102, Grade.ORDINARY: 101}
"""Each weighs more than any rule; those that need the most haste go first, as in the list of complaints."""


def waiting_complaints(store: Store, window: Window, only: Only = None) -> Iterator[Wanted]:
    """Open complaints that wait too long within ``window``, and urgent ones at once. Whoever was spoken to about it on
    the first day is left in peace till the next."""
    rows = store.rows(
        "SELECT p.id, customer_id, grade, status, said_on, words, coalesce(d.name, '') AS product FROM complaint AS p"
        " LEFT JOIN product AS d ON d.id = p.product_id WHERE status <> 'closed' AND said_on <= :day"
        " AND NOT EXISTS (SELECT 1 FROM visit WHERE customer_id = p.customer_id AND visited_on = :day AND reached"
        " AND complaint_id = p.id)"
        + (" AND customer_id IN (SELECT value FROM json_each(:only))" if only is not None else "")
        + " ORDER BY said_on, p.id",
        day=window.first.isoformat(),
        only=listed(only),
    )
    for row in rows:
        said_on = date.fromisoformat(row["said_on"])
        grade = Grade(row["grade"])
        due_on = late_on(grade, ComplaintStatus(row["status"]), said_on)
        if due_on > window.last:
            continue
        words = row["words"] or row["product"]
        yield Wanted(
            customer_id=row["customer_id"],
            rule=COMPLAINT,
            rule_id=None,
            anchor_on=due_on,
            occasion="",
            planned_on=said_on,
            due_on=due_on,
            lapses_on=None,
            weight=WEIGHTS[grade],
            channel=Channel.PHONE,
            words=partial(_reason, grade, words),
            limited=False,
            by_rule=False,
            collapses=False,
            complaint_id=row["id"],
        )


def _reason(grade: Grade, words: str, _today: date) -> str:
    return _(_SENTENCES[grade]).format(words=words)


_SENTENCES = {
    Grade.ORDINARY: N_("Complaint: {words}"),
    Grade.SERIOUS: N_("Serious complaint: {words}"),
    Grade.URGENT: N_("Urgent complaint: {words}"),
}
