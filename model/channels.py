"""The ways in which a shop and a customer reach each other."""

from enum import StrEnum

from resources.i18n import N_, _


class Channel(StrEnum):
    """How a contact is made. ``COUNTER`` is somebody who simply stood in the shop: it cannot be planned."""

    PHONE = "phone"
    MESSAGE = "message"
    EMAIL = "email"
    LETTER = "letter"
    VISIT = "visit"
    COUNTER = "counter"

    @property
    def label(self) -> str:
        """The word for it in the current language."""
        return _(_LABELS[self])


_LABELS = {
    Channel.PHONE: N_("Phone call"),
    Channel.MESSAGE: N_("Message"),
    Channel.EMAIL: N_("E-mail"),
    Channel.LETTER: N_("Letter"),
    Channel.VISIT: N_("Visit"),
    Channel.COUNTER: N_("In the shop"),
}

PLANNABLE = tuple(channel for channel in Channel if channel is not Channel.COUNTER)
