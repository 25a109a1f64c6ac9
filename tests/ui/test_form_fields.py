"""What is typed into the fields of the shop."""

import pytest

from model.card_words import traits_text
from model.days_in_words import show_days
from model.errors import FieldError
from model.purchases import show_quantity
from model.traits import Trait, TraitKind
from ui.forms.fields import parse_days, parse_quantity
from ui.forms.traits_text import read_traits


@pytest.mark.parametrize(
    ("typed", "thousandths"),
    [("1", 1000), ("2x", 2000), ("0.5", 500), (",25", 250), ("１２", 12_000), ("3 ×", 3000), ("0,125", 125)],
)
def test_quantities_are_read(typed: str, thousandths: int) -> None:
    assert parse_quantity(typed) == thousandths
    assert parse_quantity(show_quantity(thousandths)) == thousandths


@pytest.mark.parametrize("typed", ["", "0", "x", "-1", "1.2345", "1e3", "12345678", "nan", "1_0"])
def test_what_is_no_quantity_is_refused(typed: str) -> None:
    with pytest.raises(FieldError):
        parse_quantity(typed)


@pytest.mark.parametrize(
    ("typed", "days"),
    [("90", 90), ("2 weeks", 14), ("3 months", 90), ("2y", 730), ("2年", 730), ("6个月", 180), ("1 d", 1)],
)
def test_spans_are_read(typed: str, days: int) -> None:
    assert parse_days(typed) == days
    assert parse_days(show_days(days)) == days


@pytest.mark.parametrize("typed", ["0", "soon", "-3", "101 years", "1.5"])
def test_what_is_no_span_is_refused(typed: str) -> None:
    with pytest.raises(FieldError):
        parse_days(typed)


def test_traits_that_are_still_named_keep_their_ids() -> None:
    before = [
        Trait(id=1, kind=TraitKind.SIZE, label="shoe", value="38"),
        Trait(id=2, kind=TraitKind.SIZE, value="tall"),
    ]
    assert traits_text(before) == "shoe: 38, tall"
    assert [trait.id for trait in read_traits("tall, shoe: 39", TraitKind.SIZE, before)] == [2, 0]


def test_a_trait_with_a_comma_in_it_is_not_torn_by_looking_at_it() -> None:
    before = [Trait(id=1, kind=TraitKind.LIKES, value="tea, the real one")]
    assert read_traits(traits_text(before), TraitKind.LIKES, before) == before
