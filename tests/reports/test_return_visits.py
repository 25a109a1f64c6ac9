"""The return-visit summary counts, quotes and compares, and does not make more of few people than there is."""

from datetime import date
from io import BytesIO

from reports import return_visits
from reports.charts import whole_ticks
from reports.return_visits import BoughtAgain, Facts, Stretch, Tally, Words
from tests.reports.printed import DAY, SHOP, text

FIRST, LAST = date(2026, 1, 1), date(2026, 3, 31)


def printed(facts: Facts) -> str:
    target = BytesIO()
    return_visits.write(facts, target)
    return text(target.getvalue())


def some(**more: object) -> Facts:
    return Facts(SHOP, FIRST, LAST, DAY, planned=40, done=30, reached=24, **more)  # type: ignore[arg-type]


def test_the_figures_of_the_period_stand_first() -> None:
    shown = printed(some(satisfaction=8.34, answers=20))
    for words in ["Return visits", "1 Jan 2026 – 31 Mar 2026", "40", "30", "24", "80% of those done"]:
        assert words in shown
    assert "8.3 of 10" in shown
    assert "20 answers" in shown


def test_a_mean_of_nothing_is_not_a_number() -> None:
    assert "of 10\n" not in printed(some())


def test_few_people_get_no_percentage() -> None:
    shown = printed(some(bought_again=BoughtAgain(reached=12, again=5, too_early=3)))
    assert "Of 12 customers reached, 5 bought again within 60 days." in shown
    assert "42%" not in shown
    assert "little" in shown
    assert "3 more were reached less than 60 days ago" in shown


def test_enough_people_get_one() -> None:
    shown = printed(some(bought_again=BoughtAgain(reached=200, again=90)))
    assert "Of 200 customers reached, 90 bought again within 60 days: 45%." in shown


def test_nobody_reached_long_enough_ago_is_said_so() -> None:
    assert "long enough ago" in printed(some(bought_again=BoughtAgain(0, 0, too_early=4)))


def test_the_least_happy_are_read_first() -> None:
    quotes = (
        Words("Anna", DAY, "Lovely.", 10),
        Words("Bert", DAY, "Never again.", 1),
        Words("Carl", DAY, "Hm."),
        Words("Dora", DAY, "Slow.", 4),
    )
    shown = printed(some(quotes=quotes))
    places = [shown.index(name) for name in ["Bert", "Dora", "Anna", "Carl"]]
    assert places == sorted(places)


def test_tables_and_chart_name_everybody() -> None:
    shown = printed(
        some(
            stretches=(Stretch(date(2026, 1, 1), 12, 9), Stretch(date(2026, 2, 1), 18, 15)),
            by_staff=(Tally("张伟", 12, 9, 8.5, 8), Tally("Mary", 18, 15)),
            by_kind=(Tally("After a sale", 30, 24, 7.25, 4),),
            by_channel=(Tally("Letter", 3, 0),),
            suggestions=(Words("Peter", DAY, "Open on Saturdays."),),
        )
    )
    for words in ["Jan 2026", "Feb", "9 / 12", "张伟", "8.5", "Mary", "After a sale", "Letter"]:
        assert words in shown
    assert "“Open on Saturdays.”" in shown


def test_a_table_longer_than_a_page_is_printed_all_the_same() -> None:
    many = tuple(Tally(f"Reason-{n:03}", n, n) for n in range(200))
    shown = printed(some(by_staff=(Tally("Mary", 1, 1),), by_kind=many))
    assert all(f"Reason-{n:03}" in shown for n in range(200))


def test_no_visits_is_one_kind_sentence() -> None:
    assert "No return visits in this period." in printed(Facts(SHOP, FIRST, LAST, DAY))


def test_the_ticks_of_an_axis_are_round_and_reach_the_top() -> None:
    for highest in [0, 1, 2, 3, 6, 7, 12, 13, 51, 60, 61, 999, 1000, 123_456]:
        ticks = whole_ticks(highest)
        assert ticks[0] == 0
        assert ticks[-1] >= highest
        assert 2 <= len(ticks) <= 8
        assert str(ticks[1]).rstrip("0") in {"1", "2", "5"}
