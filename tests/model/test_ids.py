"""Ids: they never collide, they rise, and they fit where they must."""

import threading
import time
from datetime import datetime

import pytest

from model import ids
from model.book import Book
from tests.makers import add_customer


def test_ids_are_positive_and_fit_into_63_bits_until_2089() -> None:
    assert 0 < ids.new_id() < 2**63
    last_day = int((time.mktime((2089, 1, 1, 0, 0, 0, 0, 0, 0)) - 1_577_836_800) * 1000)
    assert (last_day << 22) + 2**22 < 2**63


def test_ids_rise_within_a_session_also_when_the_clock_is_set_back(monkeypatch: pytest.MonkeyPatch) -> None:
    before = ids.new_id()
    monkeypatch.setattr(time, "time_ns", lambda: 0)
    many = [ids.new_id() for _ in range(1000)]
    assert many == sorted(set(many))
    assert many[0] > before


def test_new_rows_come_behind_those_of_the_book_also_on_a_pc_whose_clock_is_behind(
    book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ids, "_last", 0)
    first = add_customer(book)
    for clock in ("1970-01-01", "2021-06-01"):
        monkeypatch.setattr(ids, "_last", 0)  # the program is started again
        monkeypatch.setattr(
            time, "time_ns", lambda clock=clock: int(datetime.fromisoformat(clock).timestamp() * 1e9)
        )
        with book.again() as morning:
            second = add_customer(morning)
        assert second > first
        first = second


def test_copies_on_two_pcs_with_dead_clocks_differ(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    used = add_customer(book)
    monkeypatch.setattr(time, "time_ns", lambda: 0)
    taken = []
    for _pc in range(20):
        monkeypatch.setattr(ids, "_last", 0)
        ids.rise_above(used)
        taken += [ids.new_id() for _ in range(500)]
    assert len(set(taken)) == len(taken)


def test_an_absurd_id_does_not_use_up_all_that_are_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ids, "_last", 0)
    ids.rise_above(2**63 - 1)
    assert ids.new_id() < 2**62


def test_threads_never_get_the_same_id() -> None:
    taken: list[int] = []

    def take() -> None:
        taken.extend(ids.new_id() for _ in range(2000))

    threads = [threading.Thread(target=take) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(taken)) == 8000


def test_a_million_ids_come_at_once_and_later_ones_lie_behind_them() -> None:
    block = ids.take(1_000_000)
    assert len(block) == 1_000_000
    assert ids.new_id() > block[-1]


def test_two_pcs_in_the_same_millisecond_differ(monkeypatch: pytest.MonkeyPatch) -> None:
    now = time.time_ns()
    monkeypatch.setattr(time, "time_ns", lambda: now)
    firsts = set()
    for _ in range(200):
        monkeypatch.setattr(ids, "_last", 0)  # another PC
        firsts.add(ids.new_id())
    assert len(firsts) == 200
