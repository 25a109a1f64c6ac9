"""The Book: the open file and the front door to everything in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from model import database, ids, nouns, open_here
from model.errors import BookError
from model.refused import damaged
from model.store import Store
from model.trouble import Trouble, TroubleError
from resources.i18n import N_, _

if TYPE_CHECKING:
    from model.call_lists import CallListLines, CallListReasons, CallLists
    from model.changes import Listener
    from model.clashes import Clashes
    from model.class_lines import ClassLinesSet
    from model.class_reviews import ClassReviews, ClassSteps
    from model.class_treatments import ClassTreatments
    from model.complaints import Complaints
    from model.customer_days import CustomerDays
    from model.customer_phones import Phones
    from model.customers import Customers
    from model.follow_ups import FollowUps
    from model.gifts import Gifts
    from model.households import Households
    from model.product_services import ProductServices, ServiceUses
    from model.products import Products
    from model.purchases import PurchaseLines, Purchases
    from model.search import Search
    from model.shop import Holidays, Shop, Shops
    from model.slips import Slips
    from model.staff import Staff
    from model.text_templates import TextTemplates
    from model.undo import Undo
    from model.undone import Undone
    from model.visit_rules import VisitRules
    from model.visits import Visits
    from model.wishes import Wishes


class Book:
    """An open customer book. It belongs to the thread that opened it; other threads open their own (``again``)."""

    shops: Shops
    holidays: Holidays
    staff: Staff
    households: Households
    customers: Customers
    phones: Phones
    customer_days: CustomerDays
    products: Products
    product_services: ProductServices
    purchases: Purchases
    purchase_lines: PurchaseLines
    service_uses: ServiceUses
    wishes: Wishes
    complaints: Complaints
    gifts: Gifts
    class_lines: ClassLinesSet
    class_reviews: ClassReviews
    class_steps: ClassSteps
    class_treatments: ClassTreatments
    visit_rules: VisitRules
    follow_ups: FollowUps
    call_lists: CallLists
    call_list_lines: CallListLines
    call_list_reasons: CallListReasons
    visits: Visits
    slips: Slips
    text_templates: TextTemplates
    clashes: Clashes

    def __init__(self, path: Path, store: Store, *, read_only: bool = False) -> None:
        self.path = path
        self.store = store
        self.read_only = read_only
        store.follow(("customer", "customer_phone"), lambda customers: self.search.reindex(customers))

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> object:
            # Each of the tables above is loaded when it is first asked for: the first page needs few of them.
            kind = type(self).__annotations__.get(name)
            if kind is None:
                raise AttributeError(f"a book has no {name}")
            setattr(self, name, table := nouns.called(kind)(self.store))
            return table

    @cached_property
    def search(self) -> Search:
        """Customers by what is typed of them."""
        from model.search import Search

        return Search(self.store)

    @cached_property
    def _undo(self) -> Undo:
        from model.undo import Undo

        return Undo(self.store)

    @classmethod
    def create(
        cls, path: Path, shop: Shop, copy_id: str = "", fill: Callable[[Book], None] = lambda _book: None
    ) -> Book:
        """A new book for ``shop``, open. ``BookError``, and no file, if one is there already or it cannot be made.

        ``fill`` may put more into it: all in the first edit, which nobody can undo.
        """
        from model.new_file import new_file

        with (
            new_file(path) as part,
            cls._open(part, read_only=False, copy_id=copy_id) as book,
            book.edit(N_("Made the book of {name}"), name=shop.name),
        ):
            book.shops.insert(shop)
            fill(book)
        return cls.open(path, copy_id=copy_id)

    @classmethod
    def open(cls, path: Path, *, read_only: bool = False, copy_id: str = "") -> Book:
        """The book at ``path``. ``BookError`` with what to do if it is missing, damaged, strange, newer or locked.

        ``copy_id`` names this PC on the book's line of generations.
        """
        book = cls._open(path, read_only=read_only, copy_id=copy_id)
        try:
            if book.store.value("SELECT 1 FROM book CROSS JOIN shop") is None:
                raise damaged(path)
            ids.rise_above(nouns.highest_id(book.store))
        except BaseException:
            book.close()
            raise
        return book

    @classmethod
    def open_or_read(cls, path: Path, *, copy_id: str = "") -> Book:
        """As ``open``, but a book that cannot be written here is opened for reading only, and every edit refused with
        the reason: ``book.store.closed_to_writing``."""
        try:
            return cls.open(path, copy_id=copy_id)
        except TroubleError as refused:
            if refused.trouble not in (Trouble.READ_ONLY, Trouble.TWO_NAMES):
                raise
            book = cls.open(path, read_only=True, copy_id=copy_id)
            book.store.close_to_writing(str(refused))
            return book

    @classmethod
    def _open(cls, path: Path, *, read_only: bool, copy_id: str) -> Book:
        connection = database.open_file(path, read_only=read_only)
        try:
            book = cls(path, Store(connection, copy_id), read_only=read_only)
        except BaseException:
            database.let_go(connection, path)
            raise
        if read_only:
            book.store.close_to_writing(
                _("“{name}” is open read-only here, so nothing is saved.").format(name=path.name)
            )
        return book

    def again(self, *, read_only: bool = False) -> Book:
        """The same book through a connection of its own, for another thread."""
        return Book.open(self.path, read_only=read_only or self.read_only, copy_id=self.store.copy_id)

    @property
    def book_id(self) -> str:
        """What every copy of this book shares, and no other book has."""
        return str(self.store.value("SELECT book_id FROM book"))

    @property
    def shop(self) -> Shop:
        """The shop's settings as they are now."""
        return self.shops.get(1)

    @contextmanager
    def edit(self, what: str, /, **about: str) -> Iterator[None]:
        """One thing that a person does: all of it is saved when the block ends, or nothing (see ``Store.edit``)."""
        with self.store.edit(what, about):
            yield

    def written_after(self, now: datetime) -> datetime | None:
        """The moment of the latest edit if it lies after ``now``: the clock of this or another PC is wrong.

        Nothing depends on it but what people read: order and lineage never ask a clock.
        """
        latest = self.store.value("SELECT at FROM edit ORDER BY number DESC LIMIT 1")
        moment = datetime.fromisoformat(latest) if latest else now
        return moment if moment > now else None

    def undo(self) -> Undone | None:
        """Take back the latest edit; ``None`` if there is nothing left to take back."""
        return self._undo.undo()

    def next_undo(self) -> int | None:
        """The edit that ``undo`` would take back; ``None`` if there is nothing left."""
        return self._undo.next_undo()

    def next_redo(self) -> int | None:
        """The undo that ``redo`` would take back; ``None`` if something else was done since."""
        return self._undo.next_redo()

    def take_back(self, edit_id: int) -> Undone:
        """Take back one edit, wherever it stands in the history."""
        return self._undo.take_back(edit_id)

    def redo(self) -> Undone | None:
        """Put back what the latest undo took away; ``None`` if something else was done since."""
        return self._undo.redo()

    def listen(self, listener: Listener) -> None:
        """Call ``listener`` with a Change after each commit."""
        self.store.listen(listener)

    def forget(self, listener: Listener) -> None:
        """Stop calling ``listener``."""
        self.store.forget(listener)

    @contextmanager
    def swapping(self) -> Iterator[None]:
        """Let go of the file while the block puts another copy in its place; then go on with that one.

        Whoever listens hears of one change that concerns everything. No other connection of this process may be open.
        If the new file cannot be opened, ``BookError``, and the book is closed. Whoever only reads exchanges nothing
        either: the book may be open for writing elsewhere. Nor does who has lost the file meanwhile: what was written
        into it would go with the connection.
        """
        if self.read_only:
            raise BookError(self.store.closed_to_writing)
        self.store.insist_on_its_file()
        self.close()
        try:
            yield
        finally:
            connection = database.open_file(self.path, read_only=False)
            self.store.go_on_with(connection)
        ids.rise_above(nouns.highest_id(self.store))

    def close(self) -> None:
        """Close the file and leave nothing beside it. Closing twice is harmless."""
        if not self.store.closed:
            self.store.close()
            open_here.note_closed(self.path)

    def __enter__(self) -> Book:
        return self

    def __exit__(self, *_exc: object) -> None:
        self.close()
