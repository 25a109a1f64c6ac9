"""An import, decided but not done: what would come into the book, column by column where there is much of it."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field

from model.importing.customer_facts import CustomerFacts
from model.importing.fields import Kind
from model.importing.refusals import Refusals
from resources.i18n import _, ngettext

UNKNOWN = -(1 << 62)
"""An amount that the file does not say, where an array can hold no ``None``."""


@dataclass
class Counts:
    """What an import does, in numbers."""

    rows: int = 0
    rows_refused: int = 0
    customers_new: int = 0
    customers_filled: int = 0
    customers_unchanged: int = 0
    cells_kept: int = 0
    """Cells that say something else than the book, which was kept."""
    products_new: int = 0
    staff_new: int = 0
    purchases_new: int = 0
    returns_new: int = 0
    """Those of the new purchases that are goods brought back."""
    lines_new: int = 0
    purchases_doubled: int = 0
    """Purchases that the book has already."""
    doubles_differing: int = 0
    """Those of them whose sum is another one in the book, which was kept."""
    amounts_rounded: int = 0
    texts_cleaned: int = 0

    @property
    def write_something(self) -> bool:
        """Whether the book will be another one afterwards."""
        return any(
            (
                self.customers_new,
                self.customers_filled,
                self.products_new,
                self.staff_new,
                self.purchases_new,
            )
        )


@dataclass
class NewCustomer:
    """Somebody whom the file brings; ``wanted`` once a row that is not refused needs them."""

    facts: CustomerFacts
    row: int
    wanted: bool = False


@dataclass
class Filling:
    """What a customer of the book gets from the file: only what is new."""

    customer_id: int
    facts: CustomerFacts


@dataclass
class NewProduct:
    """A product that the file names for the first time."""

    code: str
    name: str
    category: str
    sub_category: str
    name_key: str
    wanted: bool = False


@dataclass
class NewStaff:
    """Somebody of the staff whom the file names for the first time."""

    name: str
    wanted: bool = False


class PlannedPurchases:
    """Purchases and their lines in columns: as objects, a million of them would fill the memory.

    Customers, products and staff are ids of the book, or ``-(n + 1)`` for the ``n``-th new one of the plan, or 0 for
    none.
    """

    def __init__(self) -> None:
        self.customer = array("q")
        self.bought_on: list[str] = []
        self.bought_at: list[str | None] = []
        self.receipt_number: list[str] = []
        self.staff = array("q")
        self.note: list[str] = []
        self.lines = array("l")
        self.amount = array("q")
        self.cost = array("q")
        self.profit = array("q")
        self.is_sale = bytearray()
        """Whether something in it was sold; if not, all of it came back."""
        self.wanted = bytearray()

        self.line_row = array("l")
        self.line_purchase = array("l")
        self.line_position = array("l")
        self.line_product = array("q")
        self.line_text: list[str] = []
        self.line_quantity = array("q")
        self.line_amount = array("q")
        self.line_discount = array("q")
        self.line_cost = array("q")


@dataclass
class Plan:
    """An import, decided but not done. ``apply`` does exactly this, if the book is still the one it was made for."""

    kind: Kind
    file_name: str
    sha256: str
    made_after: int
    """The number of the latest edit of the book when this was decided."""
    counts: Counts = field(default_factory=Counts)
    refusals: Refusals = field(default_factory=Refusals)
    notes: list[str] = field(default_factory=list)
    """What was guessed or decided, a sentence each."""
    customers: list[NewCustomer] = field(default_factory=list)
    fillings: list[Filling] = field(default_factory=list)
    products: list[NewProduct] = field(default_factory=list)
    staff: list[NewStaff] = field(default_factory=list)
    purchases: PlannedPurchases = field(default_factory=PlannedPurchases)

    @property
    def is_empty(self) -> bool:
        """Whether the book would stay as it is."""
        counts = self.counts
        return not (counts.customers_new or counts.customers_filled or counts.purchases_new)

    @property
    def sentences(self) -> list[str]:
        """What it comes to, a sentence each, without the refused rows: ``refusals`` says those."""
        said = self._purchases() if self.kind == "purchases" else self._customers()
        return [*said, *self._remarks(), *self.notes]

    def _purchases(self) -> list[str]:
        counts = self.counts
        purchases = ngettext("{n} new purchase", "{n} new purchases", counts.purchases_new)
        lines = ngettext("{n} line", "{n} lines", counts.lines_new)
        customers = ngettext("{n} new customer", "{n} new customers", counts.customers_new)
        products = ngettext("{n} new product", "{n} new products", counts.products_new)
        said = [
            _("{purchases} with {lines}, {customers}, {products}.").format(
                purchases=purchases.format(n=counts.purchases_new),
                lines=lines.format(n=counts.lines_new),
                customers=customers.format(n=counts.customers_new),
                products=products.format(n=counts.products_new),
            )
        ]
        if n := counts.returns_new:
            sentence = ngettext("{n} of the purchases is a return.", "{n} of the purchases are returns.", n)
            said.append(sentence.format(n=n))
        if n := counts.purchases_doubled:
            sentence = ngettext(
                "{n} purchase is in the book already.", "{n} purchases are in the book already.", n
            )
            said.append(sentence.format(n=n))
        if n := counts.doubles_differing:
            sentence = ngettext(
                "{n} of them has another sum there; the book was kept.",
                "{n} of them have another sum there; the book was kept.",
                n,
            )
            said.append(sentence.format(n=n))
        if n := counts.staff_new:
            sentence = ngettext("{n} new member of staff.", "{n} new members of staff.", n)
            said.append(sentence.format(n=n))
        return said

    def _customers(self) -> list[str]:
        counts = self.counts
        new = ngettext("{n} new customer", "{n} new customers", counts.customers_new)
        said = [
            _("{customers}, {filled} filled in, {unchanged} unchanged.").format(
                customers=new.format(n=counts.customers_new),
                filled=counts.customers_filled,
                unchanged=counts.customers_unchanged,
            )
        ]
        if n := counts.cells_kept:
            sentence = ngettext(
                "{n} cell says something else than the book; the book was kept.",
                "{n} cells say something else than the book; the book was kept.",
                n,
            )
            said.append(sentence.format(n=n))
        return said

    def _remarks(self) -> list[str]:
        said = []
        if n := self.counts.amounts_rounded:
            sentence = ngettext("{n} amount was rounded.", "{n} amounts were rounded.", n)
            said.append(sentence.format(n=n))
        if n := self.counts.texts_cleaned:
            sentence = ngettext(
                "{n} text held characters that cannot be kept; they were left out.",
                "{n} texts held characters that cannot be kept; they were left out.",
                n,
            )
            said.append(sentence.format(n=n))
        return said
