"""What wants a contact: a rule's occasion, a follow-up that is stored, or a complaint that waits, told alike."""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from model.channels import Channel
from model.customer_class import CustomerClass
from model.due import DueItem, Missed
from model.follow_ups import COMPLAINT
from model.planning.occasion import Occasion
from model.planning.questions import meant_class
from model.planning.series import series_of
from model.visit_rules import ClosedDays, RuleKind


class Wanted(NamedTuple):
    """One reason to contact a customer on some day.

    ``planned_on`` is when it began to wait, ``due_on`` from when it asks to be done, after ``lapses_on`` it is over.
    ``limited``: neither promised nor agreed upon, so that it waits for room and never comes too often. ``by_rule``:
    not on a day when the shop is closed, unless ``on_closed_days``. ``collapses``: only the newest of its series is
    asked for. ``only_as``: only while they are treated as this class. ``words`` says why, as it is on a day.
    """

    customer_id: int
    rule: str
    rule_id: int | None
    anchor_on: date | None
    occasion: str
    planned_on: date
    due_on: date
    lapses_on: date | None
    weight: int
    channel: Channel
    words: Callable[[date], str]
    limited: bool = True
    by_rule: bool = True
    by_contact: bool = False
    on_closed_days: bool = False
    collapses: bool = True
    promise: bool = False
    purchase_id: int | None = None
    complaint_id: int | None = None
    follow_up_id: int | None = None
    attempts: int = 0
    only_as: CustomerClass = CustomerClass.NONE

    @property
    def pressing(self) -> bool:
        """Whether it is asked for in spite of everything: our word was given, or a complaint has waited too long."""
        return self.promise or self.rule == COMPLAINT

    @property
    def waits_since(self) -> date:
        """The day from which its waiting is counted: a complaint waits since it was said."""
        return self.planned_on if self.rule == COMPLAINT else self.due_on

    @property
    def is_given_up(self) -> bool:
        """Whether it was tried in vain so often that a letter takes the place of the calls."""
        return self.channel is Channel.LETTER and self.attempts > 0

    @property
    def series(self) -> tuple[int, str] | None:
        """The rule and what of it repeats itself; ``None`` for what stands for itself."""
        if self.rule_id is None or not self.collapses:
            return None
        return self.rule_id, series_of(self.rule, self.anchor_on, self.occasion)

    @property
    def newness(self) -> tuple[date, date, str, int]:
        """By which the newest of several is told; never equal for two."""
        return self.planned_on, self.anchor_on or date.min, self.occasion, self.follow_up_id or 0

    def as_missed(self) -> Missed:
        """What is remembered of it when a newer one took its place."""
        return Missed(
            planned_on=self.planned_on,
            anchor_on=self.anchor_on,
            occasion=self.occasion,
            lapses_on=self.lapses_on,
            reason=self.words(self.planned_on),
            purchase_id=self.purchase_id,
            complaint_id=self.complaint_id,
            follow_up_id=self.follow_up_id,
        )

    def as_item(self, day: date, channel: Channel, collapsed: tuple["Wanted", ...] = ()) -> DueItem:
        """The reason as it is on ``day``, by ``channel``; the older ones of its series were ``collapsed`` into it."""
        return DueItem(
            customer_id=self.customer_id,
            reason=self.words(day),
            rule=self.rule,
            promise=self.promise,
            channel=channel,
            planned_on=self.planned_on,
            due_on=self.due_on,
            anchor_on=self.anchor_on,
            follow_up_id=self.follow_up_id,
            purchase_id=self.purchase_id,
            complaint_id=self.complaint_id,
            attempts=self.attempts,
            rule_id=self.rule_id,
            occasion=self.occasion,
            lapses_on=self.lapses_on,
            weight=self.weight,
            collapsed=tuple(older.as_missed() for older in collapsed),
        )


def of_occasion(occasion: Occasion) -> Wanted:
    """What a rule asks for. A wish that was fulfilled is what the customer waits for: nothing limits it, and each of
    several is told."""
    rule = occasion.rule
    is_wish = rule.kind is RuleKind.WISH
    return Wanted(
        customer_id=occasion.customer_id,
        rule=rule.kind,
        rule_id=rule.id,
        anchor_on=occasion.anchor_on,
        occasion=occasion.occasion,
        planned_on=occasion.planned_on,
        due_on=occasion.planned_on,
        lapses_on=occasion.lapses_on,
        weight=rule.weight,
        channel=rule.channel,
        words=occasion.reason,
        limited=not is_wish,
        by_contact=rule.by_contact,
        on_closed_days=rule.closed_days is ClosedDays.SAME,
        collapses=not is_wish,
        purchase_id=occasion.purchase_id,
        complaint_id=occasion.complaint_id,
        only_as=meant_class(rule),
    )
