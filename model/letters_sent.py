"""Letters that went to the post: each is a contact of its customer, and done is what it was about."""

from datetime import date, timedelta

from model.book import Book
from model.channels import Channel
from model.contacts import record_contact
from model.letters_due import LetterDue, letters_due
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
    written down today has none again, and whoever was congratulated has no second card for the same birthday.
    """
    letters = [
        one
        for one in letters_due(book.store, purpose, day)[:limit]
        if (cards or book.customers.get(one.customer_id).has_address)
    ]
    texts = {one: _text(book, one, today) for one in letters}
    letters = [one for one in letters if not _was_sent(book, one, texts[one], today)]
    if not letters:
        return 0
    with book.edit(N_("Wrote down letters that were sent: {n}"), n=str(len(letters))):
        for one in letters:
            sent = Visit(
                customer_id=one.customer_id,
                visited_on=today,
                channel=Channel.LETTER,
                staff_id=staff_id,
                outcome=Outcome.REACHED,
                note=texts[one],
            )
            record_contact(book, sent, one.items)
    return len(letters)


def _text(book: Book, letter: LetterDue, today: date) -> str:
    text = filled(
        book,
        letter.purpose,
        letter.customer_id,
        current_language(),
        today,
        product=letter.product,
        day=letter.day,
        age=letter.age,
    )
    return f"{text.subject}\n{text.body}"


_CARD_LASTS_DAYS = 62
"""The cards of a month are written from some weeks before it on; the next ones come a year later."""


def _was_sent(book: Book, letter: LetterDue, text: str, today: date) -> bool:
    """Whether they had a letter today; or, where no reason is settled that would remember it, one that begins alike,
    of late."""
    days = 0 if letter.items else _CARD_LASTS_DAYS
    beginning = text.strip().partition("\n")[0]
    sent = book.visits.all(
        "customer_id = :customer AND visited_on BETWEEN :since AND :today AND channel = 'letter'",
        customer=letter.customer_id,
        since=(today - timedelta(days=days)).isoformat(),
        today=today.isoformat(),
    )
    return any(one.visited_on == today or one.note.strip().startswith(beginning) for one in sent)
