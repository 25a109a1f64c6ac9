"""A card as it was on a day: the journal, wound back."""

import dataclasses
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.as_it_was import AsItWas, card_on
from model.book import Book
from model.channels import Channel
from model.complaints import Complaint
from model.customer_phones import Phone
from model.customers import Consent
from model.follow_ups import FollowUp
from model.households import Household
from model.traits import Trait
from tests.makers import A_DAY, FreshBook, add_customer, add_sale, add_visit
from tests.model.test_undo_many import bring

DAY = date(2026, 3, 1)


def was_made_on(book: Book, day: date, hour: int = 12) -> None:
    """Let all edits since the last call have been made on ``day``, at that hour of this PC."""
    moment = datetime.combine(day, time(hour)).astimezone(UTC).isoformat(timespec="milliseconds")
    last = book.store.value("SELECT max(number) FROM edit WHERE what = 'Set the clock'") or 0
    with book.edit("Set the clock"):
        book.store.write("UPDATE edit SET at = :at WHERE number > :last", {"at": moment, "last": last})


def now(book: Book, customer_id: int) -> AsItWas | None:
    """What the book itself says of a customer at this moment."""
    if book.customers.find(customer_id) is None:
        return None
    purchases = book.purchases.of_customer(customer_id)
    return AsItWas(
        card=book.customers.card(customer_id),
        purchases=tuple(purchases),
        lines={one.id: tuple(book.purchase_lines.of(one.id)) for one in purchases},
        complaints=tuple(book.complaints.of_customer(customer_id)),
        visits=tuple(book.visits.of_customer(customer_id)),
        follow_ups=tuple(
            book.follow_ups.all("customer_id = :customer", "planned_on DESC, id DESC", customer=customer_id)
        ),
        wishes=tuple(
            book.wishes.all("customer_id = :customer", "wished_on DESC, id DESC", customer=customer_id)
        ),
        service_uses=tuple(book.service_uses.of_customer(customer_id)),
        gifts=tuple(book.gifts.of_customer(customer_id)),
        class_steps=tuple(book.class_steps.of_customer(customer_id)),
    )


def test_a_card_is_shown_as_it_was_at_the_end_of_the_day(book: Book) -> None:
    was_made_on(book, DAY - timedelta(days=9))
    anna = add_customer(book, "Anna", "07700 900100", city="York")
    was_made_on(book, DAY)
    first = now(book, anna)
    with book.edit("Changed"):
        card = book.customers.card(anna)
        book.customers.save(
            dataclasses.replace(
                card,
                customer=dataclasses.replace(card.customer, city="Leeds"),
                phones=(Phone(number="07700 900999"),),
                household=Household(name="Smith"),
            )
        )
    was_made_on(book, DAY + timedelta(days=2))
    second = now(book, anna)
    assert card_on(book.store, anna, DAY - timedelta(days=1)) is None
    assert card_on(book.store, anna, DAY) == first
    assert card_on(book.store, anna, DAY + timedelta(days=1)) == first
    assert card_on(book.store, anna, DAY + timedelta(days=2)) == second
    assert first is not None
    assert second is not None
    assert (first.card.customer.city, second.card.customer.city) == ("York", "Leeds")


def test_the_day_ends_at_midnight_of_this_pc_or_when_it_is_told(book: Book) -> None:
    anna = add_customer(book, "Anna", city="York")
    was_made_on(book, DAY, 0)
    with book.edit("Changed"):
        book.customers.update(dataclasses.replace(book.customers.get(anna), city="Leeds"))
    was_made_on(book, DAY, 23)
    for until, city in ((None, "Leeds"), (datetime.combine(DAY, time(12)).astimezone(), "York")):
        found = card_on(book.store, anna, DAY, until=until)
        assert found is not None
        assert found.card.customer.city == city


def test_who_was_deleted_since_is_there_with_all_that_belonged_to_them(book: Book) -> None:
    anna = add_customer(book, "Anna", "07700 900100")
    sale = add_sale(book, anna, A_DAY, 100, 250, cost=40)
    add_visit(book, anna, words="Lovely")
    was_made_on(book, DAY)
    was = now(book, anna)
    with book.edit("Took a line out"):
        book.purchases.save(sale, book.purchase_lines.of(sale.id)[1:])
    with book.edit("Deleted"):
        book.customers.delete(anna)
    was_made_on(book, DAY + timedelta(days=1))
    found = card_on(book.store, anna, DAY)
    assert found == was
    assert found is not None
    assert found.purchases[0].amount_cents == 350
    assert card_on(book.store, anna, DAY + timedelta(days=1)) is None


def test_an_import_counts_from_the_day_on_which_it_came_in(book: Book, tmp_path: Path) -> None:
    anna = add_customer(book, "Anna")
    was_made_on(book, DAY)
    before = now(book, anna)
    bring(
        book,
        tmp_path,
        "Receipt,Date,Customer,Product,Amount\n1,2020-03-01,Anna,Tea,1\n2,2020-03-01,Bo,Cup,2\n",
    )
    was_made_on(book, DAY + timedelta(days=2))
    after = now(book, anna)
    bo = book.customers.all("name = 'Bo'")[0].id
    with book.edit("Changed what came in"):
        book.customers.update(dataclasses.replace(book.customers.get(bo), city="York"))
    was_made_on(book, DAY + timedelta(days=4))
    assert card_on(book.store, anna, DAY + timedelta(days=1)) == before
    assert card_on(book.store, anna, DAY + timedelta(days=2)) == after
    assert card_on(book.store, bo, DAY + timedelta(days=1)) is None
    found = card_on(book.store, bo, DAY + timedelta(days=3))
    assert found is not None
    assert found.card.customer.city == ""


@pytest.mark.parametrize("wrong", [date(2000, 1, 1), date(2031, 1, 1)])
def test_a_clock_that_was_wrong_for_a_while_moves_no_other_day(book: Book, wrong: date) -> None:
    """The edit of a day on which the clock was wrong counts as made between those around it."""
    anna = add_customer(book, "Anna", city="City 0")
    was_made_on(book, DAY)
    for n in range(1, 7):
        with book.edit("Changed"):
            book.customers.update(dataclasses.replace(book.customers.get(anna), city=f"City {n}"))
        was_made_on(book, wrong if n == 3 else DAY + timedelta(days=n))
    for n in (1, 2, 4, 5, 6):
        found = card_on(book.store, anna, DAY + timedelta(days=n))
        assert found is not None
        assert found.card.customer.city in ({f"City {n}", "City 3"} if n == 2 else {f"City {n}"})


def test_what_came_with_a_join_counts_from_the_join(book: Book) -> None:
    anna = add_customer(book, "Anna", city="York")
    was_made_on(book, DAY)
    with book.edit("Made on another copy, long ago"):
        book.customers.update(dataclasses.replace(book.customers.get(anna), city="Leeds"))
    was_made_on(book, DAY - timedelta(days=30))
    brought = book.store.column("SELECT id FROM edit ORDER BY number DESC LIMIT 2")
    with book.edit("Joined"):
        for one in brought:
            book.store.write(
                "UPDATE edit SET came_with = :own WHERE id = :id", {"own": book.store.edit_id, "id": one}
            )
    was_made_on(book, DAY + timedelta(days=3))
    for days, city in ((0, "York"), (2, "York"), (3, "Leeds")):
        found = card_on(book.store, anna, DAY + timedelta(days=days))
        assert found is not None
        assert found.card.customer.city == city


def test_a_column_that_the_journal_did_not_know_yet_has_its_default(book: Book) -> None:
    anna = add_customer(book, "Anna", city="York")
    was_made_on(book, DAY)
    with book.edit("Deleted"):
        book.customers.delete(anna)
    was_made_on(book, DAY + timedelta(days=1))
    with book.edit("As it was before there were cities"):
        book.store.write(
            "UPDATE journal SET old = json_remove(old, '$.city') WHERE table_name = 'customer'", {}
        )
    found = card_on(book.store, anna, DAY)
    assert found is not None
    assert (found.card.customer.name, found.card.customer.city) == ("Anna", "")


STEPS = [
    "rename",
    "phones",
    "traits",
    "sell",
    "change sale",
    "give sale away",
    "delete sale",
    "visit",
    "delete visit",
]
STEPS += [
    "complain",
    "plan",
    "consent",
    "delete",
    "sell to Bo",
    "household",
    "rename household",
    "undo",
    "redo",
]


@settings(max_examples=15)
@given(st.lists(st.sampled_from(STEPS), min_size=1, max_size=14))
def test_every_day_is_shown_as_it_was(fresh_book: FreshBook, steps: list[str]) -> None:
    with fresh_book() as book:
        was_made_on(book, DAY - timedelta(days=1))
        anna, bo = add_customer(book, "Anna", "07700 900100"), add_customer(book, "Bo")
        was: list[AsItWas | None] = []
        for n, step in enumerate(steps):
            take(book, step, anna if book.customers.find(anna) else 0, bo, n)
            was_made_on(book, DAY + timedelta(days=n))
            was.append(now(book, anna))
        assert [card_on(book.store, anna, DAY + timedelta(days=n)) for n in range(len(steps))] == was


def take(book: Book, step: str, anna: int, bo: int, n: int) -> None:
    """One thing that a person does, as far as there is something to do it with."""
    if step == "undo":
        book.undo()  # What sets the clock has nothing in it to take back.
        return
    if not anna or book.customers.find(bo) is None:  # Undo went that far.
        return
    customer = book.customers.card(anna)
    sales = book.purchases.of_customer(anna)
    with book.edit("Did {step}", step=step):
        if step == "rename":
            book.customers.update(dataclasses.replace(customer.customer, name=f"Anna {n}", city=f"City {n}"))
        elif step == "phones":
            phones = (*customer.phones[1:], Phone(number=f"07700 90{n:04}"))
            book.customers.save(dataclasses.replace(customer, phones=phones))
        elif step == "traits":
            book.customers.save(
                dataclasses.replace(customer, traits=(Trait(value=f"tea {n}"), *customer.traits[:1]))
            )
        elif step == "consent":
            consents = () if customer.consents else (Consent(channel=Channel.EMAIL, allowed=bool(n % 2)),)
            book.customers.save(dataclasses.replace(customer, consents=consents))
        elif step == "household":
            book.customers.save(dataclasses.replace(customer, household=Household(name=f"Smith {n % 2}")))
        elif step == "rename household" and customer.household:
            book.households.update(dataclasses.replace(customer.household, name=f"Jones {n}"))
        elif step == "sell":
            add_sale(book, anna, A_DAY, 100 + n, 50, cost=n)
        elif step == "change sale" and sales:
            lines = book.purchase_lines.of(sales[0].id)
            kept = [dataclasses.replace(line, amount_cents=line.amount_cents + n) for line in lines[-1:]]
            book.purchases.save(dataclasses.replace(sales[0], note=f"note {n}"), kept)
        elif step == "give sale away" and sales:
            book.purchases.update(dataclasses.replace(sales[0], customer_id=bo))
        elif step == "delete sale" and sales:
            book.purchases.delete(sales[0].id)
        elif step == "visit":
            add_visit(book, anna, words=f"words {n}")
        elif step == "delete visit" and (visits := book.visits.of_customer(anna)):
            book.visits.delete(visits[0].id)
        elif step == "complain":
            book.complaints.insert(Complaint(customer_id=anna, said_on=A_DAY, words=f"words {n}"))
        elif step == "plan":
            book.follow_ups.insert(FollowUp(customer_id=anna, planned_on=A_DAY))
        elif step == "sell to Bo":
            add_sale(book, bo)
        elif step == "delete":
            book.customers.delete(anna)
