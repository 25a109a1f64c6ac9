"""The practice shop learns to plan: for years it only asked after sales, missed who stayed away and visited who had
complained; lately all the rules do their work."""

from dataclasses import replace

from model.book import Book
from model.visit_rules import RuleKind

ADOPTED_DAYS_AGO = 40

_FROM_THE_BEGINNING = (RuleKind.AFTER_SALE, RuleKind.SILENT, RuleKind.AFTER_COMPLAINT)


def begin_with_few(book: Book) -> list[int]:
    """Switch the other rules off; the ids of those that were on."""
    later = [rule for rule in book.visit_rules.active() if rule.kind not in _FROM_THE_BEGINNING]
    for rule in later:
        book.visit_rules.update(replace(rule, active=False))
    return [rule.id for rule in later]


def adopt(book: Book, later: list[int]) -> None:
    """Switch them on again, and win back those who are lost."""
    lost = [rule.id for rule in book.visit_rules.all() if rule.kind is RuleKind.WIN_BACK]
    for rule_id in (*later, *lost):
        book.visit_rules.update(replace(book.visit_rules.get(rule_id), active=True))
