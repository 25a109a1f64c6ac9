"""The lists of the window for paper: what stands in each, asked of the book anew."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import TypeVar

from model import complaint_list, customer_list, follow_up_list
from model.book import Book
from model.days_in_words import days_between, format_day, show_days
from model.money import format_money
from model.product_list import ProductOrder, products_found
from model.purchases import PurchaseKind
from model.sales_of_a_day import sales_of
from reports.columns import Column
from reports.list_sheet import Facts
from reports.page import letterhead
from reports.table import Cell
from reports.wording import names_and_phones, number
from resources.i18n import _, ngettext

Row = TypeVar("Row")

_AT_ONCE = 5000


def customers(
    book: Book,
    today: date,
    order: customer_list.Order,
    *,
    descending: bool = False,
    text: str = "",
    archived: bool = False,
) -> Facts:
    """The customers that ``text`` finds, all if it is blank."""
    ids = customer_list.ids(book, order, descending=descending, text=text, archived=archived)
    rows = list(in_parts(ids, lambda some: customer_list.rows(book, some)))
    money = _money_of(book)
    count = ngettext("{n} customer", "{n} customers", len(rows)).format(n=number(len(rows)))
    return Facts(
        shop=letterhead(book.shop),
        printed_on=today,
        title=_("Customers"),
        shown=shown(
            count, text, _("archived too") if archived else "", order=ordered(order.label, descending)
        ),
        columns=(
            Column(customer_list.Order.NAME.label, 3, strong=True, lines=2),
            Column(_("Phone")),
            Column(customer_list.Order.CITY.label, 1.6, lines=2),
            Column(customer_list.Order.LAST.label),
            Column(customer_list.Order.SALES.label, align="right"),
            Column(customer_list.Order.AMOUNT.label, align="right"),
            Column(customer_list.Order.PROFIT.label, align="right"),
        ),
        rows=[
            (
                with_remark(
                    row.name,
                    row.household,
                    _("archived") if row.archived else "",
                    _("do not contact") if row.do_not_contact else "",
                    _("open complaint") if row.open_complaint else "",
                ),
                row.phone,
                row.city,
                format_day(row.last_on) if row.last_on else _("never"),
                number(row.purchases),
                money(row.amount_cents),
                money(row.profit_cents),
            )
            for row in rows
        ],
        total=(
            count,
            "",
            "",
            "",
            number(sum(row.purchases for row in rows)),
            money(sum(row.amount_cents for row in rows)),
            money(sum(row.profit_cents for row in rows)),
        ),
        nothing=_("Nobody is found"),
        foot=names_and_phones(),
    )


def products(
    book: Book,
    today: date,
    order: ProductOrder,
    *,
    descending: bool = False,
    text: str = "",
    archived: bool = False,
) -> Facts:
    """The products that have every word of ``text``."""
    found = products_found(book, order, descending=descending, text=text, archived=archived)
    money = _money_of(book)
    count = ngettext("{n} product", "{n} products", len(found)).format(n=number(len(found)))
    return Facts(
        shop=letterhead(book.shop),
        printed_on=today,
        title=_("Products"),
        shown=shown(
            count,
            text,
            _("no longer sold too") if archived else "",
            order=ordered(order.label, descending),
        ),
        columns=(
            Column(ProductOrder.CODE.label),
            Column(ProductOrder.NAME.label, 3, strong=True, lines=3),
            Column(ProductOrder.CATEGORY.label, 2, lines=3),
            Column(ProductOrder.PRICE.label, align="right"),
            Column(ProductOrder.COST.label, align="right"),
            Column(ProductOrder.AGAIN.label, align="right"),
            Column(ProductOrder.WARRANTY.label, align="right"),
        ),
        rows=[
            (
                one.code,
                with_remark(one.name, _("no longer sold") if one.archived else ""),
                " · ".join(part for part in (one.category, one.sub_category) if part),
                "" if one.price_cents is None else money(one.price_cents),
                "" if one.cost_cents is None else money(one.cost_cents),
                show_days(one.repurchase_days) if one.repurchase_days else "",
                show_days(one.warranty_days) if one.warranty_days else "",
            )
            for one in found
        ],
        nothing=_("No product is found"),
    )


def complaints(
    book: Book,
    today: date,
    show: complaint_list.Show,
    order: complaint_list.Order,
    *,
    descending: bool = False,
    text: str = "",
) -> Facts:
    """The complaints that ``text`` finds."""
    ids = complaint_list.ids(book.store, show, text, order, descending=descending)
    rows = list(in_parts(ids, lambda some: complaint_list.rows(book.store, some, today)))
    money = _money_of(book)
    cost = sum(row.cost_cents or 0 for row in rows)
    count = ngettext("{n} complaint", "{n} complaints", len(rows)).format(n=number(len(rows)))
    return Facts(
        shop=letterhead(book.shop),
        printed_on=today,
        title=_("Complaints"),
        shown=shown(count, text, show.label),
        columns=(
            Column(_("Said on")),
            Column(_("Customer"), 2, strong=True, lines=3),
            Column(_("Complaint"), 5, lines=12),
            Column(_("State"), 1.6, lines=3),
            Column(_("Looks after it"), 1.4, lines=2),
            Column(_("Cost"), align="right"),
        ),
        rows=[
            (
                format_day(row.said_on),
                with_remark(row.name, row.phone),
                with_remark(row.words or row.product, row.product if row.words else "", row.cause),
                (row.stands, row.waits),
                row.handler,
                "" if row.cost_cents is None else money(row.cost_cents),
            )
            for row in rows
        ],
        total=(*[""] * 4, _("Together"), money(cost)) if cost else (),
        nothing=_("No complaint is found"),
        foot=names_and_phones(),
    )


def follow_ups(
    book: Book,
    today: date,
    show: follow_up_list.Show,
    order: follow_up_list.Order,
    *,
    descending: bool = False,
    text: str = "",
) -> Facts:
    """What is planned, or was, as far as ``text`` finds it."""
    ids = follow_up_list.ids(book.store, today, show, text, order, descending=descending)
    rows = list(in_parts(ids, lambda some: follow_up_list.rows(book.store, some, today)))
    count = ngettext("{n} planned visit", "{n} planned visits", len(rows)).format(n=number(len(rows)))
    return Facts(
        shop=letterhead(book.shop),
        printed_on=today,
        title=_("Planned visits"),
        shown=shown(count, text, show.label),
        columns=(
            Column(_("Day")),
            Column(_("Customer"), 2.4, strong=True, lines=3),
            Column(_("Phone")),
            Column(_("Why"), 5, lines=8),
            Column(_("How"), 1.5, lines=2),
            Column(_("Tried"), align="right"),
        ),
        rows=[
            (
                (format_day(row.on, "medium"), days_between(row.on, today) if row.open else row.status.label),
                row.name,
                row.phone,
                with_remark(row.reason, _("promised") if row.promise else ""),
                row.channel.label,
                f"{row.attempts}×" if row.attempts else "",
            )
            for row in rows
        ],
        nothing=_("Nothing is planned here"),
        foot=names_and_phones(),
    )


def sales(book: Book, today: date, day: date) -> Facts:
    """What was sold on a day, from the first receipt to the last."""
    rows = sales_of(book, day)[::-1]
    money = _money_of(book)
    sold = sum(row.purchase.kind is PurchaseKind.SALE for row in rows)
    count = ngettext("{n} sale", "{n} sales", sold).format(n=number(sold))
    return Facts(
        shop=letterhead(book.shop),
        printed_on=today,
        title=_("Sales of the day"),
        shown=(format_day(day, "long"), count),
        columns=(
            Column(_("Time")),
            Column(_("Receipt")),
            Column(_("Customer"), 2, strong=True, lines=3),
            Column(_("What"), 4, lines=12),
            Column(_("Served by"), 1.2, lines=2),
            Column(_("Amount"), align="right"),
        ),
        rows=[
            (
                row.purchase.bought_at or "",
                row.purchase.receipt_number,
                row.customer or _("Walk-in"),
                row.what,
                row.staff,
                money(row.purchase.amount_cents),
            )
            for row in rows
        ],
        total=("", "", count, "", _("Together"), money(sum(row.purchase.amount_cents for row in rows))),
        nothing=_("Nothing sold on this day yet"),
    )


def in_parts(ids: Sequence[int], fetch: Callable[[Sequence[int]], Sequence[Row | None]]) -> Iterator[Row]:
    """The rows of many ids, so many at once as one question may name; without those deleted meanwhile."""
    for start in range(0, len(ids), _AT_ONCE):
        yield from (row for row in fetch(ids[start : start + _AT_ONCE]) if row is not None)


def shown(count: str, text: str, which: str, order: str = "") -> tuple[str, ...]:
    searched = _("found by “{text}”").format(text=text.strip()) if text.strip() else ""
    return tuple(part for part in (count, searched, which, order) if part)


def ordered(column: str, descending: bool) -> str:
    sentence = _("by {column}, descending") if descending else _("by {column}")
    return sentence.format(column=column)


def with_remark(words: str, *remarks: str) -> Cell:
    """``words`` with whatever is to be remarked beneath them."""
    remark = " · ".join(part for part in remarks if part)
    return (words, remark) if remark else words


def _money_of(book: Book) -> Callable[[int], str]:
    currency = book.shop.currency
    return lambda cents: format_money(cents, currency)
