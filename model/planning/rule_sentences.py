"""The sentences that rules are told in: ``{what}`` are goods or customers, whichever the kind is about."""

from typing import NamedTuple

from model.visit_rules import RuleKind
from resources.i18n import N_


class Sentences(NamedTuple):
    """How a kind of rule says when: ``all`` of them, or only some; some time away (``{span}``), or ``at_once``."""

    all: str
    some: str
    all_at_once: str
    some_at_once: str


_AWAY = (
    N_("When somebody stays away {times} times as long as usual"),
    N_("When {what} stay away {times} times as long as usual"),
)

SENTENCES = {
    RuleKind.AFTER_SALE: Sentences(
        N_("{span} after a sale"),
        N_("{span} after a sale of {what}"),
        N_("On the evening of a sale"),
        N_("On the evening of a sale of {what}"),
    ),
    RuleKind.WARRANTY: Sentences(
        N_("{span} before a warranty ends"),
        N_("{span} before the warranty of {what} ends"),
        N_("On the day on which a warranty ends"),
        N_("On the day on which the warranty of {what} ends"),
    ),
    RuleKind.RUNNING_OUT: Sentences(
        N_("{span} before something should be running out"),
        N_("{span} before {what} should be running out"),
        N_("When something should be running out"),
        N_("When {what} should be running out"),
    ),
    RuleKind.AFTER_COMPLAINT: Sentences(
        N_("{span} after a complaint was closed"),
        N_("{span} after a complaint about {what} was closed"),
        N_("On the day on which a complaint was closed"),
        N_("On the day on which a complaint about {what} was closed"),
    ),
    RuleKind.YEARLY: Sentences(
        N_("{span} before birthdays and other yearly days"),
        N_("{span} before birthdays and other yearly days of {what}"),
        N_("On birthdays and other yearly days"),
        N_("On birthdays and other yearly days of {what}"),
    ),
    RuleKind.SILENT: Sentences(*_AWAY, *_AWAY),
    RuleKind.WIN_BACK: Sentences(
        N_("When somebody stays away {times} times as long as usual, and {span} at least"),
        N_("When {what} stay away {times} times as long as usual, and {span} at least"),
        *_AWAY,
    ),
    RuleKind.SERVICE: Sentences(
        N_("{span} before a free service is due"),
        N_("{span} before a free service of {what} is due"),
        N_("On the day on which a free service is due"),
        N_("On the day on which a free service of {what} is due"),
    ),
    RuleKind.WISH: Sentences(
        N_("{span} after a wish can be fulfilled"),
        N_("{span} after a wish for {what} can be fulfilled"),
        N_("As soon as a wish can be fulfilled"),
        N_("As soon as a wish for {what} can be fulfilled"),
    ),
}

IN_TOUCH = {
    # by contact, by purchase
    (True, True): (
        N_("{span} after the last contact or purchase"),
        N_("{span} after the last contact with, or purchase of, {what}"),
    ),
    (True, False): (N_("{span} after the last contact"), N_("{span} after the last contact with {what}")),
    (False, True): (N_("{span} after the last purchase"), N_("{span} after the last purchase of {what}")),
    (False, False): (
        N_("{span} after this was last done"),
        N_("{span} after this was last done for {what}"),
    ),
}
