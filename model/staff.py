"""Staff: who served, who called, who handles."""

from typing import ClassVar

from model.errors import BookError
from model.table import Record, Table
from resources.i18n import _


class StaffMember(Record):
    """Somebody who works in the shop; ``archived`` once they have left, so that their past stays named."""

    name: str
    phone: str = ""
    note: str = ""
    archived: bool = False


class Staff(Table[StaffMember]):
    """The people of the shop."""

    name: ClassVar[str] = "staff"
    record = StaffMember

    def working(self) -> list[StaffMember]:
        """Those who can be chosen today, by name."""
        return self.all("NOT archived", order="name, id")

    def named(self, name: str) -> StaffMember | None:
        """The member of that name, upper and lower case alike."""
        found = self.all("name = :name COLLATE NOCASE", name=name.strip())
        return found[0] if found else None

    def called(self, name: str) -> StaffMember:
        """The member of that name; ``BookError`` with those who can be chosen if there is none."""
        found = self.named(name)
        if found is None:
            names = _(", ").join(member.name for member in self.working())
            raise BookError(
                _("Nobody called “{name}” works here. There are: {names}.").format(
                    name=name, names=names or "–"
                )
            )
        return found
