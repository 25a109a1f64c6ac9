"""Customers from a file: found in the book and filled in, or new."""

from __future__ import annotations

from model.errors import FieldError
from model.importing.book_facts import BookFacts
from model.importing.customer_columns import CustomerColumns
from model.importing.customer_facts import CustomerFacts
from model.importing.known_customers import KnownCustomers
from model.importing.planned import Filling, NewCustomer, Plan
from model.importing.reading import OnHit, Reading


def plan_customers(reading: Reading, plan: Plan) -> None:
    """Decide what the file's customers become; ``plan`` is filled."""
    columns = CustomerColumns(
        dict(reading.matching.fields),
        reading.table.header,
        reading.texts,
        reading.order_of,
        reading.options.today,
        reading.region,
    )
    meeting = _Meeting(KnownCustomers(reading.store), BookFacts(reading.store), reading.options.on_hit, plan)
    for row, cells in reading.rows():
        plan.counts.rows += 1
        try:
            meeting.meet(columns.read(cells), row)
        except FieldError as error:
            plan.refusals.add(row, error)
    for bad in reading.table.bad_rows:
        plan.counts.rows += 1
        plan.refusals.add(bad.number, FieldError(bad.reason))
    meeting.finish()
    counts = plan.counts
    counts.rows_refused = len(plan.refusals)
    counts.customers_new = len(plan.customers)
    counts.customers_filled = len(plan.fillings)
    counts.texts_cleaned = reading.texts.cleaned


class _Meeting:
    """Each row's customer meets those who are known: of the book (positive ids) and of earlier rows (negative)."""

    def __init__(self, known: KnownCustomers, book: BookFacts, on_hit: OnHit, plan: Plan) -> None:
        self._known = known
        self._book = book
        self._on_hit = on_hit
        self._plan = plan
        self._gains: dict[int, CustomerFacts] = {}
        """What customers of the book get, by id."""

    def meet(self, facts: CustomerFacts, row: int) -> None:
        """Take in one row. ``FieldError`` if it names nobody, or several could be meant."""
        found = self._known.find(facts) or self._known.find_by_birthday(facts) or self._namesake(facts)
        if found is None:
            facts.call_something()
            self._plan.customers.append(NewCustomer(facts, row, wanted=True))
            self._known.add(-len(self._plan.customers), facts)
        elif found < 0:
            self._plan.customers[-found - 1].facts.take_over(facts)
            self._known.add(found, facts)
        else:
            self._gain(found, facts)

    def _gain(self, customer_id: int, facts: CustomerFacts) -> None:
        gain = self._gains.setdefault(customer_id, CustomerFacts())
        if self._on_hit == "skip":
            return
        new, kept = self._book.of(customer_id).what_is_new(facts, overwrite=self._on_hit == "overwrite")
        self._plan.counts.cells_kept += kept
        gain.take_over(new)
        self._known.add(customer_id, new)

    def _namesake(self, facts: CustomerFacts) -> int | None:
        """Somebody of that name of whom nothing speaks against it: the row says nothing else of them than is known
        already, or nothing is known of them but the name."""
        if not facts.name:
            return None
        namesakes = self._known.namesakes(facts.name)
        for customer_id in namesakes:
            if not facts.tells_apart and self._facts_of(customer_id).say_all_of(facts):
                return customer_id
        if len(namesakes) == 1 and self._known.is_known_by_name_only(namesakes[0]):
            return namesakes[0]
        return None

    def _facts_of(self, customer_id: int) -> CustomerFacts:
        if customer_id < 0:
            return self._plan.customers[-customer_id - 1].facts
        return self._book.of(customer_id)

    def finish(self) -> None:
        """Put down who of the book gets something, once all rows have been met."""
        for customer_id, gain in self._gains.items():
            if gain.is_empty:
                self._plan.counts.customers_unchanged += 1
            else:
                self._plan.fillings.append(Filling(customer_id, gain))
