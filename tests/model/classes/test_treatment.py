"""How each class is treated, and how often we come back to it."""

from dataclasses import replace

from model.book import Book
from model.classes import treatment, visit_rhythm
from model.customer_class import JUDGED
from model.customer_class import CustomerClass as Class
from model.visit_rules import Unit


def test_where_the_owner_said_nothing_the_program_has_words_of_its_own(book: Book) -> None:
    for one in JUDGED:
        how = treatment.of(book.store, one)
        assert how.greeting
        assert how.words
    priorities = [treatment.of(book.store, one).priority for one in JUDGED]
    assert priorities == [90, 70, 40, 20, 60, 10]
    assert treatment.of(book.store, Class.NONE) == treatment.Treatment("", "", 50)


def test_the_words_of_the_owner_count(book: Book) -> None:
    kept = treatment.stored(book.store)[Class.GOLD]
    with book.edit("Changed how gold is treated"):
        book.class_treatments.update(replace(kept, greeting="A cup of tea first.", priority=71))
    how = treatment.of(book.store, Class.GOLD)
    assert (how.greeting, how.priority) == ("A cup of tea first.", 71)
    assert how.words == treatment.own_words(Class.GOLD)[1]


def test_the_rhythm_of_a_class_is_that_of_its_rule(book: Book) -> None:
    def said(one: Class) -> str:
        return visit_rhythm.in_words(visit_rhythm.rules_of(book.store, one))

    assert said(Class.PLATINUM) == "We keep in touch every month."
    assert said(Class.GOLD) == "We keep in touch every 3 months."
    assert said(Class.LEAD) == "No visit is planned for this class by itself."

    with book.edit("Changed how the classes are treated"):
        visit_rhythm.keep_in_touch(book, Class.GOLD, active=True, count=6, unit=Unit.WEEKS)
        visit_rhythm.keep_in_touch(book, Class.LEAD, active=True, count=1, unit=Unit.YEARS)
        visit_rhythm.keep_in_touch(book, Class.INACTIVE, active=False, count=1, unit=Unit.YEARS)
    assert said(Class.GOLD) == "We keep in touch every 6 weeks."
    assert said(Class.LEAD) == "We keep in touch every year."
    assert visit_rhythm.rules_of(book.store, Class.INACTIVE) == []
