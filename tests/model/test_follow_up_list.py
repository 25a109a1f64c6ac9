"""The list of what is planned: overdue, today, coming, missed, done."""

from dataclasses import replace
from datetime import date, timedelta

from model import follow_up_list
from model.book import Book
from model.call_lists import CallList, CallListLine, CallListReason, ListStatus
from model.follow_up_list import Order, Show
from model.follow_ups import FollowUp, FollowUpStatus
from model.purchases import Purchase, PurchaseKind, PurchaseLine
from tests.makers import A_DAY, add_customer, add_sale


def plan(book: Book, customer_id: int, on: date, **fields: object) -> int:
    with book.edit("Planned"):
        return book.follow_ups.insert(FollowUp(customer_id=customer_id, planned_on=on, **fields)).id  # type: ignore[arg-type]


def test_each_is_shown_where_its_day_puts_it(book: Book) -> None:
    anna = add_customer(book)
    day = timedelta(days=1)
    overdue = plan(book, anna, A_DAY - 5 * day)
    today = plan(book, anna, A_DAY)
    put_off = plan(book, anna, A_DAY - 5 * day, snoozed_to=A_DAY + day)
    coming = plan(book, anna, A_DAY + 3 * day)
    done = plan(book, anna, A_DAY, status=FollowUpStatus.DONE, done_on=A_DAY)
    missed = plan(book, anna, A_DAY - 5 * day, status=FollowUpStatus.MISSED)
    shown = {show: list(follow_up_list.ids(book.store, A_DAY, show)) for show in Show}
    assert shown == {
        Show.OPEN: [overdue, today, put_off, coming],
        Show.OVERDUE: [overdue],
        Show.TODAY: [today],
        Show.COMING: [put_off, coming],
        Show.MISSED: [missed],
        Show.DONE: [done],
    }
    assert follow_up_list.counts(book.store, A_DAY) == {show: len(some) for show, some in shown.items()}


def test_customer_and_reason_find_it(book: Book) -> None:
    anna, bob = add_customer(book, "Anna"), add_customer(book, "Bob")
    tea = plan(book, anna, A_DAY, reason="Green tea is in")
    pot = plan(book, bob, A_DAY, reason="Ask about the pot")
    for text, found in {"anna": [tea], "BOB": [pot], "green": [tea], "pot": [pot], "100%": []}.items():
        assert list(follow_up_list.ids(book.store, A_DAY, text=text)) == found


def test_promises_come_before_the_others_of_their_day(book: Book) -> None:
    anna = add_customer(book)
    routine = plan(book, anna, A_DAY)
    promise = plan(book, anna, A_DAY, promise=True)
    assert list(follow_up_list.ids(book.store, A_DAY)) == [promise, routine]


def test_sorted_by_name_either_way(book: Book) -> None:
    made = [plan(book, add_customer(book, name), A_DAY) for name in ("Carl", "anna", "Bob")]
    up = list(follow_up_list.ids(book.store, A_DAY, order=Order.NAME))
    assert up == [made[1], made[2], made[0]]
    assert list(follow_up_list.ids(book.store, A_DAY, order=Order.NAME, descending=True)) == up[::-1]


def test_a_row_tells_the_day_it_is_due_or_was_done(book: Book) -> None:
    anna = add_customer(book, "Anna", "07700 900118")
    put_off = plan(book, anna, A_DAY, snoozed_to=A_DAY + timedelta(days=2))
    done = plan(
        book, anna, A_DAY, rule="silent", status=FollowUpStatus.DONE, done_on=A_DAY + timedelta(days=1)
    )
    first, second, gone = follow_up_list.rows(book.store, [put_off, done, 42], A_DAY)
    assert first is not None
    assert second is not None
    assert gone is None
    assert (first.on, first.open, first.phone, first.by_rule) == (
        A_DAY + timedelta(days=2),
        True,
        "07700 900118",
        False,
    )
    assert (second.on, second.open, second.by_rule, second.reason) == (
        A_DAY + timedelta(days=1),
        False,
        True,
        "Silent for long",
    )


def test_what_lapsed_is_missed_from_the_next_day_on_and_never_overdue(book: Book) -> None:
    anna = add_customer(book)
    lapsed = plan(book, anna, A_DAY - timedelta(days=5), lapses_on=A_DAY)
    before, after = (follow_up_list.counts(book.store, A_DAY + timedelta(days=days)) for days in (0, 1))
    assert (before[Show.OVERDUE], before[Show.MISSED]) == (1, 0)
    assert (after[Show.OPEN], after[Show.OVERDUE], after[Show.MISSED]) == (0, 0, 1)
    tomorrow = A_DAY + timedelta(days=1)
    assert list(follow_up_list.ids(book.store, tomorrow, Show.MISSED)) == [lapsed]
    (row,) = follow_up_list.rows(book.store, [lapsed], tomorrow)
    assert row is not None
    assert (row.status, row.open, row.on) == (FollowUpStatus.MISSED, False, A_DAY - timedelta(days=5))


def test_what_was_about_goods_that_came_back_is_skipped(book: Book) -> None:
    anna = add_customer(book)
    sale = add_sale(book, anna, A_DAY - timedelta(days=5))
    planned = plan(book, anna, A_DAY, rule="after_sale", purchase_id=sale.id)
    with book.edit("Brought back"):
        book.purchases.save(
            Purchase(customer_id=anna, bought_on=A_DAY, kind=PurchaseKind.RETURN, return_of_id=sale.id),
            [PurchaseLine(text="Tea", amount_cents=-1000)],
        )
    assert list(follow_up_list.ids(book.store, A_DAY)) == []
    assert list(follow_up_list.ids(book.store, A_DAY, Show.DONE)) == [planned]


def test_what_a_purchase_has_settled_is_skipped_and_neither_overdue_nor_missed(book: Book) -> None:
    silent, lapsed = 2, A_DAY + timedelta(days=9)
    came, late, away = (
        plan(
            book,
            add_customer(book, name),
            A_DAY - timedelta(days=5),
            rule="silent",
            rule_id=silent,
            lapses_on=A_DAY + timedelta(days=3),
        )
        for name in ("Came", "Came late", "Stayed away")
    )
    buyers = {one: book.follow_ups.get(one).customer_id for one in (came, late)}
    add_sale(book, buyers[came], A_DAY - timedelta(days=1))
    add_sale(book, buyers[late], A_DAY + timedelta(days=5))
    assert list(follow_up_list.ids(book.store, A_DAY, Show.OVERDUE)) == [late, away]
    assert list(follow_up_list.ids(book.store, lapsed, Show.MISSED)) == [late, away]
    assert list(follow_up_list.ids(book.store, lapsed, Show.DONE)) == [came]
    assert follow_up_list.counts(book.store, lapsed)[Show.MISSED] == 2


def test_a_row_names_its_rule_and_the_list_it_stands_on(book: Book) -> None:
    anna = add_customer(book)
    with book.edit("Named"):
        book.visit_rules.update(replace(book.visit_rules.get(1), name="How is the tea?"))
    named = plan(book, anna, A_DAY, rule="after_sale", rule_id=1)
    plain = plan(book, anna, A_DAY, rule="silent", rule_id=2)
    by_hand = plan(book, anna, A_DAY)
    with book.edit("Printed"):
        for number, status in ((12, ListStatus.OPEN), (11, ListStatus.CLOSED)):
            closed_on = A_DAY if status is ListStatus.CLOSED else None
            made = book.call_lists.insert(
                CallList(number=number, for_on=A_DAY, status=status, closed_on=closed_on)
            )
            line = book.call_list_lines.insert(CallListLine(call_list_id=made.id, line=1, customer_id=anna))
            about = named if number == 12 else plain
            book.call_list_reasons.insert(CallListReason(call_list_line_id=line.id, follow_up_id=about))
    rows = follow_up_list.rows(book.store, [named, plain, by_hand], A_DAY)
    assert [row and (row.rule, row.on_list) for row in rows] == [
        ("How is the tea?", 12),
        ("Silent for long", None),
        ("Planned by hand", None),
    ]


def test_what_lapses_first_can_come_first(book: Book) -> None:
    anna = add_customer(book)
    never = plan(book, anna, A_DAY)
    late, soon = (plan(book, anna, A_DAY, lapses_on=A_DAY + timedelta(days=days)) for days in (9, 2))
    assert list(follow_up_list.ids(book.store, A_DAY, order=Order.LAPSES)) == [soon, late, never]
