"""What brings people back as a list: on the screen, and in a file with every number."""

from model.bringing_back.bringing_back import WITHIN_DAYS, BringingBack, Line
from model.bringing_back.in_words import (
    beside_in_words,
    between_in_words,
    half_in_words,
    margin_in_words,
    ordered,
    profit_in_words,
    share_in_words,
    shop_sentence,
)
from model.bringing_back.levels import Level
from model.bringing_back.shares import Share, Told
from reports.listing import ListColumn, Listing, money
from reports.wording import number
from resources.i18n import _, ngettext, pgettext

Row = tuple[Level, Line]


def listing_of(found: BringingBack, currency: str) -> Listing[Row]:
    """A row for each category, then each sub-category, then each product, the surest first."""
    days = found.telling_days
    columns: list[ListColumn[Row]] = [
        ListColumn("level", _("Kind"), lambda row: row[0].one, width=128),
        ListColumn(
            "name", pgettext("of a thing", "Name"), lambda row: row[1].thing.name, stretch=True, strong=True
        ),
        ListColumn("code", _("Code"), lambda row: row[1].thing.code, only_in_file=True),
        ListColumn("within", _("Belongs to"), lambda row: row[1].thing.within, width=128),
        ListColumn(
            "buyers",
            _("Buyers"),
            lambda row: row[1].buyers,
            lambda row: number(row[1].buyers),
            width=80,
            align="right",
            descends_first=True,
        ),
    ]
    for within in WITHIN_DAYS:
        columns += _share_columns(within)
    columns += [
        ListColumn("usual", _("Beside others"), lambda row: beside_in_words(row[1]), width=144),
        ListColumn(
            "others",
            _("Others like them"),
            lambda row: None if row[1].usual is None else round(row[1].usual, 4),
            only_in_file=True,
        ),
        ListColumn(
            "half",
            _("Half after"),
            lambda row: row[1].half_days,
            lambda row: half_in_words(row[1]),
            width=112,
            align="right",
        ),
        ListColumn(
            "profit",
            _("Profit in the year after"),
            lambda row: money(row[1].profit.cents),
            lambda row: profit_in_words(row[1].profit, currency),
            width=164,
            align="right",
            descends_first=True,
        ),
        ListColumn(
            "over", _("First buyers whose year is over"), lambda row: row[1].profit.people, only_in_file=True
        ),
        ListColumn(
            "margin",
            _("Margin"),
            lambda row: None if row[1].margin is None else round(row[1].margin, 4),
            lambda row: margin_in_words(row[1]),
            width=80,
            align="right",
            descends_first=True,
        ),
        ListColumn(
            "regulars",
            _("Become regulars"),
            lambda row: _value(row[1].regulars),
            lambda row: share_in_words(row[1].regulars),
            only_in_file=True,
        ),
        ListColumn("newcomers", _("First buyers"), lambda row: row[1].regulars.people, only_in_file=True),
    ]
    rows = [(level, line) for level in Level for line in ordered(found.lines[level], days)]
    return Listing(
        columns=columns,
        rows=rows,
        customer_of=lambda _row: None,
        shown=(shop_sentence(found),),
        nothing=_("Nobody has bought anything yet."),
        first_keys=("buyers", f"back{days}", "usual", "profit", "half", "margin", "level"),
    )


def _share_columns(days: int) -> list[ListColumn[Row]]:
    title = ngettext("Back within {n} day", "Back within {n} days", days).format(n=days)

    def part(row: Row) -> Share:
        return row[1].back[days]

    return [
        ListColumn(
            f"back{days}",
            title,
            lambda row: _value(part(row)),
            lambda row: with_span(part(row)),
            width=152,
            align="right",
            descends_first=True,
        ),
        ListColumn(
            f"low{days}",
            _("{column}: at least").format(column=title),
            lambda row: _rounded(part(row), part(row).low),
            only_in_file=True,
        ),
        ListColumn(
            f"high{days}",
            _("{column}: at most").format(column=title),
            lambda row: _rounded(part(row), part(row).high),
            only_in_file=True,
        ),
    ]


def with_span(share: Share) -> str:
    between = between_in_words(share)
    return f"{share_in_words(share)} ({between})" if between else share_in_words(share)


def _value(share: Share) -> float | None:
    """Nothing where only the least is known."""
    return _rounded(share, share.value) if share.told is Told.SHARE else None


def _rounded(share: Share, part: float) -> float | None:
    return round(part, 4) if share.is_told else None
