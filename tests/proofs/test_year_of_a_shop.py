"""A simulated year: every visit ever planned is done, skipped, missed or merged; none is lost and none doubled."""

from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest

from model.book import Book
from model.call_list_progress import calls_of, open_lists
from model.call_lists import LineStatus
from model.complaints import ComplaintStatus
from model.due import DueItem
from model.follow_ups import BY_HAND, FollowUp, FollowUpStatus
from model.planning.plan import plan
from model.planning.stored import STATUS_ON
from model.purchases import PurchaseKind
from model.visits import Outcome
from tests.makers import make_book
from tests.proofs.shop_year import Key, ShopYear, key_of, key_of_stored

LENGTHS = [
    pytest.param(84, 1, id="three months"),
    *(pytest.param(366, seed, id=f"year {seed}", marks=pytest.mark.long) for seed in range(3)),
]


@pytest.mark.parametrize(("days", "seed"), LENGTHS)
def test_nothing_that_was_planned_is_lost_or_doubled(tmp_path: Path, days: int, seed: int) -> None:
    with make_book(tmp_path) as book:
        year = ShopYear(book, days, seed)
        year.live()
        assert year.wrong == []
        assert year.lists > days // 8
        assert year.written > days // 2
        assert wrongs(year) == []
        status = Counter(follow_up.status for follow_up in book.follow_ups.all())
        assert all(status[one] for one in FollowUpStatus), status  # the year had all of it


def test_a_year_with_a_mistake_is_seen(tmp_path: Path) -> None:
    with make_book(tmp_path) as book:
        year = ShopYear(book, 30)
        year.live()
        for mistake in ("lost", "doubled", "tried once more", "written twice"):
            assert wrongs(year) == []
            with book.edit("A mistake"):
                make_a_mistake(year, mistake)
            assert wrongs(year) != [], mistake
            book.undo()


def make_a_mistake(year: ShopYear, mistake: str) -> None:
    book = year.book
    done = book.follow_ups.all("status = 'done' AND rule_id IS NOT NULL")[0]
    if mistake == "lost":
        by_hand = next(item.follow_up_id for item in year.shown.values() if item.rule == BY_HAND)
        book.follow_ups.delete(by_hand or 0)
    elif mistake == "doubled":
        book.store.write(
            "INSERT INTO follow_up (id, edit_id, customer_id, rule, rule_id, anchor_on, occasion, planned_on)"
            " SELECT id + 1, :edit, customer_id, rule, rule_id, anchor_on, occasion, planned_on FROM follow_up"
            " WHERE id = :id",
            {"id": done.id, "edit": book.store.edit_id},
        )
    elif mistake == "tried once more":
        book.store.write("UPDATE follow_up SET attempts = attempts + 1 WHERE id = :id", {"id": done.id})
    else:
        visit = book.visits.all("call_list_line_id IS NOT NULL")[0]
        book.visits.insert(type(visit)(**{**vars(visit), "id": 0}))


def wrongs(year: ShopYear) -> list[str]:
    """All that is not as it must be on the morning after the last day."""
    book, end = year.book, year.last + timedelta(days=1)
    return [
        *lost(year, end),
        *doubled(book),
        *settled_without_a_contact(book),
        *miscounted(year),
        *lines(book),
    ]


def lost(year: ShopYear, end: date) -> list[str]:
    """What was shown once and is now nowhere: neither settled, nor still to come, nor needless for a reason."""
    book = year.book
    stored = {key_of_stored(follow_up): follow_up for follow_up in book.follow_ups.all()}
    status = {
        row["id"]: row["status"]
        for row in book.store.rows(
            f"SELECT f.id, {STATUS_ON} AS status FROM follow_up AS f", day=end.isoformat()
        )
    }
    waiting = still_there(book, end)
    found = []
    for key, item in year.shown.items():
        follow_up = stored.get(key)
        if follow_up is not None:
            is_settled = status[follow_up.id] != "open" or follow_up.due_on > end
        else:
            is_settled = item.follow_up_id is None and item.lapses_on is not None and item.lapses_on < end
        if not (is_settled or key in waiting or is_needless(book, item)):
            found.append(f"lost: {item}")
    return found


def still_there(book: Book, end: date) -> set[Key]:
    """What is due or has to wait on that day, the older ones in whose place it came, and what stands on open lists."""
    today = plan(book.store, end)[0]
    items = [item for one in today.due for item in one.items]
    items += [held.wanted.as_item(end, held.channel) for held in today.held]
    found = set(map(key_of, items))
    for a_list in open_lists(book.store):
        for call in calls_of(book, a_list.call_list_id):
            found |= {key_of_stored(follow_up) for one in call.people for follow_up in one.follow_ups}
    for item in items:
        found |= {
            (item.customer_id, item.rule_id, older.anchor_on, older.occasion) for older in item.collapsed
        }
    return found


def is_needless(book: Book, item: DueItem) -> bool:
    """Whether the shop's own facts settle it: they spoke, bought, brought it back, know, or were put right."""
    rule = book.visit_rules.find(item.rule_id or 0)
    since = item.anchor_on or item.planned_on
    spoke = any(
        visit.reached and visit.outcome is Outcome.REACHED and visit.visited_on > since
        for visit in book.visits.of_customer(item.customer_id)
    )
    sales = book.purchases.all("customer_id = :customer", customer=item.customer_id)
    bought = any(sale.kind is PurchaseKind.SALE and sale.bought_on > since for sale in sales)
    brought_back = any(sale.return_of_id == item.purchase_id for sale in sales if sale.return_of_id)
    wish = book.wishes.find(int(item.occasion)) if item.rule == "wish" else None
    complaint = book.complaints.find(item.complaint_id or 0)
    return bool(
        (rule and rule.by_contact and spoke)
        or (rule and rule.by_purchase and bought)
        or brought_back
        or (wish and wish.closed_on)
        or (item.rule == "complaint" and complaint and complaint.status is not ComplaintStatus.OPEN)
    )


def doubled(book: Book) -> list[str]:
    """Occasions that are stored twice."""
    times = Counter(map(key_of_stored, book.follow_ups.all()))
    return [f"{n} times: {key}" for key, n in times.items() if n > 1]


def settled_without_a_contact(book: Book) -> list[str]:
    """What is called done although nobody spoke, or skipped and nobody knows when."""

    def is_true(follow_up: FollowUp) -> bool:
        visits = [
            visit
            for visit in book.visits.of_customer(follow_up.customer_id)
            if visit.visited_on == follow_up.done_on
        ]
        match follow_up.status:
            case FollowUpStatus.DONE | FollowUpStatus.MERGED:
                return bool(visits)
            case FollowUpStatus.SKIPPED:
                return follow_up.done_on is not None
        return follow_up.done_on is None

    return [f"not true: {follow_up}" for follow_up in book.follow_ups.all() if not is_true(follow_up)]


def miscounted(year: ShopYear) -> list[str]:
    """Follow-ups whose attempts are not those that were made."""
    return [
        f"tried {year.attempts[follow_up.id]} times: {follow_up}"
        for follow_up in year.book.follow_ups.all()
        if follow_up.attempts != year.attempts[follow_up.id]
    ]


def lines(book: Book) -> list[str]:
    """Lines that were written twice, or that are called written and are not."""
    times = Counter(
        (visit.call_list_line_id, visit.customer_id)
        for visit in book.visits.all("call_list_line_id IS NOT NULL")
    )
    twice = [f"written {n} times: {line}" for line, n in times.items() if n > 1]
    untrue = [
        f"list {a_list.number}, line {call.line} is {call.status}"
        for a_list in book.call_lists.all()
        for call in calls_of(book, a_list.id)
        if (call.status is LineStatus.WRITTEN) != all(one.visit is not None for one in call.people)
    ]
    return twice + untrue
