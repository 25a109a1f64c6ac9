"""Rules in words: what each is called, and one plain sentence that says what it plans."""

import re
from collections.abc import Iterator

from model.channels import Channel
from model.customer_class import CustomerClass
from model.days_in_words import format_day
from model.follow_ups import BY_HAND, COMPLAINT
from model.money import format_money
from model.planning.rule_sentences import IN_TOUCH, SENTENCES
from model.store import Store
from model.visit_rules import Basis, ClosedDays, RuleKind, Scope, Unit, VisitRule, units
from resources.i18n import N_, _, ngettext


def filled(words: str, **values: str) -> str:
    """The owner's ``words`` with ``{what}`` and ``{day}`` filled in; every other brace stays as it was typed."""
    return re.sub(r"\{(\w+)\}", lambda match: values.get(match[1], match[0]), words)


def rule_name(rule: VisitRule) -> str:
    """What the owner calls the rule, else its kind."""
    return rule.name.strip() or rule.kind.label


def rule_label(kind: str) -> str:
    """The words for the rule that a stored follow-up names; planned by hand if no rule of today is called so."""
    if kind == COMPLAINT:
        return _("Complaint that waits")
    if kind != BY_HAND and kind in RuleKind.__members__.values():
        return RuleKind(kind).label
    return _("Planned by hand")


def rule_in_words(rule: VisitRule, store: Store) -> str:
    """What the rule plans, in one sentence: ``3 days after a sale of “Green tea”, by phone; not when they were spoken
    to since.`` The names of products and customers are looked up."""
    sentence = _("{when}, {channel}").format(when=_when(rule, store), channel=_(_BY[rule.channel]))
    return _("{sentence}.").format(sentence=_("; ").join([sentence, *_conditions(rule, store)]))


def _every(count: int, unit: Unit) -> str:
    match unit:
        case Unit.DAYS:
            words = ngettext("Every day", "Every {n} days", count)
        case Unit.WEEKS:
            words = ngettext("Every week", "Every {n} weeks", count)
        case Unit.MONTHS:
            words = ngettext("Every month", "Every {n} months", count)
        case Unit.YEARS:
            words = ngettext("Every year", "Every {n} years", count)
    return words.format(n=count)


_BY = {
    Channel.PHONE: N_("by phone"),
    Channel.MESSAGE: N_("by message"),
    Channel.EMAIL: N_("by e-mail"),
    Channel.LETTER: N_("by letter"),
    Channel.VISIT: N_("with a visit"),
    Channel.COUNTER: N_("in the shop"),
}


_OF_PEOPLE = {RuleKind.YEARLY, RuleKind.KEEP_IN_TOUCH, RuleKind.SILENT, RuleKind.WIN_BACK}
"""Kinds that are about customers; the others are about goods."""

_BEFORE = {RuleKind.WARRANTY, RuleKind.RUNNING_OUT, RuleKind.YEARLY, RuleKind.SERVICE}
"""Kinds that count the days before something."""


def _when(rule: VisitRule, store: Store) -> str:
    """What is planned, without the conditions."""
    what = _people(rule, store) if rule.kind in _OF_PEOPLE else _goods(rule, store)
    if rule.kind is RuleKind.KEEP_IN_TOUCH:
        return _keep_in_touch(rule, what)
    before = [lead for lead in rule.leads if lead] if rule.kind in _BEFORE else []
    at_once = not before and (rule.kind in _BEFORE or not rule.count)
    choice = SENTENCES[rule.kind]
    if at_once:
        sentence = _(choice.some_at_once if what else choice.all_at_once)
    else:
        sentence = _(choice.some if what else choice.all)
    sentence = sentence.format(
        span=_days_before(before) if before else units(rule.count, rule.unit), what=what, times=_times(rule)
    )
    return (
        _("{when}, and on the day itself").format(when=sentence) if before and 0 in rule.leads else sentence
    )


def _keep_in_touch(rule: VisitRule, what: str) -> str:
    if rule.basis is Basis.PLANNED:
        sentence = _("{every}, by the calendar, with {what}") if what else _("{every}, by the calendar")
        return sentence.format(every=_every(rule.count, rule.unit), what=what)
    all_of_them, some = IN_TOUCH[rule.by_contact, rule.by_purchase]
    return _(some if what else all_of_them).format(span=units(rule.count, rule.unit), what=what)


def _days_before(leads: list[int]) -> str:
    """``7 days``, ``30 and 7 days``."""
    *others, last = leads
    if not others:
        return units(last, Unit.DAYS)
    return _("{some} and {last} days").format(some=_(", ").join(map(str, others)), last=last)


def _times(rule: VisitRule) -> str:
    """How many times as long as usual; where the rule does not say so, its kind does."""
    usual = 400 if rule.kind is RuleKind.WIN_BACK else 150
    return f"{(rule.times_percent or usual) / 100:g}"


def _goods(rule: VisitRule, store: Store) -> str:
    """The goods that the rule is about; empty if it is about all."""
    match rule.scope:
        case Scope.PRODUCT:
            name = store.value("SELECT name FROM product WHERE id = :id", id=rule.product_id)
            return _("“{name}”").format(name=name) if name else _("a product that is no longer in the book")
        case Scope.CATEGORY:
            return _("anything in “{category}”").format(category=rule.scope_text.strip())
    return ""


def _people(rule: VisitRule, store: Store) -> str:
    """The customers for whom the rule is; empty if it is for all."""
    match rule.scope:
        case Scope.CUSTOMER:
            name = store.value("SELECT name FROM customer WHERE id = :id", id=rule.customer_id)
            return str(name) if name else _("a customer who is no longer in the book")
        case Scope.CLASS:
            return _of_class(rule.scope_text)
        case Scope.TAG:
            return _("customers with the tag “{tag}”").format(tag=rule.scope_text.strip())
    return ""


def _of_class(text: str) -> str:
    """Whoever is treated as that class."""
    match text.strip().lower():
        case CustomerClass.NEW:
            return _("new customers")
        case CustomerClass.INACTIVE:
            return _("inactive customers")
        case CustomerClass.GOLD:
            return _("Gold customers and those who brought several others")
        case known if known and known in CustomerClass.__members__.values():
            text = CustomerClass(known).label
    return _("{class_name} customers").format(class_name=text)


def _conditions(rule: VisitRule, store: Store) -> Iterator[str]:
    """When not, and what else is out of the ordinary, a clause each."""
    if rule.kind not in _OF_PEOPLE and (people := _people(rule, store)):
        yield _("only for {people}").format(people=people)
    if rule.kind is RuleKind.AFTER_SALE and rule.least_cents:
        currency = str(store.value("SELECT currency FROM shop"))
        yield _("only from {amount} on").format(amount=format_money(rule.least_cents, currency))
    if not (rule.kind is RuleKind.KEEP_IN_TOUCH and rule.basis is Basis.DONE):
        if rule.by_contact and rule.by_purchase:
            yield _("not when they were spoken to or bought something since")
        elif rule.by_contact:
            yield _("not when they were spoken to since")
        elif rule.by_purchase:
            yield _("not when they bought something since")
    if rule.closed_days is ClosedDays.PREVIOUS:
        yield _("on the open day before when the shop is closed")
    elif rule.closed_days is ClosedDays.SAME:
        yield _("also on days when the shop is closed")
    if rule.starts_on:
        yield _("from {day}").format(day=format_day(rule.starts_on))
    if rule.ends_on:
        yield _("until {day}").format(day=format_day(rule.ends_on))
