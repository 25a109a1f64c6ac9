"""The classes of customers, by what they bring and what they might."""

from enum import StrEnum

from resources.i18n import N_, _


class CustomerClass(StrEnum):
    """What a customer is worth to the shop; ``NONE`` where nobody said so yet.

    By current and potential value: platinum is high in both, gold high in what it brings now, iron in what it might
    bring, lead in neither. ``NEW`` is who came too lately to be judged, ``INACTIVE`` who no longer comes.
    """

    NONE = ""
    PLATINUM = "platinum"
    GOLD = "gold"
    IRON = "iron"
    LEAD = "lead"
    NEW = "new"
    INACTIVE = "inactive"

    @property
    def label(self) -> str:
        """The word for it in the current language."""
        return _(_LABELS[self])


_LABELS = {
    CustomerClass.NONE: N_("No class"),
    CustomerClass.PLATINUM: N_("Platinum"),
    CustomerClass.GOLD: N_("Gold"),
    CustomerClass.IRON: N_("Iron"),
    CustomerClass.LEAD: N_("Lead"),
    CustomerClass.NEW: N_("New customer"),
    CustomerClass.INACTIVE: N_("Inactive"),
}

METALS = (CustomerClass.PLATINUM, CustomerClass.GOLD, CustomerClass.IRON, CustomerClass.LEAD)
"""The four classes proper, best first: the ones that the owner may give by hand."""

JUDGED = (*METALS, CustomerClass.NEW, CustomerClass.INACTIVE)
"""Every customer is in exactly one of these, once customers are classed."""
