"""Yearly days of a customer beside the birthday: a wedding, a name day, the day a business was founded."""

from typing import ClassVar

from model.table import Record, Table
from model.yearly_days import YearlyDay


class CustomerDay(Record):
    """One of them: ``label`` says what is celebrated. As a birthday it may lack its year, and be lunar."""

    customer_id: int = 0
    label: str
    year: int | None = None
    month: int
    day: int
    lunar: bool = False
    leap_month: bool = False
    position: int = 0

    @property
    def yearly_day(self) -> YearlyDay:
        """When it is kept."""
        return YearlyDay(self.month, self.day, self.year, self.lunar, self.leap_month)


class CustomerDays(Table[CustomerDay]):
    """The yearly days of all customers."""

    name: ClassVar[str] = "customer_day"
    record = CustomerDay

    def of_customer(self, customer_id: int) -> list[CustomerDay]:
        """A customer's yearly days, in the order of the card."""
        return self.all("customer_id = :customer", "position, id", customer=customer_id)
