"""What a customer likes, dislikes and wears, and their tags: a line of words for each kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from model.card_words import traits_text
from model.traits import Trait, TraitKind
from resources.i18n import N_, _
from ui.forms.traits_text import read_traits
from ui.widgets.form import Form
from ui.widgets.text_field import TextField

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.forms.customer_form import CustomerForm

_TRAITS = (
    (TraitKind.LIKES, N_("Likes"), N_("e.g. green tea, dogs")),
    (TraitKind.DISLIKES, N_("Dislikes"), N_("e.g. phone calls at noon")),
    (TraitKind.SIZE, N_("Sizes"), N_("e.g. shoe: 38, shirt: M")),
    (TraitKind.TAG, N_("Tags"), N_("e.g. book club, wholesale")),
)


class TraitFields:
    """The fields, by kind, in a ``part`` of the customer form; ``before`` are the traits on the card."""

    def __init__(self, form: CustomerForm, part: Form, before: Sequence[Trait]) -> None:
        self._before = before
        self.fields = {
            kind: form.put(part, str(kind), _(label), TextField(most=5000, placeholder=_(example)), 3)
            for kind, label, example in _TRAITS
        }

    def show(self) -> None:
        """Fill the fields with what is on the card."""
        for kind, field in self.fields.items():
            field.set_value(traits_text(self._of(kind)))

    def typed(self) -> list[Trait]:
        """The traits as they are typed now; those that stay are the ones on the card."""
        return [
            trait
            for kind, field in self.fields.items()
            for trait in read_traits(field.value(), kind, self._of(kind))
        ]

    def _of(self, kind: TraitKind) -> list[Trait]:
        return [trait for trait in self._before if trait.kind is kind]
