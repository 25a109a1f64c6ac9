"""Classes in the plan: the one that stands on the day, connectors as gold, and the owner's priorities."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest

from model.book import Book
from model.changes import Change
from model.class_lines import ClassLines
from model.classes import held
from model.contacts import reasons_for, record_contact, snooze
from model.customer_class import JUDGED, CustomerClass
from model.customers import Customer
from model.due import in_order
from model.planning.cases import case_on
from model.planning.gathering import Gathered, gather
from model.planning.occasion import Window
from model.planning.people import people
from model.planning.plan import due, plan
from model.planning.planner import Planner
from model.planning.preview import preview
from model.planning.standing import priorities, weighed
from model.planning.stored import STATUS_ON
from model.planning.storing import stored
from model.planning.wanted import Wanted
from model.today_facts import after_changes, today_facts
from model.visit_rules import RuleKind, Scope, Unit, VisitRule
from model.visits import Outcome, Visit
from tests.makers import add_customer, add_sale, add_visit, review_classes
from tests.model.planning.asked_rules import asked
from tests.model.planning.shop_at_random import TODAY, fill
from tests.model.test_as_it_was import was_made_on

KNOWN = date(2024, 1, 31)
DAY = date(2026, 2, 28)
A_YEAR = timedelta(days=365)
MONTHLY = VisitRule(kind=RuleKind.KEEP_IN_TOUCH, count=1, unit=Unit.MONTHS, scope=Scope.CLASS)


def somebody(book: Book, name: str, to_class: CustomerClass = CustomerClass.NONE, **fields: object) -> int:
    """Somebody who is long known, may be called, and was put into a class a month ago."""
    customer_id = add_customer(book, name, "07700 900123", known_since=KNOWN, **fields)
    if to_class is not CustomerClass.NONE:
        review_classes(book, DAY - timedelta(days=28), one=(customer_id, to_class))
    return customer_id


def brings(book: Book, customer_id: int, name: str, on: date = DAY - A_YEAR) -> int:
    """Somebody whom this customer brought, and who bought."""
    brought = add_customer(book, name, introduced_by_id=customer_id)
    add_sale(book, brought, on)
    return brought


def meant(book: Book, class_name: str, on: date = DAY) -> set[str]:
    found = asked(book, replace(MONTHLY, scope_text=class_name), on)
    return {book.customers.get(one.customer_id).name for one in found}


def test_a_rule_for_a_class_is_for_whom_the_review_put_there(book: Book) -> None:
    somebody(book, "Gold", CustomerClass.GOLD)
    somebody(book, "Lead", CustomerClass.LEAD)
    somebody(book, "By hand", CustomerClass.LEAD, class_by_hand=CustomerClass.GOLD)
    somebody(book, "Nobody knows")
    assert meant(book, "gold") == {"Gold", "By hand"}
    assert meant(book, "lead") == {"Lead"}
    assert meant(book, "") == set()


def test_a_rule_may_be_for_new_and_for_inactive_customers(book: Book) -> None:
    add_customer(book, "New", known_since=DAY - timedelta(days=28))
    somebody(book, "Gone", CustomerClass.INACTIVE)
    somebody(book, "Iron", CustomerClass.IRON)
    assert meant(book, "new") == {"New"}
    assert meant(book, "inactive") == {"Gone"}


def test_a_plan_of_a_past_day_uses_the_classes_of_that_day(book: Book) -> None:
    anna = somebody(book, "Anna")
    review_classes(book, date(2025, 7, 1), one=(anna, CustomerClass.IRON))
    review_classes(book, date(2026, 1, 1), one=(anna, CustomerClass.GOLD))
    assert meant(book, "iron", date(2025, 12, 31)) == {"Anna"}
    assert meant(book, "iron", date(2026, 1, 31)) == set()
    assert meant(book, "gold", date(2026, 1, 31)) == {"Anna"}
    before, after = (people(book.store, [anna], day)[anna] for day in (date(2025, 8, 1), DAY))
    assert (before.standing.class_on(DAY), after.standing.class_on(DAY)) == (
        CustomerClass.IRON,
        CustomerClass.GOLD,
    )


def test_a_plan_of_a_past_day_knows_nothing_of_a_class_given_since(book: Book) -> None:
    later = date(2026, 3, 31)
    anna = somebody(book, "Anna", CustomerClass.IRON)
    ben = somebody(book, "Ben", class_by_hand=CustomerClass.GOLD)
    add_sale(book, None, later + timedelta(days=1))
    was_made_on(book, DAY)
    with book.edit("Other classes"):
        for customer_id, given in ((anna, CustomerClass.GOLD), (ben, CustomerClass.NONE)):
            book.customers.update(replace(book.customers.get(customer_id), class_by_hand=given))
    was_made_on(book, later)
    assert (meant(book, "iron"), meant(book, "gold")) == ({"Anna"}, {"Ben"})
    assert (meant(book, "iron", later), meant(book, "gold", later)) == (set(), {"Anna"})
    for only in ([anna], [ben]):
        found = asked(book, replace(MONTHLY, scope_text="gold"), DAY, only=only)
        assert [one.customer_id for one in found] == [one for one in only if one == ben]


def test_who_brought_several_is_meant_where_gold_is_meant_and_nowhere_else(book: Book) -> None:
    connector = somebody(book, "Connector", CustomerClass.LEAD)
    best = somebody(book, "Best", CustomerClass.PLATINUM)
    brought_one = somebody(book, "Brought one", CustomerClass.LEAD)
    for who, times in ((connector, 2), (best, 2), (brought_one, 1)):
        for n in range(times):
            brings(book, who, f"Friend {n} of {who}")
    add_customer(book, "Never bought", introduced_by_id=brought_one)
    assert meant(book, "gold") == {"Connector"}
    assert meant(book, "platinum") == {"Best"}
    assert meant(book, "lead") == {"Brought one"}


def test_the_owners_priority_decides_among_equals(book: Book) -> None:
    for name in ("lead", "gold", "iron", "platinum"):
        customer_id = somebody(book, name, CustomerClass(name))
        add_sale(book, customer_id, DAY - timedelta(days=3))
    with book.edit("Fewer rules, one call a day"):
        for rule in book.visit_rules.all():
            book.visit_rules.update(replace(rule, active=rule.kind is RuleKind.AFTER_SALE and rule.id == 1))
        book.shops.update(replace(book.shop, visits_a_day=1, contacts_a_quarter=None))
    # Who came lately is new, whatever the review said of them.
    add_sale(book, somebody(book, "none"), DAY - A_YEAR)
    calls = [one.name for day in plan(book.store, DAY, 4) for one in day.due]
    assert calls == ["lead", "gold", "iron", "platinum"], "all four are new: equal, in the order of the book"

    for one in book.customers.all():
        add_sale(book, one.id, DAY - A_YEAR)
    calls = [one.name for day in plan(book.store, DAY, 4) for one in day.due]
    assert calls == ["platinum", "gold", "iron", "lead"]

    with book.edit("Lead first"):
        [treatment] = book.class_treatments.all("customer_class = 'lead'")
        book.class_treatments.update(replace(treatment, priority=95))
    calls = [one.name for day in plan(book.store, DAY, 4) for one in day.due]
    assert calls == ["lead", "platinum", "gold", "iron"]


def test_the_owners_priority_says_with_which_class_we_keep_in_touch_first(book: Book) -> None:
    for name in ("gold", "platinum"):
        add_sale(book, somebody(book, name, CustomerClass(name)), DAY - A_YEAR)
    with book.edit("Only keeping in touch, one call a day"):
        for rule in book.visit_rules.all():
            kept = rule.kind is RuleKind.KEEP_IN_TOUCH
            book.visit_rules.update(replace(rule, active=kept and rule.scope_text in ("gold", "platinum")))
        book.shops.update(replace(book.shop, visits_a_day=1))

    def calls() -> tuple[list[str], list[str]]:
        [day] = plan(book.store, DAY, 1)
        return [one.name for one in day.due], [one.person.name for one in day.held]

    def prioritize(priority: int) -> None:
        with book.edit("Priority of gold"):
            [treatment] = book.class_treatments.all("customer_class = 'gold'")
            book.class_treatments.update(replace(treatment, priority=priority))

    assert calls() == (["platinum"], ["gold"])
    prioritize(95)
    assert calls() == (["gold"], ["platinum"])
    prioritize(90)  # as platinum's: whoever waits longest, here the first in the book
    assert calls() == (["gold"], ["platinum"])
    prioritize(89)
    assert calls() == (["platinum"], ["gold"])


def test_what_the_first_rules_of_the_classes_weigh_stays_while_the_priorities_rank_them_alike(
    book: Book,
) -> None:
    rules = book.visit_rules.all()
    known = priorities(book.store)
    assert weighed(rules, known) == rules
    gold_first = {rule.id: rule.weight for rule in weighed(rules, {**known, CustomerClass.GOLD: 95})}
    before = {rule.id: rule.weight for rule in rules}
    platinum, gold = 5, 6
    assert gold_first == before | {platinum: before[gold], gold: before[platinum]}


def test_calls_of_one_day_stand_in_the_order_of_their_priority_and_connectors_as_gold(book: Book) -> None:
    ids = {name: somebody(book, name, CustomerClass(name)) for name in ("lead", "iron", "platinum")}
    ids["none"] = somebody(book, "none")
    ids["connector"] = somebody(book, "connector", CustomerClass.LEAD)
    for n in range(2):
        brings(book, ids["connector"], f"Friend {n}")
    for one in ids.values():
        add_sale(book, one, DAY - A_YEAR)
        add_sale(book, one, DAY - timedelta(days=3))
    found = due(book.store, DAY)
    assert [one.name for one in found] == ["platinum", "connector", "none", "iron", "lead"]
    connector = found[1]
    assert (connector.customer_class, connector.treated_as) == (CustomerClass.LEAD, CustomerClass.GOLD)
    assert in_order(reversed(found)) == found


@pytest.mark.parametrize("seed", range(4))
def test_who_is_meant_and_how_they_stand_is_what_the_book_says_of_that_day(book: Book, seed: int) -> None:
    fill(book, Random(seed))
    everybody = list(book.store.column("SELECT id FROM customer"))
    for ago in (0, 40, 120):
        day = TODAY - timedelta(days=ago)
        treated = held.treated_on(book.store, day)
        for one in JUDGED:
            sql = f"SELECT value FROM json_each('[]') UNION {held.TREATED_AS}"
            found = set(book.store.column(sql, **held.named(book.store, day), **{"class": str(one)}))
            assert found == {customer_id for customer_id, known in treated.items() if known is one}
    persons = people(book.store, everybody, TODAY)
    for ahead in (0, 1, 5, 20, 60, 100):
        day = TODAY + timedelta(days=ahead)
        assert {one: persons[one].standing.class_on(day) for one in everybody} == held.classes_on(
            book.store, day
        )
        assert {one: persons[one].standing.treated_as(day) for one in everybody} == held.treated_on(
            book.store, day
        )


@pytest.mark.parametrize("seed", range(4))
def test_days_ahead_ask_for_whoever_is_treated_so_on_that_day(book: Book, seed: int) -> None:
    chance = Random(seed)
    fill(book, chance)
    with book.edit("Classes by hand that end, and rules for each class"):
        for one in book.customers.all():
            until = chance.choice([None, TODAY + timedelta(days=chance.randint(-1, 9))])
            since = TODAY - timedelta(days=chance.choice([200, chance.randint(80, 90)]))
            book.customers.update(replace(one, class_until=until, known_since=since))
        for rule in book.visit_rules.all():
            book.visit_rules.update(replace(rule, active=False))
        for each in JUDGED:
            for kind in (RuleKind.KEEP_IN_TOUCH, RuleKind.AFTER_SALE, RuleKind.SILENT):
                book.visit_rules.insert(replace(MONTHLY, kind=kind, scope_text=str(each), lasts_days=20))
    days = 8
    ahead = gather(book.store, Window(TODAY, TODAY + timedelta(days=days - 1)))
    for n in range(days):
        day = TODAY + timedelta(days=n)
        fresh = gather(book.store, Window(day, day))
        assert waiting_on(ahead, day) == waiting_on(fresh, day)
        treated = held.treated_on(book.store, day)
        assert {(one.customer_id, one.only_as) for one in every_wanted(ahead, day) if one.only_as} <= set(
            treated.items()
        )


def waiting_on(known: Gathered, day: date) -> set[object]:
    """What a case of that day is about, by itself."""
    return {
        (one.customer_id, one.rule_id, one.anchor_on, one.occasion, one.follow_up_id)
        for one in every_wanted(known, day)
    }


def every_wanted(known: Gathered, day: date) -> list[Wanted]:
    cases = [case_on(known, known.people[who], some, None, day) for who, some in known.wanted.items()]
    found = []
    for case in cases:
        found += [one.it for one in case.held]
        for reason in case.given + case.asked:
            found += [reason.it, *reason.older]
    return found


def test_the_look_ahead_knows_that_a_class_by_hand_ends_tonight(book: Book) -> None:
    anna = somebody(book, "Anna", CustomerClass.LEAD, class_by_hand=CustomerClass.GOLD, class_until=DAY)
    ben = somebody(book, "Ben", CustomerClass.GOLD, class_by_hand=CustomerClass.LEAD, class_until=DAY)
    for one in (anna, ben):
        add_visit(book, one, date(2026, 2, 2))  # a month later is 2 March
    for class_name, name in (("gold", "Ben"), ("lead", "Anna")):
        only_monthly_for(book, class_name)
        [rule] = book.visit_rules.active()
        found = preview(book.store, rule, DAY)
        assert [(one.name, one.planned_on) for one in found.examples] == [(name, date(2026, 3, 2))]
        assert found.count == 1
        calls = [(one.name, day.day) for day in plan(book.store, DAY, 7) for one in day.due]
        assert calls == [(name, date(2026, 3, 2))]


def test_who_was_put_off_as_silent_is_told_of_as_of_today_though_their_class_changed(book: Book) -> None:
    anna = somebody(book, "Anna", CustomerClass.GOLD)
    for ago in (400, 360, 320, 280, 240, 200, 140):
        add_sale(book, anna, DAY - timedelta(days=ago))
    with book.edit("One rule only"):
        for rule in book.visit_rules.all():
            book.visit_rules.update(replace(rule, active=False))
        silent = replace(MONTHLY, kind=RuleKind.SILENT, scope_text="gold", times_percent=150, lasts_days=0)
        book.visit_rules.insert(silent)
    [one] = due(book.store, DAY)
    assert one.items[0].reason == "Comes every 43 days, today is day 140."
    later = DAY + timedelta(days=2)
    snooze(book, one.items, later, DAY)
    review_classes(book, DAY, one=(anna, CustomerClass.LEAD))
    [one] = due(book.store, later)
    assert one.items[0].reason == "Comes every 43 days, today is day 142."


def waits(book: Book, day: date = DAY) -> tuple[list[str], list[str]]:
    """Who is due on a day, and what had become of everything that is stored by then."""
    fates = book.store.column(f"SELECT {STATUS_ON} FROM follow_up AS f ORDER BY f.id", day=day.isoformat())
    return [one.name for one in due(book.store, day)], [str(fate) for fate in fates]


def nobody_answers(book: Book, on: date = DAY) -> None:
    [one] = due(book.store, on)
    record_contact(
        book, Visit(customer_id=one.customer_id, visited_on=on, outcome=Outcome.NO_ANSWER), one.items
    )


def test_what_a_rule_for_a_class_asked_for_is_over_once_they_left_the_class(book: Book) -> None:
    anna = somebody(book, "Anna", CustomerClass.GOLD)
    add_visit(book, anna, DAY - timedelta(days=40))
    only_monthly_for(book, "gold")
    nobody_answers(book)
    tomorrow = DAY + timedelta(days=1)
    assert waits(book, tomorrow) == (["Anna"], ["open"])
    assert len(reasons_for(book.store, anna, tomorrow)) == 1
    review_classes(book, DAY, one=(anna, CustomerClass.LEAD))
    assert waits(book, tomorrow) == ([], ["skipped"])
    assert reasons_for(book.store, anna, tomorrow) == []
    book.undo()
    assert waits(book, tomorrow) == (["Anna"], ["open"])
    book.redo()
    for n in range(2):
        brings(book, anna, f"Friend {n}")
    assert waits(book, tomorrow) == (["Anna"], ["open"]), "connectors are treated as gold"


def test_what_was_printed_for_a_class_is_over_once_they_left_it(book: Book) -> None:
    anna = somebody(book, "Anna", class_by_hand=CustomerClass.GOLD, class_until=DAY)
    add_visit(book, anna, DAY - timedelta(days=40))
    only_monthly_for(book, "gold")
    with book.edit("Printed"):
        [one] = due(book.store, DAY)
        stored(book, one.items[0], DAY)
    assert waits(book) == (["Anna"], ["open"])
    assert waits(book, DAY + timedelta(days=1)) == ([], ["skipped"]), "the owner's word ended"


def test_what_lapsed_before_they_left_the_class_was_missed(book: Book) -> None:
    anna = somebody(book, "Anna", CustomerClass.GOLD)
    add_visit(book, anna, DAY - timedelta(days=40))
    only_monthly_for(book, "gold")
    nobody_answers(book)
    [stored_one] = book.follow_ups.all()
    assert stored_one.lapses_on is not None
    later = stored_one.lapses_on + timedelta(days=1)
    review_classes(book, later, one=(anna, CustomerClass.LEAD))
    assert waits(book, later)[1] == ["missed"]


@pytest.mark.parametrize("way", ["promised", "put off", "called back"])
def test_what_was_agreed_upon_stays_whatever_class_they_are_in(book: Book, way: str) -> None:
    anna = somebody(book, "Anna", CustomerClass.GOLD)
    add_visit(book, anna, DAY - timedelta(days=40))
    only_monthly_for(book, "gold")
    later = DAY + timedelta(days=3)
    [one] = due(book.store, DAY)
    match way:
        case "promised":
            with book.edit("Promised"):
                book.follow_ups.update(replace(stored(book, one.items[0], DAY), promise=True))
        case "put off":
            snooze(book, one.items, later, DAY)
        case "called back":
            visit = Visit(customer_id=anna, visited_on=DAY, outcome=Outcome.CALL_BACK)
            record_contact(book, visit, one.items, next_on=later)
    review_classes(book, DAY, one=(anna, CustomerClass.LEAD))
    assert waits(book, later) == (["Anna"], ["open"])


def test_a_plan_that_is_kept_heeds_reviews_lines_treatments_and_who_brought_whom(book: Book) -> None:
    planner = Planner()
    book.listen(planner.heed)
    anna, ben = somebody(book, "Anna", CustomerClass.LEAD), somebody(book, "Ben", CustomerClass.IRON)
    for one in (anna, ben):
        add_sale(book, one, DAY - timedelta(days=3 + 60))
        add_sale(book, one, DAY - timedelta(days=3))

    def same() -> list[tuple[str, CustomerClass, CustomerClass, int]]:
        kept, fresh = planner.plan(book.store, DAY), plan(book.store, DAY)
        assert kept[0].due == fresh[0].due
        return [(one.name, one.customer_class, one.treated_as, one.priority) for one in kept[0].due]

    new, gold, iron, lead = (
        CustomerClass.NEW,
        CustomerClass.GOLD,
        CustomerClass.IRON,
        CustomerClass.LEAD,
    )
    assert same() == [("Anna", new, new, 60), ("Ben", new, new, 60)]
    with book.edit("Set the lines"):
        book.class_lines.insert(
            ClassLines(set_on=DAY, current_cents=1, platinum_cents=1, iron_cents=1, new_days=30)
        )
    assert same() == [("Ben", iron, iron, 40), ("Anna", lead, lead, 20)]
    review_classes(book, DAY, one=(anna, gold))
    assert same() == [("Anna", gold, gold, 70), ("Ben", iron, iron, 40)]
    book.undo()
    friends = [brings(book, anna, f"Friend {n}") for n in range(2)]
    assert same() == [("Anna", lead, gold, 70), ("Ben", iron, iron, 40)]
    with book.edit("It was Ben who brought her"):
        friend: Customer = book.customers.get(friends[1])
        book.customers.update(replace(friend, introduced_by_id=ben))
    assert same() == [("Ben", iron, iron, 40), ("Anna", lead, lead, 20)]
    book.undo()
    with book.edit("Deleted a friend"):
        book.customers.delete(friends[0])
    assert same() == [("Ben", iron, iron, 40), ("Anna", lead, lead, 20)]
    with book.edit("Lead first"):
        [treatment] = book.class_treatments.all("customer_class = 'lead'")
        book.class_treatments.update(replace(treatment, priority=95))
    assert same() == [("Anna", lead, lead, 95), ("Ben", iron, iron, 40)]


def only_monthly_for(book: Book, class_name: str) -> None:
    with book.edit("One rule only"):
        for rule in book.visit_rules.all():
            book.visit_rules.update(replace(rule, active=False))
        book.visit_rules.insert(replace(MONTHLY, scope_text=class_name, lasts_days=60, by_contact=True))


@pytest.mark.parametrize("way", ["deleted", "brought by another"])
def test_who_is_no_longer_a_connector_is_asked_for_by_the_rules_of_their_own_class(
    book: Book, way: str
) -> None:
    anna, ben = somebody(book, "Anna", CustomerClass.LEAD), somebody(book, "Ben", CustomerClass.LEAD)
    friend, _another = [brings(book, anna, f"Friend {n}") for n in range(2)]
    add_visit(book, anna, DAY - timedelta(days=40))
    add_visit(book, ben, DAY)
    only_monthly_for(book, "lead")
    planner, seen = Planner(), list[Change]()
    book.listen(planner.heed)
    facts = today_facts(book.store, DAY)
    assert not facts.due
    assert not planner.plan(book.store, DAY)[0].due
    book.listen(seen.append)
    with book.edit("Changed a friend"):
        if way == "deleted":
            book.customers.delete(friend)
        else:
            book.customers.update(replace(book.customers.get(friend), introduced_by_id=ben))
    fresh = plan(book.store, DAY)[0].due
    assert [one.name for one in fresh] == ["Anna"]
    assert planner.plan(book.store, DAY)[0].due == fresh
    [change] = seen
    assert after_changes(book.store, facts, [change]).due == fresh


def test_a_page_in_sight_heeds_that_somebody_became_a_connector(book: Book) -> None:
    anna = somebody(book, "Anna", CustomerClass.LEAD)
    for ago in (365, 3):
        add_sale(book, anna, DAY - timedelta(days=ago))
    facts = today_facts(book.store, DAY)
    seen: list[Change] = []
    book.listen(seen.append)
    for n in range(2):
        brings(book, anna, f"Friend {n}")
    for change in seen:
        facts = after_changes(book.store, facts, [change])
    [one] = [one for one in facts.due if one.customer_id == anna]
    assert (one.customer_class, one.treated_as) == (CustomerClass.LEAD, CustomerClass.GOLD)
