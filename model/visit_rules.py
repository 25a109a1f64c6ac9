"""Visit rules: what the owner wants to be planned by itself, for whom, when and how."""

from datetime import date
from enum import StrEnum
from typing import ClassVar

from model.channels import Channel
from model.errors import FieldError
from model.table import Record, Table
from resources.i18n import N_, _, ngettext


class RuleKind(StrEnum):
    """What a rule looks at."""

    AFTER_SALE = "after_sale"
    WARRANTY = "warranty"
    RUNNING_OUT = "running_out"
    AFTER_COMPLAINT = "after_complaint"
    YEARLY = "yearly"
    KEEP_IN_TOUCH = "keep_in_touch"
    SILENT = "silent"
    WIN_BACK = "win_back"
    SERVICE = "service"
    WISH = "wish"

    @property
    def label(self) -> str:
        """The words for it in the current language."""
        return _(_KINDS[self])


_KINDS = {
    RuleKind.AFTER_SALE: N_("After a sale"),
    RuleKind.WARRANTY: N_("Before the warranty ends"),
    RuleKind.RUNNING_OUT: N_("Should be running out"),
    RuleKind.AFTER_COMPLAINT: N_("After a complaint"),
    RuleKind.YEARLY: N_("Birthdays and yearly days"),
    RuleKind.KEEP_IN_TOUCH: N_("Keep in touch"),
    RuleKind.SILENT: N_("Silent for long"),
    RuleKind.WIN_BACK: N_("Win back"),
    RuleKind.SERVICE: N_("Free service due"),
    RuleKind.WISH: N_("Wish fulfilled"),
}


class Scope(StrEnum):
    """For what or whom a rule is."""

    ANY = "any"
    PRODUCT = "product"
    CATEGORY = "category"
    CLASS = "class"
    TAG = "tag"
    CUSTOMER = "customer"

    @property
    def label(self) -> str:
        """The words for it in the current language."""
        return _(_SCOPES[self])


_SCOPES = {
    Scope.ANY: N_("All"),
    Scope.PRODUCT: N_("One product"),
    Scope.CATEGORY: N_("One category"),
    Scope.CLASS: N_("One class of customers"),
    Scope.TAG: N_("Customers with a tag"),
    Scope.CUSTOMER: N_("One customer"),
}


class Unit(StrEnum):
    """What a rule counts in."""

    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"

    @property
    def label(self) -> str:
        """The word for it in the current language."""
        return _(_UNITS[self])


_UNITS = {
    Unit.DAYS: N_("days"),
    Unit.WEEKS: N_("weeks"),
    Unit.MONTHS: N_("months"),
    Unit.YEARS: N_("years"),
}


def units(count: int, unit: Unit) -> str:
    """``3 days``, ``1 month``."""
    return {
        Unit.DAYS: ngettext("{n} day", "{n} days", count),
        Unit.WEEKS: ngettext("{n} week", "{n} weeks", count),
        Unit.MONTHS: ngettext("{n} month", "{n} months", count),
        Unit.YEARS: ngettext("{n} year", "{n} years", count),
    }[unit].format(n=count)


def every(count: int, unit: Unit) -> str:
    """``every 3 days``, ``every month``."""
    return {
        Unit.DAYS: ngettext("every day", "every {n} days", count),
        Unit.WEEKS: ngettext("every week", "every {n} weeks", count),
        Unit.MONTHS: ngettext("every month", "every {n} months", count),
        Unit.YEARS: ngettext("every year", "every {n} years", count),
    }[unit].format(n=count)


class Basis(StrEnum):
    """From which day the next one is counted: the day it was done, or the day it was planned for."""

    DONE = "done"
    PLANNED = "planned"

    @property
    def label(self) -> str:
        """The words for it in the current language."""
        return _(
            {Basis.DONE: N_("the day it was done"), Basis.PLANNED: N_("the day it was planned for")}[self]
        )


class ClosedDays(StrEnum):
    """What becomes of a contact that falls on a day when the shop is closed."""

    NEXT = "next"
    PREVIOUS = "previous"
    SAME = "same"

    @property
    def label(self) -> str:
        """The words for it in the current language."""
        return _(_CLOSED_DAYS[self])


_CLOSED_DAYS = {
    ClosedDays.NEXT: N_("the next open day"),
    ClosedDays.PREVIOUS: N_("the open day before"),
    ClosedDays.SAME: N_("the same day all the same"),
}


class VisitRule(Record):
    """One rule. Which fields count depends on its ``kind``:

    - after a sale: ``count`` ``unit`` after it; ``scope`` any, product or category; ``least_cents`` for no trifles
    - before the warranty ends: ``lead_days`` before it; scopes as above
    - should be running out: ``lead_days`` before; scopes as above
    - after a complaint: ``count`` ``unit`` after it was closed
    - yearly: on the day itself and the ``lead_days`` before it ("30, 7, 0"); scope any, tag, class
    - keep in touch: every ``count`` ``unit``, counted by ``basis``, the first at ``starts_on`` where that is set;
      scope any, class, tag or customer
    - silent: ``times_percent`` of the customer's own rhythm since the last purchase
    - win back: ``times_percent`` of the own rhythm, and ``count`` ``unit`` at least, since the last purchase
    - service: ``lead_days`` before it is due; scopes any, product, category
    - wish: when it has arrived

    ``by_contact``: any real contact since the anchor satisfies it; ``by_purchase``: so does a purchase. An
    occurrence is missed when nobody got to it within ``lasts_days``. ``weight``, 0 to 100: the weightier goes first
    where there is no room for all. ``name`` and ``words`` (what to say) empty: those of the kind.
    """

    kind: RuleKind
    name: str = ""
    active: bool = True
    scope: Scope = Scope.ANY
    scope_text: str = ""
    product_id: int | None = None
    customer_id: int | None = None
    count: int = 0
    unit: Unit = Unit.DAYS
    times_percent: int | None = None
    basis: Basis = Basis.DONE
    lead_days: str = ""
    closed_days: ClosedDays = ClosedDays.NEXT
    starts_on: date | None = None
    ends_on: date | None = None
    lasts_days: int = 14
    by_contact: bool = False
    by_purchase: bool = False
    least_cents: int | None = None
    channel: Channel = Channel.PHONE
    weight: int = 50
    words: str = ""
    position: int = 0

    @property
    def leads(self) -> tuple[int, ...]:
        """The ``lead_days``, the earliest day (the greatest number) first; (0,) where none are set."""
        return parse_lead_days(self.lead_days) or (0,)


class VisitRules(Table[VisitRule]):
    """The rules of the shop."""

    name: ClassVar[str] = "visit_rule"
    record = VisitRule

    def active(self) -> list[VisitRule]:
        """The rules that plan, in the owner's order."""
        return self.all("active", "position, id")


_MOST_LEAD_DAYS = 366


def parse_lead_days(text: str) -> tuple[int, ...]:
    """``30, 7`` as days before, the greatest first; blank is none. ``FieldError`` if it cannot be read."""
    words = text.replace("，", ",").replace("、", ",").replace(";", ",").replace(",", " ").split()
    if not all(word.isdecimal() and int(word) <= _MOST_LEAD_DAYS for word in words):
        raise FieldError(_("“{text}”: type days before, like 30, 7.").format(text=text.strip()))
    return tuple(sorted({int(word) for word in words}, reverse=True))
