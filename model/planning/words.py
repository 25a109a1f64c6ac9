"""Rules in words: what each is called, and one plain sentence that says what it plans."""

import re
from collections.abc import Iterator

from model.channels import Channel
from model.customers import CustomerClass
from model.days_in_words import format_day
from model.follow_ups import BY_HAND
from model.money import format_money
from model.store import Store
from model.visit_rules import Basis, ClosedDays, RuleKind, Scope, Unit, VisitRule
from resources.i18n import N_, _, ngettext

COMPLAINT = "complaint"
"""What a stored follow-up about a complaint that waits has for a rule; none of the owner's."""


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
    """What the rule plans, in one sentence: ``3 days after a sale of Green tea, by phone; not when they were spoken
    to since``. The names of products and customers are looked up."""
    sentence = _("{what}, {channel}").format(what=_what(rule, store), channel=_(_BY[rule.channel]))
    return _("{sentence}.").format(sentence=_("; ").join([sentence, *_conditions(rule, store)]))


def span(count: int, unit: Unit) -> str:
    """``3 days``, ``1 month``."""
    match unit:
        case Unit.DAYS:
            words = ngettext("{n} day", "{n} days", count)
        case Unit.WEEKS:
            words = ngettext("{n} week", "{n} weeks", count)
        case Unit.MONTHS:
            words = ngettext("{n} month", "{n} months", count)
        case Unit.YEARS:
            words = ngettext("{n} year", "{n} years", count)
    return words.format(n=count)


_BY = {
    Channel.PHONE: N_("by phone"),
    Channel.MESSAGE: N_("by message"),
    Channel.EMAIL: N_("by e-mail"),
    Channel.LETTER: N_("by letter"),
    Channel.VISIT: N_("with a visit"),
    Channel.COUNTER: N_("in the shop"),
}


def _what(rule: VisitRule, store: Store) -> str:
    """What is planned, without when not to."""
    match rule.kind:
        case RuleKind.AFTER_SALE:
            return _after_sale(rule).format(span=span(rule.count, rule.unit), goods=_goods(rule, store))
        case RuleKind.WARRANTY:
            return _before(
                rule,
                N_("{leads} before the warranty of {goods} ends"),
                N_("On the day on which the warranty of {goods} ends"),
            ).format(leads=_leads(rule), goods=_goods(rule, store))
        case RuleKind.RUNNING_OUT:
            return _before(
                rule,
                N_("{leads} before {goods} should be running out"),
                N_("On the day on which {goods} should be running out"),
            ).format(leads=_leads(rule), goods=_goods(rule, store))
        case RuleKind.SERVICE:
            return _before(
                rule,
                N_("{leads} before a free service of {goods} is due"),
                N_("On the day on which a free service of {goods} is due"),
            ).format(leads=_leads(rule), goods=_goods(rule, store))
        case RuleKind.AFTER_COMPLAINT:
            if not rule.count:
                return _("On the day on which a complaint about {goods} was closed").format(
                    goods=_goods(rule, store)
                )
            return _("{span} after a complaint about {goods} was closed").format(
                span=span(rule.count, rule.unit), goods=_goods(rule, store)
            )
        case RuleKind.YEARLY:
            return _before(
                rule,
                N_("{leads} before birthdays and yearly days of {people}"),
                N_("On birthdays and yearly days of {people}"),
            ).format(leads=_leads(rule), people=_people(rule, store))
        case RuleKind.KEEP_IN_TOUCH:
            return _keep_in_touch(rule).format(span=span(rule.count, rule.unit), people=_people(rule, store))
        case RuleKind.SILENT:
            return _("When {people} stay away for {times} times as long as usual").format(
                people=_people(rule, store), times=_times(rule)
            )
        case RuleKind.WIN_BACK:
            return _("When {people} stay away for {times} times as long as usual, {span} at least").format(
                people=_people(rule, store), times=_times(rule), span=span(rule.count, rule.unit)
            )
        case RuleKind.WISH:
            if rule.count:
                return _("{span} after what {people} wished for is in").format(
                    span=span(rule.count, rule.unit), people=_people(rule, store)
                )
            return _("As soon as what {people} wished for is in").format(people=_people(rule, store))


def _after_sale(rule: VisitRule) -> str:
    if not rule.count:
        return _("On the evening of a sale of {goods}")
    return _("{span} after a sale of {goods}")


def _before(rule: VisitRule, before: str, on_the_day: str) -> str:
    return _(on_the_day) if rule.leads == (0,) else _(before)


def _keep_in_touch(rule: VisitRule) -> str:
    if rule.basis is Basis.PLANNED:
        return _("Every {span} to {people}, whenever it was done last")
    if rule.by_contact and rule.by_purchase:
        return _("{span} after the last contact with, or purchase of, {people}")
    if rule.by_contact:
        return _("{span} after the last contact with {people}")
    if rule.by_purchase:
        return _("{span} after the last purchase of {people}, or this call")
    return _("{span} after the last time this was done, to {people}")


def _leads(rule: VisitRule) -> str:
    """``30 and 7 days``; 0 is the day itself, which the sentence around it makes clear."""
    *first, last = [str(lead) for lead in rule.leads]
    if not first:
        return span(rule.leads[0], Unit.DAYS)
    return _("{some} and {last} days").format(some=_(", ").join(first), last=last)


def _times(rule: VisitRule) -> str:
    return f"{(rule.times_percent or 150) / 100:g}"


def _goods(rule: VisitRule, store: Store) -> str:
    match rule.scope:
        case Scope.PRODUCT:
            name = store.value("SELECT name FROM product WHERE id = :id", id=rule.product_id)
            return _("“{name}”").format(name=name) if name else _("a product that is no longer there")
        case Scope.CATEGORY:
            return _("category “{name}”").format(name=rule.scope_text)
    if rule.least_cents:
        currency = str(store.value("SELECT currency FROM shop"))
        return _("{amount} or more").format(amount=format_money(rule.least_cents, currency))
    return _("anything")


def _people(rule: VisitRule, store: Store) -> str:
    match rule.scope:
        case Scope.CUSTOMER:
            name = store.value("SELECT name FROM customer WHERE id = :id", id=rule.customer_id)
            return str(name) if name else _("a customer who is no longer there")
        case Scope.CLASS:
            return _("{label} customers").format(label=_class_label(rule.scope_text))
        case Scope.TAG:
            return _("customers with the tag “{tag}”").format(tag=rule.scope_text)
    return _("customers")


def _class_label(text: str) -> str:
    known = text.strip().lower()
    return CustomerClass(known).label if known in CustomerClass.__members__.values() and known else text


def _conditions(rule: VisitRule, store: Store) -> Iterator[str]:
    """When not, and what else is out of the ordinary, a clause each."""
    if rule.scope in (Scope.PRODUCT, Scope.CATEGORY) and rule.least_cents:
        currency = str(store.value("SELECT currency FROM shop"))
        yield _("from {amount} on").format(amount=format_money(rule.least_cents, currency))
    restarts = rule.kind is RuleKind.KEEP_IN_TOUCH and rule.basis is Basis.DONE
    if rule.by_contact and not restarts:
        yield _("not when they were spoken to since")
    if rule.by_purchase and not restarts:
        yield _("not when they bought since")
    if rule.closed_days is ClosedDays.PREVIOUS:
        yield _("on the open day before when the shop is closed")
    elif rule.closed_days is ClosedDays.SAME:
        yield _("also when the shop is closed")
    if rule.starts_on:
        yield _("from {day}").format(day=format_day(rule.starts_on))
    if rule.ends_on:
        yield _("until {day}").format(day=format_day(rule.ends_on))
