"""How a customer may be contacted: what they said about each channel, and whether we know where to."""

from model.channels import PLANNABLE, Channel
from model.planning.people import Person
from model.planning.wanted import Wanted


def channel_for(wanted: Wanted, person: Person) -> Channel | None:
    """By which channel to make this contact; ``None`` if by none.

    Whoever may not be contacted at all still hears what we promised and what became of their complaint, as planned.
    What a rule asks for goes by its own channel, or where that is refused or leads nowhere by another one that the
    customer agreed to; never by phone again after so many calls in vain that a letter took their place. Somebody whose
    number nobody knows yet and who refused nothing is not given up: the number may be asked for.
    """
    if wanted.pressing:
        return wanted.channel
    if person.do_not_contact or person.archived or person.left_reason.for_good:
        return None
    refused = wanted.channel in person.refused
    if wanted.by_rule and (refused or wanted.channel not in person.reachable):
        for other in PLANNABLE:
            if other is Channel.PHONE and wanted.is_given_up:
                continue
            if other in person.consented and other in person.reachable:
                return other
    return None if refused else wanted.channel
