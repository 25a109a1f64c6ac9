"""The reviews of the classes, and the steps that customers made in them."""

from datetime import date
from typing import ClassVar

from model.customer_class import CustomerClass
from model.table import Record, Table


class ClassReview(Record):
    """One look at everybody by the lines ``class_lines_id``. ``figures`` is JSON of what stood in each class then."""

    reviewed_on: date
    class_lines_id: int | None = None
    figures: str = ""
    note: str = ""


class ClassReviews(Table[ClassReview]):
    """All reviews."""

    name: ClassVar[str] = "class_review"
    record = ClassReview

    def last(self, day: date) -> ClassReview | None:
        """The latest review up to ``day``."""
        found = self.all("reviewed_on <= :day", "reviewed_on DESC, id DESC LIMIT 1", day=day.isoformat())
        return found[0] if found else None


class ClassStep(Record):
    """One customer moved, or was classed for the first time (``from_class`` is then ``NONE``). ``parts`` is JSON of
    what the two values were made of, then and at the review before."""

    class_review_id: int
    customer_id: int
    moved_on: date
    from_class: CustomerClass = CustomerClass.NONE
    to_class: CustomerClass
    current_cents: int
    potential_cents: int
    parts: str = ""


class ClassSteps(Table[ClassStep]):
    """The steps of all customers: the latest up to a day is the class that a customer is held in on that day."""

    name: ClassVar[str] = "class_step"
    record = ClassStep

    def of_customer(self, customer_id: int) -> list[ClassStep]:
        """One customer's steps, the latest first."""
        return self.all("customer_id = :customer", "moved_on DESC, id DESC", customer=customer_id)
