"""How each class of customers is treated, beside the rules that plan its visits."""

from typing import ClassVar

from model.customer_class import CustomerClass
from model.table import Record, Table


class ClassTreatment(Record):
    """``greeting`` is how they are welcomed, ``words`` what they are given that others are not: the program's own words
    where these are empty. ``priority``, 0 to 100: who goes first where there is no room for all."""

    customer_class: CustomerClass
    greeting: str = ""
    words: str = ""
    priority: int = 50


class ClassTreatments(Table[ClassTreatment]):
    """One of each class."""

    name: ClassVar[str] = "class_treatment"
    record = ClassTreatment
