"""Saving what can be saved: of a damaged book into a new one, or of an open book whose file is gone.

The damaged file is only ever read, as bytes. The new book is checked as a whole before it gets its name.
"""

import dataclasses
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from model.book import Book
from model.errors import BookError
from model.new_file import new_file
from model.safekeeping import container, lineage
from model.safekeeping.inflating import damaged_book
from model.safekeeping.losses import count_losses
from model.safekeeping.making_whole import WITH_FIRST_ROWS, NewBook
from model.safekeeping.mending import NOBODYS, Mending
from model.safekeeping.page_file import PageFile
from model.safekeeping.stages import Progress, nothing, stage
from model.search import rebuild
from model.shop import Shop, region_for
from model.statistics import check
from resources.i18n import N_, _, current_language, language, ngettext

_KINDS = {
    "customer": N_("Customers"),
    "household": N_("Households"),
    "customer_phone": N_("Phones of customers"),
    "customer_trait": N_("Likes, sizes and tags of customers"),
    "customer_consent": N_("Permissions of customers"),
    "customer_day": N_("Yearly days of customers"),
    "product": N_("Products"),
    "product_service": N_("Free services of products"),
    "purchase": N_("Purchases"),
    "purchase_line": N_("Lines of purchases"),
    "service_use": N_("Free services used"),
    "wish": N_("Wishes"),
    "complaint": N_("Complaints"),
    "gift": N_("Gifts and goodwill"),
    "class_lines": N_("Lines between the classes"),
    "class_review": N_("Reviews of the classes"),
    "class_step": N_("Classes of customers"),
    "class_treatment": N_("Treatments of the classes"),
    "visit_rule": N_("Rules"),
    "follow_up": N_("Follow-ups"),
    "call_list": N_("Call lists"),
    "call_list_line": N_("Lines of call lists"),
    "call_list_reason": N_("Reasons on call lists"),
    "visit": N_("Contacts"),
    "slip": N_("Slips"),
    "text_template": N_("Letters and messages"),
    "staff": N_("Staff"),
    "holiday": N_("Holidays"),
    "clash": N_("Open questions of joined copies"),
    "edit": N_("Entries of the history"),
    "journal": N_("Details of the history"),
}
"""What the counts are told of, in this order."""


@dataclass(frozen=True)
class Salvaged:
    """What came of it. Each mapping counts rows by table.

    ``read`` are as they were; ``broken`` have lost a part, ``older`` are as they were before their last change, and
    ``remade`` are only a name that says so, because others hang on them. ``lost`` is about how many could not be
    brought back at all. ``let_go`` counts references to what is lost; ``pages_lost`` of ``pages`` could not be read.
    ``list_is_lost``: what the file says of its own tables is gone, so that nobody can know what is missing.
    ``is_doubtful``: it comes from a backup that is not as it was written.
    """

    path: Path
    read: Mapping[str, int]
    broken: Mapping[str, int] = field(default_factory=dict)
    older: Mapping[str, int] = field(default_factory=dict)
    remade: Mapping[str, int] = field(default_factory=dict)
    lost: Mapping[str, int] = field(default_factory=dict)
    let_go: int = 0
    pages: int = 0
    pages_lost: int = 0
    list_is_lost: bool = False
    shop_is_lost: bool = False
    identity_is_lost: bool = False
    is_doubtful: bool = False

    @property
    def is_complete(self) -> bool:
        """Whether nothing at all is missing, as far as can be known."""
        return not (
            any(
                map(
                    any, (self.broken.values(), self.older.values(), self.remade.values(), self.lost.values())
                )
            )
            or self.let_go
            or self.pages_lost
            or self.list_is_lost
            or self.shop_is_lost
            or self.identity_is_lost
            or self.is_doubtful
        )

    @property
    def sentences(self) -> list[str]:
        """What was saved and what is known to be lost, for the shopkeeper."""
        customers, purchases = self.read.get("customer", 0), self.read.get("purchase", 0)
        said = [
            _("Saved into “{name}”: customers {customers}, purchases {purchases}.").format(
                name=self.path.name, customers=f"{customers:,}", purchases=f"{purchases:,}"
            )
        ]
        if self.is_complete:
            return [*said, _("Nothing was missing.")]
        if self.pages_lost:
            said.append(
                _("{n} of the {all} pages of the file could not be read, or not wholly.").format(
                    n=f"{self.pages_lost:,}", all=f"{self.pages:,}"
                )
            )
        if self.list_is_lost:
            said.append(
                _(
                    "The beginning of the file was lost, so whether more is missing than what follows cannot be told."
                )
            )
        for table, kind in _KINDS.items():
            said += self._of_kind(table, _(kind))
        if self.let_go:
            said.append(
                ngettext(
                    "{n} entry pointed at something that is lost, and does no longer.",
                    "{n} entries pointed at something that is lost, and do no longer.",
                    self.let_go,
                ).format(n=f"{self.let_go:,}")
            )
        if self.shop_is_lost:
            said.append(_("The shop’s settings were lost. Set its name and currency in the settings."))
        if self.is_doubtful:
            said.append(
                _(
                    "The backup is damaged, so single letters and figures in it may be wrong without a sign of it."
                )
            )
        if self.identity_is_lost:
            said.append(
                _(
                    "Which book this was could not be read: it counts as a new one, which older copies cannot join."
                )
            )
        return said

    def _of_kind(self, table: str, kind: str) -> list[str]:
        read, lost = self.read.get(table, 0), self.lost.get(table, 0)
        told = (
            (lost, _("{kind}: about {n} of {all} could not be read.")),
            (self.older.get(table, 0), _("{kind}: {n} are as they were before their last change.")),
            (self.broken.get(table, 0), _("{kind}: of {n} a part of the text is lost.")),
            (
                self.remade.get(table, 0),
                _(
                    "{kind}: {n} were lost and stand there with a name that says so, because others hang on them."
                ),
            ),
        )
        everything = f"{read + lost + self.older.get(table, 0) + self.broken.get(table, 0):,}"
        return [
            sentence.format(kind=kind, n=f"{count:,}", all=everything) for count, sentence in told if count
        ]


def salvage(damaged: Path, new: Path, *, copy_id: str = "", progress: Progress = nothing) -> Salvaged:
    """Make a new book at ``new`` of all that can be read of ``damaged``, a book or a backup, which is only read.

    ``BookError`` if something is at ``new`` already, or nothing of a customer book can be found. ``copy_id`` names
    this PC on the line of the new book, which goes on from the last edit that could be read.
    """
    if damaged.is_dir() or not damaged.exists():
        raise BookError(_("There is no file at {path}.").format(path=damaged))
    try:
        with new_file(new) as part, damaged_book(damaged, near=new.parent) as book_file:
            answer = _salvage(book_file, part, new, damaged.name, copy_id, progress)
            return dataclasses.replace(answer, is_doubtful=book_file != damaged and not _is_proven(damaged))
    except OSError as error:
        raise BookError(
            _("“{name}” cannot be read: {reason}.").format(name=damaged.name, reason=error.strerror or error)
        ) from error


def _is_proven(backup: Path) -> bool:
    try:
        container.unpack(backup, None)
    except BookError:
        return False
    return True


def _salvage(damaged: Path, part: Path, new: Path, name: str, copy_id: str, progress: Progress) -> Salvaged:
    with PageFile(damaged) as file, NewBook(part) as book:
        found = book.look_into(file)
        for table, cells in found.sure(stage(progress, 0, 400)):
            book.place(table, cells)
        book.index_journal()
        found.find_loose(stage(progress, 400, 500))
        if found.any_loose:
            for table, cells in found.loose(stage(progress, 500, 580)):
                book.place_loose(table, cells)
            for table, cells in found.broken():
                book.place_broken(table, cells)
        if not any(book.read[table] for table in book.shapes if table not in ("book", "generation", "edit")):
            raise BookError(
                _("Nothing of a customer book could be found in “{name}”. It was left as it is.").format(
                    name=name
                )
            )
        progress(580, 1000)
        book.make_indexes()
        is_hurt = found.any_loose or any(damage.any for damage in found.damage.values()) or bool(book.unfit)
        if is_hurt:
            book.bring_back_older(table for table in _KINDS if table not in ("edit", "journal"))
            book.bring_back_older(["shop"])
        book.bring_back_first_rows(
            {*found.schema.roots, *(table for table in WITH_FIRST_ROWS if book.read[table])}
        )
        identity_is_lost = _keep_identity(book)
        shop_is_lost = _keep_shop(book)
        spoken = book.column("SELECT language FROM shop")[0]
        with language(spoken):
            mending = Mending(book, found)
            mending.mend()
        progress(600, 1000)
        lost = Counter[str]()
        last_numbers = found.last_numbers()
        if is_hurt:
            lost = count_losses(book, found)
            _guard_history(book, last_numbers.get("journal", 0))
        book.number_on_from(last_numbers)
        book.finish()
        progress(700, 1000)
        answer = Salvaged(
            path=new,
            read=book.read,
            broken=book.broken,
            older=book.older,
            remade=mending.remade,
            lost=lost,
            let_go=mending.let_go,
            pages=file.count,
            pages_lost=found.strange_pages
            + sum(damage.pages_missing + damage.pages_spoilt for damage in found.damage.values()),
            list_is_lost=any(damage.root_is_unknown for damage in found.damage.values()),
            shop_is_lost=shop_is_lost,
            identity_is_lost=identity_is_lost,
        )
    _sign(part, copy_id, progress, incomplete=not answer.is_complete)
    return answer


def _keep_identity(book: NewBook) -> bool:
    """Whether the book's own name could not be read, and it got a new one."""
    if book.column("SELECT 1 FROM book"):
        return False
    made_at = book.column("SELECT min(at) FROM edit")[0] or "2020-01-01T00:00:00+00:00"
    book.write("book", {"id": 1, "book_id": book.new_id, "made_at": made_at})
    return True


def _keep_shop(book: NewBook) -> bool:
    """Whether the shop's settings could not be read, and others stand in their place."""
    if book.column("SELECT 1 FROM shop"):
        return False
    currency = "CNY" if current_language() == "zh_CN" else "EUR"
    shop = Shop(
        name=_("My shop"), currency=currency, language=current_language(), region=region_for(currency)
    )
    values = {name: value for name, value in vars(shop).items() if name != "edit_id"}
    book.write("shop", {**values, "edit_id": NOBODYS})
    return True


def _guard_history(book: NewBook, last_number: int) -> None:
    """Edits of which a part of the journal is lost can no longer be taken back: half of them would come back."""
    book.db.execute(
        "UPDATE edit SET final = 1 WHERE id IN (SELECT edit_id FROM (SELECT edit_id,"
        " number - lag(number, 1, 0) OVER (ORDER BY number) AS before,"
        " lead(number, 1, max(number, ?) + 1) OVER (ORDER BY number) - number AS behind FROM journal)"
        " WHERE before <> 1 OR behind <> 1)"
        " OR (NOT bulk AND id NOT IN (SELECT edit_id FROM journal))",
        (last_number,),
    )


def _sign(part: Path, copy_id: str, progress: Progress, *, incomplete: bool) -> None:
    """Write down in the new book that it was salvaged, make its search afresh, and check all of it.

    What is lost is remembered with the generation, so that this copy is never taken for one that holds everything.
    """
    with Book.open(part, copy_id=copy_id) as book:
        store = book.store
        with book.edit(N_("Saved what could be read of a damaged book")):
            rebuild(store)
            progress(800, 1000)
            tables = store.column(
                "SELECT DISTINCT m.name FROM sqlite_master AS m JOIN pragma_table_info(m.name) AS c"
                " WHERE m.type = 'table' AND c.name = 'edit_id' AND m.name NOT IN ('journal', 'erased')"
            )
            # What nobody's edit explains any more hangs on this one, which cannot be taken back. The rows that every
            # book begins with are nobody's.
            for table in tables:
                began_so = " AND edit_id <> 0" if table in WITH_FIRST_ROWS else ""
                store.write(
                    f"UPDATE {table} SET edit_id = :edit WHERE edit_id NOT IN (SELECT id FROM edit){began_so}",
                    {"edit": store.edit_id},
                )
            store.write("UPDATE edit SET final = 1 WHERE id = :edit", {"edit": store.edit_id})
            if incomplete:
                store.write(
                    "UPDATE generation SET app_version = app_version || :mark"
                    " WHERE id = (SELECT generation_id FROM edit WHERE id = :edit)",
                    {"mark": lineage.SALVAGED, "edit": store.edit_id},
                )
        if wrong := check(store, stage(progress, 850, 1000)):
            raise BookError("\n".join(wrong))


def save_all_i_have(book: Book, new: Path) -> None:
    """A whole, checked copy of an open ``book`` at ``new``, through the connection it still has: its own file may be
    deleted or replaced meanwhile. ``BookError`` if something is at ``new``, or the copy is not whole."""
    with new_file(new) as part:
        book.store.copy_to(part, nothing)
        with Book.open(part, copy_id=book.store.copy_id) as copy:
            if wrong := check(copy.store):
                raise BookError("\n".join(wrong))
