"""What of one rule and customer repeats itself: only of such a series a newer occasion takes the place of the older."""

from datetime import date

from model.visit_rules import RuleKind


def series_of(kind: str, anchor_on: date | None, occasion: str) -> str:
    """Which series of its rule and customer an occasion belongs to, computed or stored.

    A birthday does not stand for a wedding day, nor one warranty, product or service for another: each day of the year
    is a series, with all its years and lead days; the goods whose warranty ends on one day; a product or category that
    runs out; a service that came with goods bought on one day, with all its times; each wish. Else the rule is one
    series: whoever bought five times in three weeks is asked once how it is.
    """
    match kind:
        case RuleKind.YEARLY | RuleKind.WARRANTY:
            return occasion.partition("/")[0]
        case RuleKind.RUNNING_OUT:
            return occasion.partition(":")[0]
        case RuleKind.SERVICE:
            return f"{occasion.partition(':')[0]} {anchor_on}"
        case RuleKind.WISH:
            return occasion
    return ""
