"""What is asked for on a blank slip, row by row, in the words of the forms on the screen."""

from collections.abc import Sequence
from dataclasses import dataclass

from model.channels import PLANNABLE, Channel
from model.complaints import Grade
from model.customer_phones import PhoneKind
from model.customers import CustomerKind
from model.slips import SlipKind
from model.visits import Outcome
from reports.call_answers import OUTCOMES
from resources.i18n import _


@dataclass(frozen=True, slots=True)
class Blank:
    """A label and a line to write on; ``share`` of the row's width."""

    label: str
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class Ticks:
    """A label and boxes to tick; ``coded``: they are numbered from 1, as they are typed."""

    label: str
    options: Sequence[str]
    share: float = 1.0
    coded: bool = False


@dataclass(frozen=True, slots=True)
class Scale:
    """A question and the numbers 0 to 10 to ring."""

    label: str
    remark: str
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class Words:
    """A label and several lines."""

    label: str
    lines: int


Cell = Blank | Ticks | Scale
Row = Sequence[Cell] | Words


def rows(kind: SlipKind) -> Sequence[Row]:
    """The rows of a slip from top to bottom, in the current language."""
    return {SlipKind.VISIT: _visit, SlipKind.COMPLAINT: _complaint, SlipKind.CUSTOMER: _customer}[kind]()


def _who_and_when() -> list[Row]:
    return [
        [Blank(_("Customer"), 3), Blank(_("Phone"), 2)],
        [Blank(_("Day"), 1), Blank(_("Time"), 0.8), Blank(_("Who of us"), 1.2)],
    ]


def _visit() -> list[Row]:
    return [
        *_who_and_when(),
        [Ticks(_("How"), [channel.label for channel in Channel])],
        [Ticks("", [_(OUTCOMES[outcome]) for outcome in Outcome], coded=True)],
        [Scale(_("Would you come back?"), _("0 never – 10 surely"))],
        Words(_("In the customer’s own words"), 3),
        [Blank(_("What they suggest"))],
        [Blank(_("Next contact on")), Blank(_("Why"), 2)],
    ]


def _complaint() -> list[Row]:
    return [
        *_who_and_when(),
        [Blank(_("What it is about"), 3), Blank(_("Receipt number"), 2)],
        [Ticks(_("How it reached us"), [channel.label for channel in Channel])],
        [Ticks(_("How much haste"), [grade.label for grade in Grade], 3), Blank(_("Who looks after it"), 2)],
        Words(_("In the customer’s own words"), 5),
        Words(_("What we promised, and by when"), 2),
        Words(_("What we did"), 2),
        [
            Blank(_("Why it happened"), 2),
            Blank(_("What it cost us"), 1.3),
        ],
        [Ticks(_("Did the customer accept it?"), [_("Yes"), _("No")]), Blank(_("Closed on"))],
    ]


def _customer() -> list[Row]:
    kinds = [kind.label for kind in PhoneKind]
    return [
        [Blank(_("Name"), 3), Ticks("", [kind.label for kind in CustomerKind], 2)],
        [Blank(_("Phone")), Ticks("", kinds)],
        [Blank(_("Phone")), Ticks("", kinds)],
        [Blank(_("E-mail")), Blank(_("How we greet them"))],
        [Blank(_("Street"))],
        [Blank(_("Postal code"), 2), Blank(_("City"), 3)],
        [Blank(_("County or province")), Blank(_("Country"))],
        [Blank(_("Birthday"), 2), Ticks("", [_("lunar calendar")], 1.2), Blank(_("Household"), 2)],
        [Blank(_("Likes")), Blank(_("Dislikes"))],
        [Blank(_("Sizes")), Blank(_("Tags"))],
        [
            Blank(_("Best time to call, from"), 1.7),
            Blank(_("until"), 0.8),
            Blank(_("To know before calling"), 2),
        ],
        [Ticks(_("May we use"), [channel.label for channel in PLANNABLE])],
        [Ticks("", [_("Does not want to be contacted at all")])],
        [Blank(_("Found us by")), Blank(_("Introduced by"))],
        [Blank(_("Known since")), Blank(_("Card number")), Blank(_("Customer number"))],
        Words(_("Note"), 2),
        [Blank(_("Day")), Blank(_("Who of us"))],
    ]
