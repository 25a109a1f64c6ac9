"""Households: people who live together, so that one call reaches them all."""

from typing import ClassVar

from model.table import Record, Table


class Household(Record):
    """People who live together: one call reaches them all."""

    name: str


class Households(Table[Household]):
    """Families and flats."""

    name: ClassVar[str] = "household"
    record = Household

    def named(self, name: str) -> Household:
        """The household of that name; a new one, inside the running edit, if there is none."""
        found = self.all("name = :name COLLATE NOCASE", name=name.strip())
        return found[0] if found else self.insert(Household(name=name.strip()))

    def matching(self, text: str, limit: int = 20) -> list[Household]:
        """Households whose name contains ``text``, those that begin with it first."""
        like = text.strip().replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_")
        rows = self.store.rows(
            "SELECT * FROM household WHERE name LIKE :within ESCAPE '\\'"
            " ORDER BY name NOT LIKE :start ESCAPE '\\', name, id LIMIT :limit",
            within=f"%{like}%",
            start=like + "%",
            limit=limit,
        )
        return [self._of(row) for row in rows]

    def members(self, household_id: int) -> list[tuple[int, str]]:
        """Id and name of those who belong to it."""
        rows = self.store.rows(
            "SELECT id, name FROM customer WHERE household_id = :household ORDER BY name",
            household=household_id,
        )
        return [(row["id"], row["name"]) for row in rows]
