"""Who is erased may still be named in words about others."""

from model.book import Book
from model.customers import Customer, CustomerCard
from model.households import Household
from model.safekeeping.mentions import mentions
from model.traits import Trait
from tests.makers import A_DAY, add_customer, add_sale, add_visit


def test_words_about_others_that_hold_the_name_are_found_and_ones_own_are_not(book: Book) -> None:
    an = add_customer(book, "An Zyx", note="An Zyx herself")
    add_sale(book, an, A_DAY, text="For An Zyx")
    with book.edit("Made"):
        otto = book.customers.save(
            CustomerCard(
                Customer(name="Otto", note="Brother of An Zyx, and of Jan Zyxen"),
                traits=(Trait(value="hats"),),
                household=Household(name="An Zyx & Otto"),
            )
        ).customer.id
    add_customer(book, "An Zyx")  # somebody else who is called so
    bo = add_customer(book, "Bo", note="Knows Susan Zyx")
    visit = add_visit(book, bo, words="Sent by An Zyx.")
    add_sale(book, None, A_DAY, text="Fetched by An Zyx")
    found = mentions(book.store, an)
    assert [(one.title, one.label, one.customer_id) for one in found] == [
        ("Household An Zyx & Otto", "Name", None),
        ("Customer Otto", "Note", otto),
        ("Line “Fetched by An Zyx”", "Words", None),
        ("Contact of 12 Mar 2026 with Bo", "Words of the customer", bo),
    ]
    assert found[-1].row_id == visit.id
    assert len(mentions(book.store, an, limit=2)) == 2


def test_a_name_of_a_single_letter_is_not_looked_for(book: Book) -> None:
    x = add_customer(book, "X")
    add_customer(book, "Otto", note="X marks the spot")
    assert mentions(book.store, x) == []
