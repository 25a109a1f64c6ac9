"""How promising somebody is: no star while nobody knows, else one to four."""

from PySide6.QtWidgets import QWidget

from model.customers import MOST_STARS
from resources.i18n import _
from ui.widgets.option_field import Option, OptionField


class StarsField(OptionField):
    """``stars()`` is 0 to 4; digits choose, Left and Right step."""

    def __init__(self, parent: QWidget | None = None) -> None:
        stars = [Option(n, "★" * n, str(n)) for n in range(1, MOST_STARS + 1)]
        super().__init__([Option(0, _("Nothing known"), "0"), *stars], parent=parent)
        self.set_value(0)

    def stars(self) -> int:
        """The chosen number of stars."""
        chosen = self.value()
        return chosen if isinstance(chosen, int) else 0

    def said(self, option: Option) -> str:
        if option.key == 0:
            return option.title
        return _("{n} of {most} stars").format(n=option.key, most=MOST_STARS)
