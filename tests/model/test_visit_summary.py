"""The visits of a period, counted from every side."""

from datetime import date, timedelta

from model.book import Book
from model.channels import Channel
from model.follow_ups import FollowUp
from model.visit_summary import CameBack, Count, VisitSummary
from model.visits import Outcome
from tests.makers import add_customer, add_sale, add_visit

FIRST, LAST = date(2026, 3, 1), date(2026, 3, 31)
DAY = date(2026, 3, 12)


def test_an_empty_period_is_all_zeros(book: Book) -> None:
    summary = VisitSummary(book.store, FIRST, LAST)
    assert summary.total() == Count(0, 0, None, 0)
    assert summary.by_day() == {}
    assert summary.came_back(LAST) == CameBack(0, 0, 0)


def test_unanswered_questions_do_not_pull_the_mean_down(book: Book) -> None:
    anna = add_customer(book, "Anna")
    add_visit(book, anna, DAY, satisfaction=10)
    add_visit(book, anna, DAY, satisfaction=7)
    add_visit(book, anna, DAY)
    add_visit(book, anna, DAY, Outcome.NO_ANSWER)
    assert VisitSummary(book.store, FIRST, LAST).total() == Count(4, 3, 8.5, 2)


def test_channels_and_reasons_are_told_in_words(book: Book) -> None:
    anna = add_customer(book, "Anna")
    with book.edit("Planned a contact"):
        planned = book.follow_ups.insert(FollowUp(customer_id=anna, planned_on=DAY, rule="after_sale"))
    add_visit(book, anna, DAY, follow_up_id=planned.id)
    add_visit(book, anna, DAY, channel=Channel.LETTER)
    add_visit(book, anna, DAY, channel=Channel.LETTER)
    summary = VisitSummary(book.store, FIRST, LAST)
    assert summary.planned() == 1
    assert [(name, count.done) for name, count in summary.by_channel()] == [("Letter", 2), ("Phone call", 1)]
    assert [name for name, _count in summary.by_reason()] == ["Without a plan", "After a sale"]
    assert [name for name, _count in summary.by_staff()] == ["Not noted"]


def test_words_come_least_happy_first_and_unasked_last(book: Book) -> None:
    anna = add_customer(book, "Anna")
    for words, score in [("fine", 8), ("hm", None), ("awful", 1)]:
        add_visit(book, anna, DAY, words=words, satisfaction=score)
    add_visit(book, anna, DAY, suggestion="More chairs")
    summary = VisitSummary(book.store, FIRST, LAST)
    assert [said.words for said in summary.words()] == ["awful", "fine", "hm"]
    assert [said.words for said in summary.suggestions()] == ["More chairs"]


def test_bought_again_means_after_the_visit_and_within_sixty_days(book: Book) -> None:
    bought_after = {"same day": 0, "next day": 1, "day 60": 60, "day 61": 61}
    for name, days in bought_after.items():
        customer = add_customer(book, name)
        add_visit(book, customer, DAY)
        add_sale(book, customer, DAY + timedelta(days=days), 1000)
    summary = VisitSummary(book.store, FIRST, LAST)
    assert summary.came_back(DAY + timedelta(days=100)) == CameBack(reached=4, bought=2, too_early=0)
    assert summary.came_back(DAY + timedelta(days=59)) == CameBack(reached=0, bought=0, too_early=4)


def test_a_customer_called_twice_counts_once(book: Book) -> None:
    anna = add_customer(book, "Anna")
    add_visit(book, anna, DAY)
    add_visit(book, anna, DAY + timedelta(days=5))
    assert VisitSummary(book.store, FIRST, LAST).came_back(date(2026, 12, 1)).reached == 1
