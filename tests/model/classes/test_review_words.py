"""What a review found is told whole."""

from datetime import timedelta

from model.book import Book
from model.class_reviews import ClassReview
from model.classes import moves
from model.classes.review_words import review_in_words
from model.customer_class import CustomerClass
from tests.makers import A_DAY, add_customer, review_classes


def told(book: Book, review: ClassReview) -> str:
    return review_in_words(moves.moves(book.store, review.id), moves.first_classed(book.store, review.id))


def test_moves_and_first_classes_of_one_review_are_both_told(book: Book) -> None:
    anna, ben, carl, dora, eve = (add_customer(book, name) for name in ("Anna", "Ben", "Carl", "Dora", "Eve"))
    before = A_DAY - timedelta(days=30)
    iron, new = CustomerClass.IRON, CustomerClass.NEW
    first = review_classes(book, before, anna=(anna, iron), ben=(ben, iron), carl=(carl, new))
    assert told(book, first) == "3 customers were given a class for the first time."
    second = review_classes(
        book,
        anna=(anna, CustomerClass.GOLD),
        ben=(ben, CustomerClass.LEAD),
        carl=(carl, iron),
        dora=(dora, iron),
        eve=(eve, iron),
    )
    assert told(book, second) == (
        "3 customers moved: 1 rose, 1 fell. 1 is no longer new."
        " 2 customers were given a class for the first time."
    )


def test_a_review_that_found_nothing_says_so(book: Book) -> None:
    assert told(book, review_classes(book)) == "Nobody moved to another class."
