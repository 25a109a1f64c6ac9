"""Making a practice book: open the shop, invite the customers, live three years, plan the coming days."""

from datetime import date, timedelta
from pathlib import Path

from model.book import Book
from model.channels import Channel
from model.follow_ups import FollowUp
from model.practice.chance import Chance
from model.practice.extras import Extras
from model.practice.giving import Giving
from model.practice.material import Material
from model.practice.opening import Team, calendar_of, fill_shelves, holidays_of, shop_of
from model.practice.people import People
from model.practice.years import Years
from model.statistics import Progress
from resources import i18n

_REVIEWS = 3


def make_practice_book(
    path: Path, language: str, today: date, progress: Progress = lambda _done, _all: None
) -> None:
    """A new book at ``path`` of a believable optician's shop, its last sales made on the morning of ``today``.

    ``language`` is a code of ``i18n.LANGUAGES``: the shop's own, of its people and of what they say. Equal days give
    equal books, but for ids and moments. ``BookError`` if there is something at ``path`` already; a book that could
    not be finished is not left there.
    """
    material = Material(language)
    with i18n.language(language):
        shop = shop_of(material, language)
        Book.create(path, shop, fill=lambda book: _fill(book, material, today, progress)).close()


def _fill(book: Book, material: Material, today: date, progress: Progress) -> None:
    chance = Chance(f"practice {book.shop.language} {today}")
    holidays = holidays_of(material, today)
    for holiday in holidays:
        book.holidays.insert(holiday)
    team = Team(book, material, today)
    products = fill_shelves(book, material)
    shoppers = People(book, material, chance, today).all()
    calendar = calendar_of(material, holidays)
    extras = Extras(book, material, chance, products, shoppers, today)
    extras.before_the_years()
    Years(book, material, chance, calendar, team, products, shoppers, today, extras).live(progress)
    ids = {shopper.name: shopper.customer_id for shopper in reversed(shoppers)}
    Giving(book, material, team, ids, today).write_down()
    _review_classes(book, today)
    _plan_by_hand(book, material, ids, team.on(today)[0], today)


def _review_classes(book: Book, today: date) -> None:
    """On the first of each month the owner looked at everybody; this month's look is left to whoever practises."""
    from model.classes.reviewing import review  # Only now: what reckons values takes long to load.

    month = today.replace(day=1)
    firsts = [month]
    while len(firsts) <= _REVIEWS:
        firsts.append((firsts[-1] - timedelta(days=1)).replace(day=1))
    for day in reversed(firsts[1:]):
        review(book, day)


def _plan_by_hand(book: Book, material: Material, ids: dict[str, int], staff_id: int, today: date) -> None:
    """What was noted down for the days around ``today``, promises among it."""
    for written in material.follow_ups:
        book.follow_ups.insert(
            FollowUp(
                customer_id=ids[written["customer"]],
                channel=Channel(written.get("channel", "phone")),
                promise=written.get("promise", False),
                reason=written["reason"],
                planned_on=today + timedelta(days=written["in_days"]),
                staff_id=staff_id,
            )
        )
