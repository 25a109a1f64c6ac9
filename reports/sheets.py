"""What a page of the window shows, to be put on paper: reports that no list of reports names.

The book is asked anew whenever one is made, in the language of the paper.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from model.complaint_list import Order as ComplaintOrder
from model.complaint_list import Show as ComplaintShow
from model.customer_list import Order as CustomerOrder
from model.follow_up_list import Order as FollowUpOrder
from model.follow_up_list import Show as FollowUpShow
from model.in_parts import Progress, in_parts
from model.looking_back.contacts_made import Order as ContactOrder
from model.looking_back.contacts_made import Show as ContactShow
from model.looking_back.suggestion_list import Order as SuggestionOrder
from model.looking_back.suggestion_list import Show as SuggestionShow
from model.product_list import ProductOrder
from reports.report import Options, Report
from resources.i18n import N_

if TYPE_CHECKING:
    from model.book import Book
    from model.call_lists import CallList
    from model.slips import Slip
    from reports.list_sheet import Facts

_AS_SHOWN = N_("The list as it is shown, with what was searched for and in its order.")


def customer(customer_id: int, name: str) -> Report:
    """Everything about one customer; ``name`` is for the title."""

    def make(book: Book, options: Options, target: Path | BinaryIO, progress: Progress | None) -> int:
        from reports import customer_facts, customer_sheet, customer_worth
        from reports.page import PAPERS

        gathering, laying_out = in_parts(progress, 2)
        facts = customer_facts.gather(book, customer_id, options.today)
        worth = customer_worth.gather(book.store, customer_id, options.today, gathering)
        paper = PAPERS[options.paper]
        return customer_sheet.write(replace(facts, worth=worth), target, paper, options.language, laying_out)

    purpose = N_("Everything that is known about one customer.")
    return Report("customer", N_("Customer"), purpose, frozenset(), make, about=name)


def call_list(made: CallList) -> Report:
    """A call list that was made, with what is written back by now."""

    def make(book: Book, options: Options, target: Path | BinaryIO, progress: Progress | None) -> int:
        from reports.call_list import write_list
        from reports.page import PAPERS

        paper = PAPERS[options.paper]
        return write_list(book, made.id, target, options.today, paper, options.language, progress)

    return Report(
        "made-call-list",
        N_("Call list"),
        N_("To call from, and to be written back line by line."),
        frozenset(),
        make,
        about=str(made.number),
        on=made.for_on,
    )


def slips(made: Sequence[Slip]) -> Report:
    """Numbered blank slips."""

    def make(book: Book, options: Options, target: Path | BinaryIO, progress: Progress | None) -> int:
        from reports.page import PAPERS
        from reports.slips import write_slips

        return write_slips(book, made, target, PAPERS[options.paper], options.language, progress)

    numbers = sorted({made[0].number, made[-1].number})
    return Report(
        "made-slips",
        N_("Blank slips"),
        N_("Numbered, to write on when there is no power. The page Lists asks for them until they are back."),
        frozenset(),
        make,
        about="–".join(map(str, numbers)),
    )


def recovery(password: str, places: Sequence[str]) -> Report:
    """The paper to keep with the password of the backups, which are at ``places``."""

    def make(book: Book, options: Options, target: Path | BinaryIO, progress: Progress | None) -> int:
        from reports import recovery_sheet
        from reports.page import PAPERS, letterhead

        facts = recovery_sheet.Facts(letterhead(book.shop), options.today, password, places)
        return recovery_sheet.write(facts, target, PAPERS[options.paper], options.language, progress)

    purpose = N_("To keep away from the PC, with the password of the backups.")
    return Report("recovery", N_("Recovery sheet"), purpose, frozenset(), make)


def customers(
    order: CustomerOrder, *, descending: bool = False, text: str = "", archived: bool = False
) -> Report:
    """The list of customers."""

    def facts(book: Book, today: date) -> Facts:
        from reports import lists

        return lists.customers(book, today, order, descending=descending, text=text, archived=archived)

    return _list("customers", N_("Customers"), facts, about=text)


def products(
    order: ProductOrder, *, descending: bool = False, text: str = "", archived: bool = False
) -> Report:
    """The list of products."""

    def facts(book: Book, today: date) -> Facts:
        from reports import lists

        return lists.products(book, today, order, descending=descending, text=text, archived=archived)

    return _list("product-list", N_("Products"), facts, about=text)


def complaints(
    show: ComplaintShow, order: ComplaintOrder, *, descending: bool = False, text: str = ""
) -> Report:
    """The list of complaints."""

    def facts(book: Book, today: date) -> Facts:
        from reports import lists

        return lists.complaints(book, today, show, order, descending=descending, text=text)

    return _list("complaints", N_("Complaints"), facts, about=text)


def follow_ups(
    show: FollowUpShow, order: FollowUpOrder, *, descending: bool = False, text: str = ""
) -> Report:
    """The list of what is planned."""

    def facts(book: Book, today: date) -> Facts:
        from reports import lists

        return lists.follow_ups(book, today, show, order, descending=descending, text=text)

    return _list("follow-ups", N_("Planned visits"), facts, about=text)


def contacts(show: ContactShow, order: ContactOrder, *, descending: bool = False, text: str = "") -> Report:
    """The list of contacts made."""

    def facts(book: Book, today: date) -> Facts:
        from reports import visit_lists

        return visit_lists.contacts(book, today, show, order, descending=descending, text=text)

    return _list("contacts", N_("Contacts made"), facts, about=text)


def suggestions(
    show: SuggestionShow, order: SuggestionOrder, *, descending: bool = False, text: str = ""
) -> Report:
    """The list of what customers suggest."""

    def facts(book: Book, today: date) -> Facts:
        from reports import visit_lists

        return visit_lists.suggestions(book, today, show, order, descending=descending, text=text)

    return _list("suggestions", N_("Suggestions"), facts, about=text)


def sales(day: date) -> Report:
    """What was sold on a day."""

    def facts(book: Book, today: date) -> Facts:
        from reports import lists

        return lists.sales(book, today, day)

    purpose = N_("Every receipt of a day, and what they come to.")
    return _list("sales", N_("Sales of the day"), facts, purpose=purpose, on=day)


def _list(
    name: str,
    title: str,
    facts_of: Callable[[Book, date], Facts],
    *,
    about: str = "",
    purpose: str = _AS_SHOWN,
    on: date | None = None,
) -> Report:
    def make(book: Book, options: Options, target: Path | BinaryIO, progress: Progress | None) -> int:
        from reports import list_sheet
        from reports.page import PAPERS

        facts = facts_of(book, options.today)
        return list_sheet.write(facts, target, PAPERS[options.paper], options.language, progress)

    return Report(name, title, purpose, frozenset(), make, about=about.strip(), on=on)
