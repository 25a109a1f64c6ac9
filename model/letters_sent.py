"""Letters that went to the post: each is a contact of its customer, and done is what it was about."""

from datetime import date

from model.book import Book
from model.channels import Channel
from model.contacts import record_contact
from model.letters_due import letters_due
from model.template_texts import filled
from model.text_templates import Purpose
from model.visits import Outcome, Visit
from resources.i18n import N_, current_language


def write_down_letters(
    book: Book,
    purpose: Purpose,
    day: date,
    today: date,
    staff_id: int | None = None,
    *,
    limit: int | None = None,
    cards: bool = False,
) -> int:
    """Write down, as one edit, that the letters of that purpose due on ``day`` were sent ``today``; how many.

    They are the same as ``reports.letters`` prints: without ``cards`` only those with an address. Whoever had a letter
    written down today has none again.
    """
    letters = [
        one
        for one in letters_due(book.store, purpose, day)[:limit]
        if (cards or book.customers.get(one.customer_id).has_address)
        and not _has_one_of(book, one.customer_id, today)
    ]
    if not letters:
        return 0
    with book.edit(N_("Wrote down letters that were sent: {n}"), n=str(len(letters))):
        for one in letters:
            text = filled(
                book,
                purpose,
                one.customer_id,
                current_language(),
                today,
                product=one.product,
                day=one.day,
                age=one.age,
            )
            sent = Visit(
                customer_id=one.customer_id,
                visited_on=today,
                channel=Channel.LETTER,
                staff_id=staff_id,
                outcome=Outcome.REACHED,
                note=f"{text.subject}\n{text.body}",
            )
            record_contact(book, sent, one.items)
    return len(letters)


def _has_one_of(book: Book, customer_id: int, day: date) -> bool:
    return bool(
        book.visits.count(
            "customer_id = :customer AND visited_on = :day AND channel = 'letter'",
            customer=customer_id,
            day=day.isoformat(),
        )
    )
