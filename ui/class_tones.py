"""One colour for each class, wherever it stands in a pill: on the card, on Today, under what somebody is worth."""

from model.customer_class import CustomerClass
from ui import theme

_TONES: dict[CustomerClass, theme.Tone] = {
    CustomerClass.PLATINUM: "accent",
    CustomerClass.GOLD: "warning",
    CustomerClass.IRON: "info",
    CustomerClass.NEW: "success",
}


def class_tone(one: CustomerClass) -> theme.Tone:
    """The quiet colour for those who need no attention."""
    return _TONES.get(one, "muted")
