"""Ids: they never collide, they rise, and they fit where they must."""

import threading
import time

import pytest

from model import ids


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
