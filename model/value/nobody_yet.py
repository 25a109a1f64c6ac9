"""What is said where there is nothing to tell yet."""

from datetime import date

from model.days_in_words import format_day
from model.store import Store
from resources.i18n import _


def nobody_yet(store: Store, on: date) -> str:
    """That no customer had bought anything by ``on``, and since when they do."""
    first = store.value("SELECT min(first_on) FROM customer_figures")
    if first is None:
        return _("No customer in this book has bought anything yet.")
    return _("Nobody had bought anything by {day}: the first sale to a customer was on {first}.").format(
        day=format_day(on), first=format_day(date.fromisoformat(first))
    )
