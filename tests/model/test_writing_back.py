"""A call list comes back line by line: each becomes a contact, settles what it was for, and is never written twice."""

import dataclasses
from datetime import timedelta

import pytest

from model.book import Book
from model.call_list_closing import close
from model.call_list_making import make_list
from model.call_list_progress import calls_of, open_lists, open_lists_line
from model.call_lists import CallList, LineStatus, ListStatus
from model.channels import Channel
from model.contacts import record_contact
from model.customers import Consent
from model.due import item_of
from model.errors import FieldError
from model.follow_ups import BY_HAND, FollowUpStatus
from model.visits import Outcome, Visit
from model.writing_back import AlreadyWritten, Sheet, WrittenBack, write_line
from model.written_file import write_lines
from tests.makers import A_DAY, add_customer, add_visit
from tests.model.test_call_list_making import live_together, plan

TOMORROW = A_DAY + timedelta(days=1)


@pytest.fixture
def people(book: Book) -> list[int]:
    """Anna, Ben and Cleo, each with a call that was promised."""
    found = [add_customer(book, name) for name in ("Anna", "Ben", "Cleo")]
    for customer_id in found:
        plan(book, customer_id)
    return found


@pytest.fixture
def made(book: Book, people: list[int]) -> CallList:
    """A list of them."""
    return make_list(book, A_DAY, A_DAY)


def write(book: Book, made: CallList, text: str) -> WrittenBack:
    sheet = Sheet(book, made, TOMORROW)
    return write_line(book, made, sheet.read(text), TOMORROW)


def visit_of(book: Book, customer_id: int) -> Visit:
    (visit,) = book.visits.of_customer(customer_id)
    return visit


def test_a_line_becomes_a_contact_of_the_day_of_the_list(
    book: Book, people: list[int], made: CallList
) -> None:
    done = write(book, made, '2 1 9 "loves the new tea" +14')
    assert (done.line, [one.name for one in done.people], done.closed) == (2, ["Ben"], False)
    visit = visit_of(book, people[1])
    assert (visit.visited_on, visit.outcome, visit.satisfaction, visit.words) == (
        A_DAY,
        Outcome.REACHED,
        9,
        "loves the new tea",
    )
    call = calls_of(book, made.id)[1]
    assert (call.status, visit.call_list_line_id) == (LineStatus.WRITTEN, call.line_id)
    settled, planned = sorted(book.follow_ups.of_customer(people[1]), key=lambda one: one.id)
    assert (settled.status, settled.done_on) == (FollowUpStatus.DONE, A_DAY)
    assert (planned.status, planned.planned_on, planned.rule) == (
        FollowUpStatus.OPEN,
        A_DAY + timedelta(days=14),
        BY_HAND,
    )


def test_a_line_is_one_edit_that_undo_takes_back(book: Book, people: list[int], made: CallList) -> None:
    write(book, made, "2 1 !c the lid leaks")
    undone = book.undo()
    assert undone is not None
    assert "line 2 of call list 1: Ben" in undone.sentence
    assert (book.visits.count(), book.complaints.count()) == (0, 0)
    assert calls_of(book, made.id)[1].status is LineStatus.OPEN
    assert book.follow_ups.of_customer(people[1])[0].status is FollowUpStatus.OPEN


@pytest.mark.parametrize(
    ("text", "status", "attempts", "due_on"),
    [
        ("1 1", FollowUpStatus.DONE, 1, A_DAY),
        ("1 2", FollowUpStatus.OPEN, 1, TOMORROW),
        ("1 2 +7", FollowUpStatus.OPEN, 1, A_DAY + timedelta(days=7)),
        ("1 3 +3", FollowUpStatus.OPEN, 0, A_DAY + timedelta(days=3)),
        ("1 4", FollowUpStatus.OPEN, 1, TOMORROW),
        ("1 5", FollowUpStatus.DONE, 1, A_DAY),
        ("1 6", FollowUpStatus.DONE, 1, A_DAY),
    ],
)
def test_every_outcome_does_on_paper_what_it_does_on_today(
    book: Book,
    people: list[int],
    made: CallList,
    text: str,
    status: FollowUpStatus,
    attempts: int,
    due_on: object,
) -> None:
    write(book, made, text)
    (follow_up,) = book.follow_ups.of_customer(people[0])
    assert (follow_up.status, follow_up.attempts, follow_up.due_on) == (status, attempts, due_on)
    consents = book.customers.card(people[0]).consents
    assert [consent.allowed for consent in consents] == ([False] if text == "1 6" else [])


def test_words_about_nobody_reached_are_our_own_note(book: Book, people: list[int], made: CallList) -> None:
    write(book, made, "1 2 mailbox full")
    visit = visit_of(book, people[0])
    assert (visit.words, visit.note) == ("", "mailbox full")


def test_a_complaint_and_a_suggestion_from_the_call_are_kept_as_such(
    book: Book, people: list[int], made: CallList
) -> None:
    write(book, made, "1 1 3 !c the lid leaks !s open on Mondays")
    visit = visit_of(book, people[0])
    (complaint,) = book.complaints.of_customer(people[0])
    assert (complaint.words, complaint.said_on, complaint.channel) == ("the lid leaks", A_DAY, Channel.PHONE)
    assert (visit.suggestion, visit.complaint_id) == ("open on Mondays", complaint.id)


def test_the_last_line_closes_the_list(book: Book, made: CallList) -> None:
    assert [write(book, made, text).closed for text in ("1 1", "3 2", "2 5")] == [False, False, True]
    closed = book.call_lists.get(made.id)
    assert (closed.status, closed.closed_on) == (ListStatus.CLOSED, TOMORROW)
    book.undo()
    assert [one.to_write for one in open_lists(book.store)] == [1]


def test_a_line_whose_customer_was_deleted_does_not_keep_a_list_open(
    book: Book, people: list[int], made: CallList
) -> None:
    with book.edit("Deleted"):
        book.customers.delete(people[1])
    with pytest.raises(FieldError, match="no longer in the book"):
        write(book, made, "2 1")
    write(book, made, "1 1")
    assert write(book, made, "3 1").closed


def test_a_line_of_a_closed_list_can_still_be_written(book: Book, people: list[int], made: CallList) -> None:
    close(book, made.id, A_DAY)
    write(book, made, "1 1")
    assert calls_of(book, made.id)[0].status is LineStatus.WRITTEN
    assert visit_of(book, people[0]).outcome is Outcome.REACHED


def test_what_was_settled_meanwhile_is_not_settled_again(
    book: Book, people: list[int], made: CallList
) -> None:
    (before,) = book.follow_ups.of_customer(people[0])
    with book.edit("Ticked off"):
        book.follow_ups.update(dataclasses.replace(before, status=FollowUpStatus.SKIPPED, done_on=A_DAY))
    write(book, made, "1 1 8")
    (after,) = book.follow_ups.of_customer(people[0])
    assert after.status is FollowUpStatus.SKIPPED
    assert visit_of(book, people[0]).follow_up_id == before.id


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("4 1", "There is no line 4 on list 1: it goes from 1 to 3."),
        ("1b 1", "Line 1 calls Anna alone"),
        ("L2-1 1", "That is a line of list 2, but this is list 1."),
        ("1 3", "Call back, but when?"),
        ("1", "How did it end?"),
        ("L1", "Type the number of a line"),
    ],
)
def test_what_does_not_fit_the_list_is_explained_and_nothing_is_written(
    book: Book, made: CallList, text: str, why: str
) -> None:
    with pytest.raises(FieldError) as refused:
        write(book, made, text)
    assert why in str(refused.value)
    assert book.visits.count() == 0


def test_a_line_is_written_once(book: Book, people: list[int], made: CallList) -> None:
    write(book, made, "1 1 9")
    for text, as_typed in (("1 1 9", True), ("1 2", False), ("1 1 8", False)):
        with pytest.raises(
            AlreadyWritten, match="Line 1 is already written back, for Anna: Reached"
        ) as known:
            write(book, made, text)
        assert known.value.as_typed is as_typed
    assert len(book.visits.of_customer(people[0])) == 1


def test_the_day_of_the_calls_can_be_another_than_that_of_the_list(
    book: Book, people: list[int], made: CallList
) -> None:
    sheet = Sheet(book, made, TOMORROW, called_on=TOMORROW)
    sheet.write(sheet.read("1 3 +1"))
    assert visit_of(book, people[0]).visited_on == TOMORROW
    assert book.follow_ups.of_customer(people[0])[0].due_on == TOMORROW + timedelta(days=1)


def test_calls_of_a_list_for_a_coming_day_were_made_today(book: Book) -> None:
    plan(book, add_customer(book))
    made = make_list(book, A_DAY, TOMORROW)
    assert Sheet(book, made, A_DAY).called_on == A_DAY


def test_a_call_made_from_the_screen_ticks_off_the_line_on_paper(
    book: Book, people: list[int], made: CallList
) -> None:
    for customer_id in people:
        items = [item_of(follow_up) for follow_up in book.follow_ups.of_customer(customer_id)]
        record_contact(
            book, Visit(customer_id=customer_id, visited_on=A_DAY, outcome=Outcome.NO_ANSWER), items
        )
    calls = calls_of(book, made.id)
    assert [call.status for call in calls] == [LineStatus.WRITTEN] * 3
    assert book.call_lists.get(made.id).status is ListStatus.CLOSED
    with pytest.raises(AlreadyWritten, match="for Anna: No answer"):
        write(book, made, "1 2")


class TestHousehold:
    @pytest.fixture
    def home(self, book: Book, people: list[int]) -> CallList:
        """A list whose first line calls Anna and Ben."""
        live_together(book, *people[:2])
        return make_list(book, A_DAY, A_DAY)

    def test_a_line_without_a_letter_is_the_call_to_all_and_the_first_said_the_words(
        self, book: Book, people: list[int], home: CallList
    ) -> None:
        write(book, home, "1 1 9 nice +30")
        anna, ben = (visit_of(book, customer_id) for customer_id in people[:2])
        assert (anna.satisfaction, anna.words, ben.satisfaction, ben.words) == (9, "nice", None, "")
        assert ben.outcome is Outcome.REACHED
        planned = [len(book.follow_ups.of_customer(customer_id)) for customer_id in people[:2]]
        assert planned == [2, 1]
        assert calls_of(book, home.id)[0].status is LineStatus.WRITTEN

    def test_nobody_at_home_counts_for_everybody_there(
        self, book: Book, people: list[int], home: CallList
    ) -> None:
        write(book, home, "1 2 +5")
        for customer_id in people[:2]:
            (follow_up,) = book.follow_ups.of_customer(customer_id)
            assert (follow_up.attempts, follow_up.due_on) == (1, A_DAY + timedelta(days=5))

    def test_a_letter_means_one_of_them_and_the_line_is_open_until_all_are_back(
        self, book: Book, people: list[int], home: CallList
    ) -> None:
        write(book, home, "1b 5")
        assert calls_of(book, home.id)[0].status is LineStatus.OPEN
        assert book.visits.of_customer(people[0]) == []
        write(book, home, "1 1 9")
        assert [visit_of(book, customer_id).outcome for customer_id in people[:2]] == [
            Outcome.REACHED,
            Outcome.REFUSED,
        ]
        assert calls_of(book, home.id)[0].status is LineStatus.WRITTEN

    def test_another_of_them_may_add_words_to_a_call_that_is_written(
        self, book: Book, people: list[int], home: CallList
    ) -> None:
        write(book, home, "1 1 9 nice")
        write(book, home, "1b 1 4 too sweet")
        ben = visit_of(book, people[1])
        assert (ben.satisfaction, ben.words) == (4, "too sweet")
        for text, as_typed in (
            ("1b 1 4 too sweet", True),
            ("1b 1 5", False),
            ("1a 1 9 nice", True),
            ("1b 2", False),
        ):
            with pytest.raises(AlreadyWritten) as known:
                write(book, home, text)
            assert known.value.as_typed is as_typed

    def test_a_letter_that_nobody_has_is_explained(self, book: Book, home: CallList) -> None:
        with pytest.raises(FieldError, match="There are: 1a Anna, 1b Ben"):
            write(book, home, "1c 1")

    def test_do_not_call_again_is_meant_by_all_who_share_the_phone(
        self, book: Book, people: list[int], home: CallList
    ) -> None:
        write(book, home, "1 6")
        for customer_id in people[:2]:
            (consent,) = book.customers.card(customer_id).consents
            assert isinstance(consent, Consent)
            assert not consent.allowed


def test_of_a_file_the_right_lines_are_written_and_the_wrong_ones_told(
    book: Book, people: list[int], made: CallList
) -> None:
    lines = ["# Thursday", "", "L1", "1 1 9", "9 1", "2 7", "3 2", "3 1"]
    told = write_lines(book, made, lines, TOMORROW)
    assert (told.written, told.known) == (2, ())
    assert [(wrong.place, wrong.text) for wrong in told.wrong] == [(5, "9 1"), (6, "2 7"), (8, "3 1")]
    assert all(wrong.why for wrong in told.wrong)
    assert book.visits.count() == 2

    lines[4:6] = ["2 6"]
    again = write_lines(book, made, lines[:-1], TOMORROW)
    assert (again.written, again.known, again.wrong) == (1, (4, 6), ())
    assert book.visits.count() == 3
    assert book.call_lists.get(made.id).status is ListStatus.CLOSED


def test_each_line_of_a_file_can_be_taken_back_alone(book: Book, people: list[int], made: CallList) -> None:
    write_lines(book, made, ["1 1", "2 1", "3 1"], TOMORROW)
    book.undo()
    assert [len(book.visits.of_customer(customer_id)) for customer_id in people] == [1, 1, 0]
    assert len(open_lists(book.store)) == 1


def test_a_line_settles_what_another_copy_of_the_book_planned_too(book: Book) -> None:
    anna = add_customer(book)
    on_paper = plan(book, anna, rule="silent", rule_id=2, anchor_on=A_DAY)
    made = make_list(book, A_DAY, A_DAY)
    with book.edit("Joined"):
        kept = book.follow_ups.insert(dataclasses.replace(on_paper, id=0))
        book.follow_ups.update(
            dataclasses.replace(book.follow_ups.get(on_paper.id), status=FollowUpStatus.MERGED)
        )
    write(book, made, "1 1 9")
    assert book.follow_ups.get(kept.id).status is FollowUpStatus.DONE
    assert visit_of(book, anna).follow_up_id == kept.id


def test_calls_are_of_a_day_that_has_come(book: Book, made: CallList) -> None:
    with pytest.raises(FieldError, match="13 Mar 2026: it is still to come"):
        write_lines(book, made, ["1 1"], A_DAY, TOMORROW)
    sheet = Sheet(book, made, A_DAY, TOMORROW)
    with pytest.raises(FieldError, match="still to come"):
        sheet.write(sheet.read("1 1"))
    assert book.visits.count() == 0


def test_a_line_too_long_for_a_call_is_told_in_short_and_the_others_are_written(
    book: Book, made: CallList
) -> None:
    told = write_lines(book, made, ["1 1", f'2 1 "{"x" * 200_000}"', "3 1"], TOMORROW)
    assert told.written == 2
    assert [one.place for one in told.wrong] == [2]
    assert "too long for one call" in told.wrong[0].sentence
    assert len(told.wrong[0].sentence) < 200


@pytest.mark.parametrize("more", ["!c the lid leaks", "!s open on Mondays", "+14"])
def test_what_is_typed_behind_a_line_that_is_written_is_told_and_not_taken_for_known(
    book: Book, people: list[int], made: CallList, more: str
) -> None:
    write(book, made, "1 1 9")
    told = write_lines(book, made, [f"1 1 9 {more}", f"2 1 9 {more}"], TOMORROW)
    assert (told.written, told.known, [wrong.place for wrong in told.wrong]) == (1, (), [1])
    assert write_lines(book, made, [f"2 1 9 {more}"], TOMORROW).known == (1,)


@pytest.mark.parametrize("text", ["1 2 +5", "1 3 +5", "1 4 mailbox full", "1 5 no time !c too loud", "1 6"])
def test_a_file_written_twice_is_known_the_second_time(
    book: Book, people: list[int], made: CallList, text: str
) -> None:
    assert write_lines(book, made, [text], TOMORROW).written == 1
    again = write_lines(book, made, [text], TOMORROW)
    assert (again.known, again.wrong) == ((1,), ())
    assert (book.visits.count(), book.complaints.count()) == (1, "!c" in text)


def test_a_paper_that_comes_back_late_does_not_overrule_what_was_said_since(
    book: Book, people: list[int], made: CallList
) -> None:
    later = A_DAY + timedelta(days=2)
    with book.edit("Says yes"):
        card = book.customers.card(people[0])
        book.customers.save(
            dataclasses.replace(card, consents=(Consent(channel=Channel.PHONE, allowed=True, said_on=later),))
        )
    for customer_id in people:
        add_visit(book, customer_id, later)
    sheet = Sheet(book, made, later, called_on=A_DAY)
    for text in ("1 6", "2 4"):
        sheet.write(sheet.read(text))
    assert [one.allowed for one in book.customers.card(people[0]).consents] == [True]
    assert not book.customers.get(people[1]).confirm_details

    with book.edit("Wrong number"):
        book.customers.update(dataclasses.replace(book.customers.get(people[2]), confirm_details=True))
    add_visit(book, people[2], later + timedelta(days=1), Outcome.WRONG_NUMBER)
    sheet.write(sheet.read("3 1"))
    assert book.customers.get(people[2]).confirm_details


class TestHouseholdThatChanges:
    @pytest.fixture
    def home(self, book: Book, people: list[int]) -> CallList:
        """A list whose only line calls Anna, Ben and Cleo."""
        live_together(book, *people)
        return make_list(book, A_DAY, A_DAY)

    def test_the_letters_are_those_of_the_paper_after_the_first_is_deleted(
        self, book: Book, people: list[int], home: CallList
    ) -> None:
        with book.edit("Deleted"):
            book.customers.delete(people[0])
        assert calls_of(book, home.id)[0].names_with_letters == "b Ben, c Cleo"
        with pytest.raises(FieldError, match="There are: 1b Ben, 1c Cleo"):
            write(book, home, "1a 1")
        assert [one.name for one in write(book, home, "1b 1").people] == ["Ben"]
        assert [one.name for one in write(book, home, "1c 2").people] == ["Cleo"]
        assert book.call_lists.get(home.id).status is ListStatus.CLOSED

    def test_who_moved_out_is_still_on_the_paper(self, book: Book, people: list[int], home: CallList) -> None:
        with book.edit("Moved out"):
            card = book.customers.card(people[1])
            book.customers.save(dataclasses.replace(card, household=None))
        assert [one.name for one in write(book, home, "1b 1 9").people] == ["Ben"]
        assert [one.name for one in write(book, home, "1 2").people] == ["Anna", "Cleo"]

    def test_a_complaint_of_another_than_the_first_is_written_once(
        self, book: Book, people: list[int], home: CallList
    ) -> None:
        write(book, home, "1 1 9 nice")
        lines = ["1b 1 !c too sweet"]
        assert write_lines(book, home, lines, TOMORROW).written == 1
        (complaint,) = book.complaints.of_customer(people[1])
        assert complaint.words == "too sweet"
        assert write_lines(book, home, lines, TOMORROW).known == (1,)
        assert book.complaints.count() == 1

    def test_another_day_to_call_back_moves_the_call_and_does_not_double_it(
        self, book: Book, people: list[int], home: CallList
    ) -> None:
        write(book, home, "1 3 +2")
        write(book, home, "1b 3 +4 after work")
        due_on = [[one.due_on for one in book.follow_ups.of_customer(customer_id)] for customer_id in people]
        assert due_on == [[A_DAY + timedelta(days=days)] for days in (2, 4, 2)]

    def test_another_of_them_may_be_promised_a_call_of_their_own(
        self, book: Book, people: list[int], home: CallList
    ) -> None:
        write(book, home, "1 1 9")
        write(book, home, "1b 1 4 +7")
        (planned,) = (
            one for one in book.follow_ups.of_customer(people[1]) if one.status is FollowUpStatus.OPEN
        )
        assert (planned.planned_on, planned.rule) == (A_DAY + timedelta(days=7), BY_HAND)

    @pytest.mark.parametrize("said", ["4", "too sweet", "!s less sugar"])
    def test_what_one_of_them_said_is_not_written_over(
        self, book: Book, people: list[int], home: CallList, said: str
    ) -> None:
        write(book, home, "1 1 9")
        write(book, home, f"1b 1 {said}")
        before = visit_of(book, people[1])
        for text in ("1b 1 8", "1b 1 quite another word", "1b 1 !s more sugar"):
            with pytest.raises(AlreadyWritten) as known:
                write(book, home, text)
            assert not known.value.as_typed
        assert visit_of(book, people[1]) == before

    def test_a_note_of_the_call_stays_when_words_are_added(
        self, book: Book, people: list[int], home: CallList
    ) -> None:
        write(book, home, "1 1 9")
        with book.edit("Noted"):
            book.visits.update(dataclasses.replace(visit_of(book, people[1]), note="his sister answered"))
        write(book, home, "1b 1 too sweet")
        ben = visit_of(book, people[1])
        assert (ben.words, ben.note) == ("too sweet", "his sister answered")


def test_the_morning_does_not_ask_for_lines_on_which_nobody_is_left(
    book: Book, people: list[int], made: CallList
) -> None:
    write(book, made, "1 1")
    write(book, made, "2 1")
    assert "1 line is missing" in open_lists_line(book.store, TOMORROW)
    with book.edit("Deleted"):
        book.customers.delete(people[2])
    assert open_lists_line(book.store, TOMORROW) == ""
    book.undo()
    assert "1 line is missing" in open_lists_line(book.store, TOMORROW)


def test_a_whole_evening_is_taken_back_and_given_again_and_the_rest_still_written(
    book: Book, people: list[int], made: CallList
) -> None:
    write_lines(book, made, ["1 1 9 +7", "2 2", "3 6"], TOMORROW)
    for _line in (*people, made):
        assert book.undo() is not None
    assert (book.call_lists.count(), book.visits.count()) == (0, 0)
    assert [len(book.customers.card(customer_id).consents) for customer_id in people] == [0, 0, 0]
    for _line in ("the list", "1 1", "2 2"):
        assert book.redo() is not None
    assert write_lines(book, made, ["1 1 9 +7", "2 2"], TOMORROW).known == (1, 2)
    assert write(book, made, "3 1").closed


def test_a_line_written_in_another_window_meanwhile_is_not_written_again(
    book: Book, people: list[int], made: CallList
) -> None:
    here, there = Sheet(book, made, TOMORROW), Sheet(book, made, TOMORROW)
    there.write(there.read("1 1 9"))
    with pytest.raises(AlreadyWritten):
        here.write(here.read("1 1 9"))
    assert len(book.visits.of_customer(people[0])) == 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("L1", "List 1"),
        ("1", "1 · Anna"),
        ("1 2", "1 · Anna · No answer"),
        ("1 1 0 nice", "1 · Anna · Reached · 0 · “nice”"),
        (
            "2 3 +1 !c too loud !s open late",
            "2 · Ben · Call back · Fri 13 Mar 2026 · Complaint: too loud · Suggestion: open late",
        ),
    ],
)
def test_what_is_typed_is_told_as_it_is_understood(book: Book, made: CallList, text: str, words: str) -> None:
    sheet = Sheet(book, made, TOMORROW)
    assert sheet.in_words(sheet.read(text)) == words
