"""What is held back: a reason that would be due, and why it is not, in words."""

from datetime import date
from enum import StrEnum
from typing import NamedTuple

from model.channels import Channel
from model.days_in_words import format_day
from model.leaving import LeftReason
from model.planning.people import CEILING_DAYS, Person
from model.planning.wanted import Wanted
from resources.i18n import _, ngettext, paragraph


class HeldCode(StrEnum):
    """What holds it back."""

    CONSENT = "consent"
    ON_LIST = "on_list"
    CLOSED = "closed"
    CEILING = "ceiling"
    BUDGET = "budget"


class Held(NamedTuple):
    """One reason that has to wait on ``day``. ``until`` is the day on which its turn comes, as far as that is known.

    ``number`` is what the code counts: contacts within the quarter, calls a day, the number of the list. ``lapses``:
    it will be over before its turn can come. Sentences are made when they are asked for: of a large book thousands
    wait, and nobody reads them all.
    """

    wanted: Wanted
    person: Person
    code: HeldCode
    day: date
    channel: Channel
    number: int = 0
    until: date | None = None
    lapses: bool = False

    @property
    def customer_id(self) -> int:
        """Who would have heard from us."""
        return self.wanted.customer_id

    @property
    def name(self) -> str:
        """The customer's name."""
        return self.person.name

    @property
    def rule_id(self) -> int | None:
        """The rule that asks for it; ``None`` for what was planned by hand."""
        return self.wanted.rule_id

    @property
    def rule(self) -> str:
        """The kind of rule."""
        return self.wanted.rule

    @property
    def reason(self) -> str:
        """Why they would have heard from us."""
        return self.wanted.words(self.day)

    @property
    def because(self) -> str:
        """Why they do not, and when they will, in the current language."""
        return paragraph((self._why(), self._when()))

    def _why(self) -> str:
        match self.code:
            case HeldCode.CONSENT:
                return self._silence()
            case HeldCode.ON_LIST:
                return _("On list {number}.").format(number=self.number)
            case HeldCode.CLOSED:
                return _("Closed on {day}.").format(day=format_day(self.day))
            case HeldCode.CEILING:
                heard = ngettext(
                    "Heard from us once in {days} days.",
                    "Heard from us {n} times in {days} days.",
                    self.number,
                )
                return heard.format(n=self.number, days=CEILING_DAYS)
            case HeldCode.BUDGET:
                return _("No room on {day}: {n} a day.").format(day=format_day(self.day), n=self.number)

    def _silence(self) -> str:
        if self.person.do_not_contact:
            return _("Does not want to be contacted.")
        if self.person.archived:
            return _("The card is archived.")
        if self.person.left_reason is not LeftReason.NONE and self.person.left_reason.for_good:
            return _("No longer comes: {reason}.").format(reason=self.person.left_reason.label)
        return _("Does not want this: {channel}.").format(channel=self.channel.label)

    def _when(self) -> str:
        if self.until is not None:
            return _("Its turn comes on {day}.").format(day=format_day(self.until))
        if self.lapses and self.wanted.lapses_on is not None:
            return _("It lapses on {day}, before its turn.").format(day=format_day(self.wanted.lapses_on))
        return ""
