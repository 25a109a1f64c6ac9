"""Suggestions: decided in one step, told in another, and nobody who waits for an answer is lost."""

from datetime import timedelta

from model.book import Book
from model.looking_back import suggestion_list
from model.looking_back.suggestion_list import Order, Show, decide, tell
from model.visits import SuggestionStatus
from tests.makers import A_DAY, add_customer, add_visit


def suggest(book: Book, words: str, name: str = "Anna", days: int = 0) -> int:
    return add_visit(book, add_customer(book, name), A_DAY + timedelta(days=days), suggestion=words).id


def where(book: Book, suggestion: int) -> list[Show]:
    return [show for show in Show if suggestion in suggestion_list.ids(book.store, show)]


def test_a_suggestion_goes_from_undecided_to_be_told_to_told(book: Book) -> None:
    chairs = suggest(book, "More chairs")
    assert where(book, chairs) == [Show.WAITING, Show.ALL]
    decide(book, chairs, SuggestionStatus.CONSIDERED)
    assert where(book, chairs) == [Show.WAITING, Show.ALL]
    decide(book, chairs, SuggestionStatus.DONE)
    assert where(book, chairs) == [Show.TO_TELL, Show.ALL]
    tell(book, chairs, A_DAY)
    assert where(book, chairs) == [Show.TOLD, Show.ALL]
    assert suggestion_list.counts(book.store) == {Show.WAITING: 0, Show.TO_TELL: 0, Show.TOLD: 1, Show.ALL: 1}


def test_who_was_told_one_answer_has_to_hear_of_another(book: Book) -> None:
    chairs = suggest(book, "More chairs")
    decide(book, chairs, SuggestionStatus.DECLINED)
    tell(book, chairs, A_DAY)
    decide(book, chairs, SuggestionStatus.DECLINED)
    assert where(book, chairs)[0] is Show.TOLD
    decide(book, chairs, SuggestionStatus.DONE)
    assert where(book, chairs)[0] is Show.TO_TELL


def test_each_step_can_be_taken_back(book: Book) -> None:
    chairs = suggest(book, "More chairs")
    decide(book, chairs, SuggestionStatus.DONE)
    book.undo()
    assert where(book, chairs)[0] is Show.WAITING


def test_contacts_without_a_suggestion_are_not_in_it(book: Book) -> None:
    add_visit(book, add_customer(book), A_DAY, words="Lovely")
    assert all(not suggestion_list.ids(book.store, show) for show in Show)


def test_words_answer_and_customer_find_it_and_it_is_sorted_any_way(book: Book) -> None:
    chairs, sundays = suggest(book, "More chairs", "Bob"), suggest(book, "Open on Sundays", "Anna", 1)
    for text, found in {"chairs": [chairs], "anna": [sundays], "pots": []}.items():
        assert list(suggestion_list.ids(book.store, text=text)) == found
    assert list(suggestion_list.ids(book.store, order=Order.NAME)) == [sundays, chairs]
    assert list(suggestion_list.ids(book.store, order=Order.DAY, descending=True)) == [sundays, chairs]
    decide(book, chairs, SuggestionStatus.DONE)
    tell(book, chairs, A_DAY)
    assert list(suggestion_list.ids(book.store, Show.ALL, order=Order.STATUS)) == [sundays, chairs]
    assert list(suggestion_list.ids(book.store, Show.ALL, order=Order.TOLD)) == [chairs, sundays]


def test_a_row_says_what_became_of_it(book: Book) -> None:
    chairs = suggest(book, "More chairs")
    decide(book, chairs, SuggestionStatus.DONE)
    tell(book, chairs, A_DAY)
    row, gone = suggestion_list.rows(book.store, [chairs, 42])
    assert gone is None
    assert row is not None
    assert (row.name, row.suggestion, row.decided, row.told_on) == ("Anna", "More chairs", True, A_DAY)
