"""Answers to *would you come back?*: a mean only of enough, an interval that is right about as often as it says."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.looking_back.scores import INTERVAL_FROM, MEAN_FROM, Scores, student_t


@given(st.lists(st.integers(0, 10), max_size=40))
def test_few_answers_have_no_mean_and_many_have_an_honest_one(answers: list[int]) -> None:
    scores = Scores.of(answers)
    assert scores.answers == len(answers)
    assert (scores.mean is None) == (len(answers) < MEAN_FROM)
    assert (scores.interval is None) == (len(answers) < INTERVAL_FROM)
    if scores.mean is not None:
        assert scores.mean == pytest.approx(sum(answers) / len(answers))
    if scores.interval is not None and scores.mean is not None:
        low, high = scores.interval
        assert 0 <= low <= scores.mean <= high <= 10


@pytest.mark.parametrize(
    ("freedom", "known"), [(4, 2.776), (9, 2.262), (14, 2.145), (30, 2.042), (100, 1.984), (10_000, 1.960)]
)
def test_students_distribution_is_that_of_the_tables(freedom: int, known: float) -> None:
    assert student_t(freedom) == pytest.approx(known, abs=0.003)


def test_ten_who_all_say_ten_prove_nothing_about_the_next() -> None:
    interval = Scores.of([10] * 10).interval
    assert interval is not None
    assert interval[0] < 9.5
    assert interval[1] == 10


@pytest.mark.parametrize(
    "weights", [[1] * 11, [0, 0, 0, 1, 1, 2, 3, 5, 9, 12, 10], [2, 0, 0, 0, 0, 1, 0, 2, 4, 6, 8]]
)
def test_the_interval_holds_the_true_mean_about_as_often_as_it_says(weights: list[int]) -> None:
    chance = random.Random(3)
    truth = sum(answer * weight for answer, weight in enumerate(weights)) / sum(weights)
    held = 0
    for _time in range(600):
        interval = Scores.of(chance.choices(range(11), weights, k=20)).interval
        assert interval is not None
        held += interval[0] <= truth <= interval[1]
    assert held / 600 > 0.88
