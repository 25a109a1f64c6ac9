"""What was said and suggested, for paper: the contacts made, and the suggestions with what became of them."""

from datetime import date

from model.book import Book
from model.days_in_words import format_day
from model.looking_back import contacts_made, suggestion_list
from reports.columns import Column
from reports.list_sheet import Facts
from reports.lists import in_parts, shown, with_remark
from reports.page import letterhead
from reports.wording import names_and_phones, number
from resources.i18n import _, ngettext


def contacts(
    book: Book,
    today: date,
    show: contacts_made.Show,
    order: contacts_made.Order,
    *,
    descending: bool = False,
    text: str = "",
) -> Facts:
    """The contacts made, as far as ``text`` finds them."""
    ids = contacts_made.ids(book.store, show, text, order, descending=descending)
    rows = list(in_parts(ids, lambda some: contacts_made.rows(book.store, some)))
    count = ngettext("{n} contact", "{n} contacts", len(rows)).format(n=number(len(rows)))
    return Facts(
        shop=letterhead(book.shop),
        printed_on=today,
        title=_("Contacts made"),
        shown=shown(count, text, show.label),
        columns=(
            Column(_("Day")),
            Column(_("Customer"), 2.4, strong=True, lines=3),
            Column(_("How it ended"), 1.8, lines=2),
            Column(_("Of 10"), align="right"),
            Column(_("In their own words"), 5, lines=12),
            Column(_("By whom"), 1.5, lines=2),
        ),
        rows=[
            (
                format_day(row.on),
                with_remark(row.name, row.kind),
                with_remark(row.outcome.label, row.channel.label),
                "" if row.score is None else number(row.score),
                with_remark(row.said, row.suggestion if row.words else ""),
                row.staff,
            )
            for row in rows
        ],
        nothing=_("No contacts yet"),
        foot=names_and_phones(),
    )


def suggestions(
    book: Book,
    today: date,
    show: suggestion_list.Show,
    order: suggestion_list.Order,
    *,
    descending: bool = False,
    text: str = "",
) -> Facts:
    """What customers suggest, as far as ``text`` finds it."""
    ids = suggestion_list.ids(book.store, show, text, order, descending=descending)
    rows = list(in_parts(ids, lambda some: suggestion_list.rows(book.store, some)))
    count = ngettext("{n} suggestion", "{n} suggestions", len(rows)).format(n=number(len(rows)))
    return Facts(
        shop=letterhead(book.shop),
        printed_on=today,
        title=_("Suggestions"),
        shown=shown(count, text, show.label),
        columns=(
            Column(_("Said on")),
            Column(_("Customer"), 2, strong=True, lines=3),
            Column(_("Suggestion"), 4, lines=12),
            Column(_("What becomes of it"), 1.8, lines=2),
            Column(_("Our answer"), 3, lines=12),
            Column(_("Told on")),
        ),
        rows=[
            (
                format_day(row.on),
                row.name,
                row.suggestion,
                row.status.label,
                row.answer,
                format_day(row.told_on) if row.told_on else "",
            )
            for row in rows
        ],
        nothing=_("No suggestions yet"),
        foot=names_and_phones(),
    )
