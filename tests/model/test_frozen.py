"""What a record promises to whoever makes, changes, compares or prints one."""

import dataclasses

import pytest

from model.households import Household
from model.traits import Trait
from model.yearly_days import YearlyDay

SHOE = Trait(label="shoe", value="38")


def test_fields_left_out_are_as_the_class_says() -> None:
    assert (SHOE.id, SHOE.customer_id, SHOE.label, SHOE.value) == (0, 0, "shoe", "38")


@pytest.mark.parametrize("wrong", [{}, {"value": "38", "colour": "red"}, {"colour": "red"}])
def test_no_field_may_be_missing_or_unknown(wrong: dict[str, str]) -> None:
    with pytest.raises(TypeError, match=r"Trait .* (value|colour)"):
        Trait(**wrong)  # type: ignore[arg-type]


def test_a_record_never_changes() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        SHOE.value = "39"  # type: ignore[misc]
    with pytest.raises(dataclasses.FrozenInstanceError):
        del SHOE.value
    assert dataclasses.replace(SHOE, value="39").value == "39"
    assert SHOE.value == "38"


def test_records_of_one_kind_are_equal_when_their_fields_are() -> None:
    again = dataclasses.replace(dataclasses.replace(SHOE, value="39"), value="38")
    assert again == SHOE
    assert {again, SHOE} == {SHOE}
    assert dataclasses.replace(SHOE, label="ring") != SHOE
    assert Household(name="Li") != SHOE


def test_a_record_is_printed_as_it_is_made() -> None:
    assert repr(Household(id=7, name="Li")) == "Household(id=7, name='Li')"


def test_what_is_plain_is_made_as_any_frozen_dataclass() -> None:
    assert YearlyDay(3, 8) == YearlyDay(month=3, day=8) != YearlyDay(8, 3)
    with pytest.raises(TypeError, match="cannot be without day"):
        YearlyDay(3)  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="no more than"):
        YearlyDay(*range(9))
