"""Letters and messages as the owner words them, by purpose and language."""

from enum import StrEnum
from typing import ClassVar

from model.table import Record, Table
from resources.i18n import N_, _


class Purpose(StrEnum):
    """What a letter or message is for: the kinds of rules, whoever could not be reached, and anything else."""

    UNREACHED = "unreached"
    BIRTHDAY = "birthday"
    AFTER_SALE = "after_sale"
    WARRANTY = "warranty"
    RUNNING_OUT = "running_out"
    AFTER_COMPLAINT = "after_complaint"
    KEEP_IN_TOUCH = "keep_in_touch"
    SILENT = "silent"
    WIN_BACK = "win_back"
    SERVICE = "service"
    WISH = "wish"
    OTHER = "other"

    @property
    def label(self) -> str:
        """The words for it in the current language."""
        return _(_PURPOSES[self])


_PURPOSES = {
    Purpose.UNREACHED: N_("Could not be reached"),
    Purpose.BIRTHDAY: N_("Birthday"),
    Purpose.AFTER_SALE: N_("After a sale"),
    Purpose.WARRANTY: N_("Before the warranty ends"),
    Purpose.RUNNING_OUT: N_("Should be running out"),
    Purpose.AFTER_COMPLAINT: N_("After a complaint"),
    Purpose.KEEP_IN_TOUCH: N_("Keep in touch"),
    Purpose.SILENT: N_("Silent for long"),
    Purpose.WIN_BACK: N_("Win back"),
    Purpose.SERVICE: N_("Free service due"),
    Purpose.WISH: N_("Wish fulfilled"),
    Purpose.OTHER: N_("Anything else"),
}


class TextTemplate(Record):
    """A text with places to fill, as ``{name}``. ``language`` is a code of ``resources.i18n.LANGUAGES``."""

    purpose: Purpose = Purpose.OTHER
    language: str = "en"
    name: str = ""
    subject: str = ""
    body: str = ""
    position: int = 0


class TextTemplates(Table[TextTemplate]):
    """What the owner has worded."""

    name: ClassVar[str] = "text_template"
    record = TextTemplate
