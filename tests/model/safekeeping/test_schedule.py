"""When a backup is made by itself; a clock that was wrong stops nothing for ever."""

from datetime import UTC, datetime, timedelta

from model.safekeeping.places import Place
from model.safekeeping.schedule import due_at_closing, due_today, may_try, trial_is_due
from model.safekeeping.standing import Proof

NOW = datetime(2026, 3, 12, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def proof(age: timedelta) -> Proof:
    return Proof(NOW - age, "Tea.regulars-backup", "/media/stick", "g" * 32, 1, same_disk=False)


def test_each_day_gets_its_backup() -> None:
    assert due_today({Place.FOLDER: proof(DAY)}, {Place.FOLDER: 3}, NOW) == [Place.FOLDER]
    assert due_today({Place.FOLDER: proof(timedelta(minutes=5))}, {Place.FOLDER: 3}, NOW) == []


def test_a_day_without_a_change_needs_none() -> None:
    assert due_today({Place.FOLDER: proof(9 * DAY)}, {Place.FOLDER: 0}, NOW) == []


def test_a_place_without_a_backup_gets_one_at_once() -> None:
    assert due_today({Place.FOLDER: None}, {}, NOW) == [Place.FOLDER]


def test_a_stick_plugged_in_later_gets_the_backup_that_the_folder_has_already() -> None:
    places = {Place.FOLDER: proof(timedelta(minutes=5)), Place.STICK: proof(DAY)}
    assert due_today(places, {Place.FOLDER: 0, Place.STICK: 3}, NOW) == [Place.STICK]


def test_another_copy_in_the_place_of_the_book_is_backed_up_the_next_day() -> None:
    assert due_today({Place.FOLDER: proof(DAY)}, {Place.FOLDER: None}, NOW) == [Place.FOLDER]


def test_a_clock_set_back_by_a_year_does_not_stop_the_daily_one() -> None:
    from_the_future = proof(-365 * DAY)
    assert due_today({Place.FOLDER: from_the_future}, {Place.FOLDER: 3}, NOW) == [Place.FOLDER]


def test_closing_makes_one_only_if_something_was_changed() -> None:
    places = {Place.FOLDER: proof(DAY), Place.STICK: proof(DAY)}
    assert due_at_closing(places, {Place.FOLDER: 0, Place.STICK: 2}) == [Place.STICK]
    assert due_at_closing(places, {Place.FOLDER: 0, Place.STICK: 0}) == []
    assert due_at_closing({Place.FOLDER: None}, {}) == [Place.FOLDER]


def test_what_failed_is_not_tried_every_minute() -> None:
    assert may_try(None, NOW)
    assert not may_try(NOW - timedelta(minutes=20), NOW)
    assert may_try(NOW - timedelta(minutes=61), NOW)
    assert may_try(NOW + 365 * DAY, NOW)  # the clock was ahead then


def test_a_backup_is_tried_out_each_month() -> None:
    assert trial_is_due(None, NOW)
    assert not trial_is_due(NOW - 12 * DAY, NOW)
    assert trial_is_due(NOW - 31 * DAY, NOW)
    assert trial_is_due(NOW + 365 * DAY, NOW)
