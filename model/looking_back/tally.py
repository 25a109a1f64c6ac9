"""Visits counted: what was planned and what became of it, contacts and whom they reached, answers, who came back."""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from model.looking_back.facts import About, ContactFact, Fate, PlannedFact
from model.looking_back.scores import Scores


@dataclass(frozen=True, slots=True)
class Plans:
    """What was planned: each is done, skipped, missed or waiting. ``late`` of those done were done after their day,
    ``late_days`` in all."""

    planned: int = 0
    done: int = 0
    late: int = 0
    late_days: int = 0
    missed: int = 0
    skipped: int = 0

    @property
    def waiting(self) -> int:
        """Not yet done, and there is still time."""
        return self.planned - self.done - self.missed - self.skipped


@dataclass(frozen=True, slots=True)
class Again:
    """Customers spoken to whose days are over, and how many of them ``bought`` in these days. Each counts once, from
    the first time; ``early`` were spoken to too lately to tell."""

    of: int = 0
    bought: int = 0
    early: int = 0


_NO_SCORES = Scores()


@dataclass(frozen=True, slots=True)
class Tally:
    """All that is counted of some visits."""

    plans: Plans = Plans()
    contacts: int = 0
    reached: int = 0
    scores: Scores = _NO_SCORES
    again: Again = Again()


Key = TypeVar("Key", bound=Hashable)


def tallied(
    planned: Iterable[PlannedFact], contacts: Iterable[ContactFact], key_of: Callable[[About], Key]
) -> dict[Key, Tally]:
    """A tally for each key that something planned or a contact has; ``contacts`` come with the oldest first."""
    counters: dict[Key, _Counter] = {}
    for plan in planned:
        counters.setdefault(key_of(plan.about), _Counter()).add_plan(plan)
    for contact in contacts:
        counters.setdefault(key_of(contact.about), _Counter()).add_contact(contact)
    return {key: counter.tally() for key, counter in counters.items()}


def again_of(contacts: Iterable[ContactFact]) -> Again:
    """Who came back, of those reached; ``contacts`` come with the oldest first."""
    counter = _Counter()
    for contact in contacts:
        counter.add_contact(contact)
    return counter.tally().again


@dataclass(slots=True)
class _Counter:
    plans: list[PlannedFact] = field(default_factory=list)
    contacts: int = 0
    reached: int = 0
    answers: list[int] = field(default_factory=list)
    again: dict[int, bool | None] = field(default_factory=dict)

    def add_plan(self, plan: PlannedFact) -> None:
        self.plans.append(plan)

    def add_contact(self, contact: ContactFact) -> None:
        self.contacts += 1
        if contact.score is not None:
            self.answers.append(contact.score)
        if contact.reached:
            self.reached += 1
            self.again.setdefault(contact.customer_id, contact.again)

    def tally(self) -> Tally:
        fates = [plan.fate for plan in self.plans]
        plans = Plans(
            len(fates),
            fates.count(Fate.DONE),
            sum(plan.late_days > 0 for plan in self.plans),
            sum(plan.late_days for plan in self.plans),
            fates.count(Fate.MISSED),
            fates.count(Fate.SKIPPED),
        )
        told = [bought for bought in self.again.values() if bought is not None]
        again = Again(len(told), sum(told), len(self.again) - len(told))
        return Tally(plans, self.contacts, self.reached, Scores.of(self.answers), again)
