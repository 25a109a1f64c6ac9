"""Everything that a plan is made of, read from the book in a few passes: what wants a contact, whom, and what the shop
can do."""

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain

from model.planning.kinds import KINDS, silent
from model.planning.occasion import Occasion, Only, ShopDays, Window
from model.planning.people import Person, called_on, contact_days, people
from model.planning.questions import meant_class
from model.planning.shop_days import shop_days
from model.planning.standing import Priorities, priorities, weighed, with_connectors
from model.planning.stored import Key, asked_about, open_ones, stored_complaints, stored_keys
from model.planning.turning import turned_into
from model.planning.uncollected import uncollected
from model.planning.waiting_complaints import waiting_complaints
from model.planning.wanted import Wanted, of_occasion
from model.shop import Shops
from model.store import Store
from model.visit_rules import RuleKind, Scope, VisitRule, VisitRules


@dataclass(slots=True)
class OnLists:
    """What stands on open lines of open call lists: the number of the list by customer, and which follow-ups. ``calls``
    are how many lines there are by the day that their list is for."""

    number_of: dict[int, int]
    follow_ups: frozenset[int]
    calls: dict[date, int]


@dataclass(slots=True)
class Gathered:
    """What is known for planning ``window``. ``most_a_day`` and ``most_a_quarter`` are the shop's limits, ``None``
    where there is none; ``called`` are the calls made on the first day already, ``taken_on`` how many somebody took on
    for it beyond its room."""

    window: Window
    shop: ShopDays
    rules: Mapping[int, VisitRule]
    most_a_day: int | None
    most_a_quarter: int | None
    wanted: dict[int, list[Wanted]]
    people: dict[int, Person]
    contacts: dict[int, list[date]]
    priority: Priorities
    called: set[tuple[str, int]]
    on_lists: OnLists
    taken_on: int

    def let_go(self) -> None:
        """Forget it, bit by bit: of a large book these are objects by the million, and while Python frees them at one
        go, no other thread moves."""
        for known in (self.wanted, self.people, self.contacts):
            while known:
                known.popitem()


@uncollected()
def gather(store: Store, window: Window, only: Only = None) -> Gathered:
    """What the book knows for planning ``window``, of the customers in ``only``."""
    shop = Shops(store).get(1)
    days = shop_days(store)
    only = None if only is None else list(only)
    priority = priorities(store)
    rules = {rule.id: rule for rule in weighed(VisitRules(store).all(), priority)}
    active = [rule for rule in rules.values() if rule.active]
    occasions = [one for rule in active for one in occasions_of(store, rule, window, days, only)]
    wanted = _wanted(store, window, only, rules, occasions)
    return Gathered(
        window=window,
        shop=days,
        rules=rules,
        most_a_day=shop.visits_a_day,
        most_a_quarter=shop.contacts_a_quarter,
        wanted=wanted,
        people=people(store, wanted, window.first),
        contacts=contact_days(store, wanted, window.first) if shop.contacts_a_quarter else {},
        priority=priority,
        called=called_on(store, window.first),
        on_lists=on_lists(store),
        taken_on=taken_on(store, window.first),
    )


def renew(store: Store, known: Gathered, customers: Iterable[int]) -> None:
    """Read again what ``known`` says of these customers, of who brought them, and whatever is quick to read."""
    some = with_connectors(store, customers)
    fresh = gather(store, known.window, some)
    for customer_id in some:
        known.wanted.pop(customer_id, None)
        known.people.pop(customer_id, None)
        known.contacts.pop(customer_id, None)
    known.wanted.update(fresh.wanted)
    known.people.update(fresh.people)
    known.contacts.update(fresh.contacts)
    known.called, known.on_lists, known.taken_on = fresh.called, fresh.on_lists, fresh.taken_on


def occasions_of(
    store: Store, rule: VisitRule, window: Window, days: ShopDays, only: Only = None
) -> list[Occasion]:
    """What one rule asks for in ``window``, whatever is stored of it. One for a class asks for everybody who is treated
    as that class on any of the days."""
    kind = KINDS[rule.kind]
    facts = chain(
        kind.facts(store, rule, window, only),
        kind.facts(store, dataclasses.replace(rule, scope=Scope.ANY), window, later)
        if (later := turned_into(store, meant_class(rule), window, only))
        else (),
    )
    return [occasion for one in facts for occasion in kind.occasions(rule, one, window, days)]


def _wanted(
    store: Store,
    window: Window,
    only: Only,
    rules: Mapping[int, VisitRule],
    occasions: Iterable[Occasion],
) -> dict[int, list[Wanted]]:
    """All reasons, by customer: those that the rules ask for now, without what is stored, and what is stored open. What
    a rule once asked for is said as it is today: "today is day 61", not the day on which nobody answered."""
    asked = {one.key: one for one in occasions}
    known = stored_keys(store, {key[0] for key in asked})
    complaints = list(waiting_complaints(store, window, only))
    acted_on = stored_complaints(store, {one.customer_id for one in complaints})
    found: dict[int, list[Wanted]] = {}
    sales = asked_about(store, {one.customer_id for one in asked.values() if _is_after_sale(one)})
    for key, one in asked.items():
        if key not in known and not (_is_after_sale(one) and (one.rule.id, one.purchase_id) in sales):
            found.setdefault(one.customer_id, []).append(of_occasion(one))
    for complaint in complaints:
        if (complaint.complaint_id, complaint.anchor_on) not in acted_on:
            found.setdefault(complaint.customer_id, []).append(complaint)
    for stored in _as_said_now(store, list(open_ones(store, rules, window, only)), rules, window, asked):
        found.setdefault(stored.customer_id, []).append(stored)
    return found


def _as_said_now(
    store: Store,
    stored: Sequence[Wanted],
    rules: Mapping[int, VisitRule],
    window: Window,
    asked: Mapping[Key, Occasion],
) -> Iterator[Wanted]:
    left_alone: dict[int, set[int]] = {}
    for one in stored:
        if one.rule == RuleKind.SILENT and one.rule_id in rules and _still_asked(one, asked) is None:
            left_alone.setdefault(one.rule_id or 0, set()).add(one.customer_id)
    away = {
        rule_id: silent.reasons(store, rules[rule_id], window.first, who)
        for rule_id, who in left_alone.items()
    }
    for one in stored:
        fresh = _still_asked(one, asked)
        words = fresh.reason if fresh is not None else away.get(one.rule_id or 0, {}).get(one.customer_id)
        yield one if words is None else one._replace(words=words)


def _is_after_sale(one: Occasion) -> bool:
    return one.rule.kind is RuleKind.AFTER_SALE


def _still_asked(stored: Wanted, asked: Mapping[Key, Occasion]) -> Occasion | None:
    if stored.rule_id is None or stored.anchor_on is None:
        return None
    return asked.get((stored.customer_id, stored.rule_id, stored.anchor_on, stored.occasion))


def taken_on(store: Store, day: date) -> int:
    """How many customers somebody took on for ``day`` on that very day, although there was no room: open, or called."""
    return int(
        store.value(
            "SELECT count(*) FROM (SELECT customer_id FROM follow_up WHERE status = 'open'"
            " AND coalesce(snoozed_to, planned_on) = :day AND snoozed_to = shown_on"
            " UNION SELECT f.customer_id FROM visit AS v JOIN follow_up AS f ON f.id = v.follow_up_id"
            " WHERE v.visited_on = :day AND f.snoozed_to = :day AND f.shown_on = :day)",
            day=day.isoformat(),
        )
    )


def on_lists(store: Store) -> OnLists:
    """What stands on lists that are not written back; whoever lives with somebody on a list is on it too."""
    lines = store.rows(
        "SELECT l.id, l.customer_id, h.household_id, c.number, c.for_on FROM call_list AS c"
        " JOIN call_list_line AS l ON l.call_list_id = c.id LEFT JOIN customer AS h ON h.id = l.customer_id"
        " WHERE c.status = 'open' AND l.status = 'open'"
    )
    about = store.rows(
        "SELECT f.id, f.customer_id, c.number FROM call_list AS c JOIN call_list_line AS l ON l.call_list_id = c.id"
        " JOIN call_list_reason AS r ON r.call_list_line_id = l.id JOIN follow_up AS f ON f.id = r.follow_up_id"
        " WHERE c.status = 'open' AND l.status = 'open'"
    )
    homes = {line["household_id"]: line["number"] for line in lines if line["household_id"] is not None}
    number_of = {
        customer_id: homes[household_id]
        for customer_id, household_id in store.tuples(
            "SELECT id, household_id FROM customer WHERE household_id IN"
            f" ({', '.join(str(home) for home in homes)})"
        )
    }
    number_of |= {line["customer_id"]: line["number"] for line in lines if line["customer_id"] is not None}
    number_of |= {one["customer_id"]: one["number"] for one in about}
    calls: dict[date, int] = {}
    for line in lines:
        for_on = date.fromisoformat(line["for_on"])
        calls[for_on] = calls.get(for_on, 0) + 1
    return OnLists(number_of, frozenset(one["id"] for one in about), calls)
