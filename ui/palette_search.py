"""What Ctrl+K finds: customers by anything the book knows of them, every deed and every report by its words."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from model.book import Book
from model.folding import fold
from model.search import Hit
from reports.catalogue import CATALOGUE
from resources.i18n import _
from ui.actions import ACTIONS, Action
from ui.keys import shown_keys
from ui.widgets.command_palette import Entry

_CUSTOMERS, _LAST_CUSTOMERS = 8, 3
_AT_FIRST = ("sale", "contact", "complaint", "follow-up", "customer", "today")


class PaletteSearch:
    """``run(key)`` does an action, ``open_customer(id)`` goes to one, ``add_customer(typed)`` begins a new card,
    ``open_report(name)`` shows one of the reports, which are found only where this is given."""

    def __init__(
        self,
        book: Book,
        run: Callable[[str], object],
        open_customer: Callable[[int], object],
        add_customer: Callable[[str], object],
        open_report: Callable[[str], object] | None = None,
    ) -> None:
        self._book, self._open_report = book, open_report
        self._run, self._open_customer, self._add_customer = run, open_customer, add_customer

    def find(self, text: str) -> Sequence[Entry]:
        """Entries for what was typed; for nothing, what is done most and the customers seen last."""
        text = text.strip()
        if not text:
            usual = [action for key in _AT_FIRST for action in ACTIONS if action.key == key]
            return [*self._deeds(usual), *self._customers("", _LAST_CUSTOMERS)]
        deeds = [*self._deeds(_found(text)), *self._reports(text)]
        customers = list(self._customers(text, _CUSTOMERS))
        new = Entry(
            _("New customer “{text}”").format(text=text), "", "user-plus", partial(self._add_customer, text)
        )
        # A deed is meant when its words begin so; otherwise a name is likelier.
        begins = [entry for entry in deeds if fold(entry.title).startswith(fold(text))]
        return [*begins, *customers, *(entry for entry in deeds if entry not in begins), new]

    def _customers(self, text: str, most: int) -> Iterable[Entry]:
        for hit in self._book.search.find(text, most):
            yield Entry(hit.name, _where(hit), "user", partial(self._open_customer, hit.customer_id))

    def _reports(self, text: str) -> Iterable[Entry]:
        if self._open_report is None:
            return
        typed = fold(text).split()
        for report in CATALOGUE.values():
            words = fold(" ".join((report.title, report.title_words, report.purpose)))
            if all(word in words for word in typed):
                yield Entry(report.title, _("Printing"), "printer", partial(self._open_report, report.name))

    def _deeds(self, actions: Iterable[Action]) -> Iterable[Entry]:
        for action in actions:
            keys = shown_keys(action.keys[0]) if action.keys else ""
            yield Entry(action.title, "", action.icon, partial(self._run, action.key), keys)


def _found(text: str) -> list[Action]:
    """The actions that have every typed word in their words, in this language or in English."""
    typed = fold(text).split()
    return [
        action
        for action in ACTIONS
        if action.key != "palette" and all(word in _words(action) for word in typed)
    ]


def _words(action: Action) -> str:
    return fold(" ".join((action.title, action.text.replace("&", ""), _(action.words), action.words)))


def _where(hit: Hit) -> str:
    return " · ".join(part for part in (hit.phone, hit.city) if part)
