"""The card tells what a customer is worth, of what it is made, in which class that puts them, and why."""

from datetime import timedelta

from pytestqt.qtbot import QtBot

from model.book import Book
from model.customer_class import CustomerClass
from model.days_in_words import format_day
from model.gifts import Gift, GiftKind
from model.households import Household
from tests.makers import A_DAY, add_customer, add_sale
from ui.context import Context
from ui.customers.page import CustomersPage
from ui.widgets.badge import Badge


def opened(qtbot: QtBot, context: Context, customer: int) -> CustomersPage:
    """The page on this customer, the tab Worth in front, everything reckoned."""
    page = CustomersPage(context)
    qtbot.addWidget(page)
    page.resize(1300, 900)
    page.show()
    page.refresh()
    page.open_customer(customer)
    page.card.tabs.setCurrentWidget(page.card.worth)
    with qtbot.waitSignal(context.appraising.ready):
        context.appraising.wanted()
    return page


def comes(book: Book, customer: int, days: int = 30, times: int = 6) -> None:
    for time in range(times):
        add_sale(book, customer, A_DAY - timedelta(days=days * time + 20), 10_000, cost=6_000)


def test_every_part_of_both_values_is_on_the_card(qtbot: QtBot, context: Context, book: Book) -> None:
    anna = add_customer(book, stars=2, need_cents=200_000, share_aim_percent=50)
    comes(book, anna)
    with book.edit("Gave something"):
        book.gifts.insert(Gift(customer_id=anna, kind=GiftKind.GIFT, given_on=A_DAY, cost_cents=1_250))
    page = opened(qtbot, context, anna)
    words = page.card.worth.words()
    assert "Profit bought for €600.00 €240.00" in words
    assert "Gifts -€12.50" in words
    assert "Brings in 12 months €227.50" in words
    assert any(said.startswith("From their own history about ") for said in words)
    assert any(
        said.startswith("How promising 2 stars: 50% of it, or of a usual customer €") for said in words
    )
    assert any(said.startswith("May bring in the coming 12 months roughly between €") for said in words)
    assert "Comes every 30 days, today is day 20" in words
    assert any(said.startswith("Needs €2,000 a year, and bought for €600 of it here: 30%.") for said in words)
    assert any("only roughly known" in said for said in words)
    named = page.card.worth.figures.words()
    assert named[1] == "Brings: €228, in 12 months"
    assert named[3].startswith("Still a customer: Still comes, about ")


def test_the_class_stands_there_with_why_and_what_would_lift_them(
    qtbot: QtBot, context: Context, book: Book
) -> None:
    anna, ben = add_customer(book), add_customer(book, "Ben Brown")
    comes(book, anna)
    comes(book, ben, days=100, times=2)
    page = opened(qtbot, context, ben)
    latest = context.appraising.latest
    assert latest is not None
    label = latest.classification.class_of(ben).label
    assert page.card.worth.words()[0] == label
    assert page.card.worth.figures.words()[0] == f"Class: {label}"
    assert page.card.worth.words()[1].startswith("Brought €")


def test_a_class_by_hand_is_told_with_its_end_and_its_reason_until_it_ended(
    qtbot: QtBot, context: Context, book: Book
) -> None:
    tomorrow = A_DAY + timedelta(days=1)
    told = f"Platinum, until {format_day(tomorrow)} (brings half the street)"
    given = {"class_by_hand": CustomerClass.PLATINUM, "class_reason": "brings half the street"}
    anna = add_customer(book, class_until=tomorrow, **given)
    ben = add_customer(book, "Ben Brown", class_until=A_DAY - timedelta(days=1), **given)
    comes(book, anna)
    comes(book, ben)
    page = opened(qtbot, context, anna)
    assert told in page.card.worth.words()
    assert len({badge.tone for badge in page.findChildren(Badge) if badge.text() == "Platinum"}) == 1
    page.open_customer(ben)
    assert not any("brings half the street" in said for said in page.card.worth.words())


def test_a_household_and_those_brought_stand_beside_the_customer_s_own_value(
    qtbot: QtBot, context: Context, book: Book
) -> None:
    anna = add_customer(book, "Anna")
    for name in ("Ben", "Cora"):
        comes(book, add_customer(book, name, introduced_by_id=anna), times=2)
    dan = add_customer(book, "Dan")
    comes(book, dan, times=3)
    with book.edit("Changed customers"):
        for customer in (anna, dan):
            card = book.customers.card(customer)
            book.customers.save(card.__class__(card.customer, household=Household(name="Smiths")))
    words = opened(qtbot, context, anna).card.worth.words()
    assert any(
        said.startswith("Brought 2 customers who bought: is treated as gold at least") for said in words
    )
    assert any(said.startswith("Smiths: 2 people bring €120 together") for said in words)
    assert any(said.startswith("All of them, each counted once, bring €280, and") for said in words)
    assert any(said.startswith("Brought 2 customers: they bring €160, and may bring €") for said in words)


def test_a_sale_shows_at_once_in_the_worth_of_who_bought(qtbot: QtBot, context: Context, book: Book) -> None:
    anna = add_customer(book)
    comes(book, anna)
    page = opened(qtbot, context, anna)
    before = context.appraising.latest
    add_sale(book, anna, A_DAY, 5_000, cost=1_000)
    page.card.show_customer(anna)
    assert "Brings in 12 months €280.00" in page.card.worth.words()
    assert context.appraising.latest is before
    # And a little later everybody is reckoned again, for whoever looks at the card.
    with qtbot.waitSignal(context.appraising.ready):
        pass
    assert context.appraising.is_fresh


def test_until_it_is_reckoned_the_card_waits_and_says_so(qtbot: QtBot, context: Context, book: Book) -> None:
    anna = add_customer(book)
    page = CustomersPage(context)
    qtbot.addWidget(page)
    page.show()
    page.refresh()
    page.open_customer(anna)
    page.card.tabs.setCurrentWidget(page.card.worth)
    assert page.card.worth.words() == ["Reckoning…"]
    assert page.card.worth.figures.words()[0] == "Class: …"
    qtbot.waitUntil(lambda: page.card.worth.words() != ["Reckoning…"])
    assert page.card.worth.words()[0] == "Inactive"
