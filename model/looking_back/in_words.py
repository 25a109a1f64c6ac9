"""What the figures say, in sentences that do not make more of few people than there is."""

from collections.abc import Sequence
from datetime import date

from model.days_in_words import format_day
from model.looking_back.did_it_help import FEWEST, Helped
from model.looking_back.facts import AGAIN_DAYS
from model.looking_back.names import kind_name
from model.looking_back.said import Said, Suggested
from model.looking_back.scores import Scores
from model.looking_back.tally import Again, Plans
from model.percentages import SHARE_FROM, percent
from model.visits import SuggestionStatus
from resources.i18n import _, ngettext, paragraph


def answers_in_words(scores: Scores) -> str:
    """``24 answers``."""
    return ngettext("{n} answer", "{n} answers", scores.answers).format(n=f"{scores.answers:,}")


def score_in_words(scores: Scores) -> str:
    """``8.3 of 10 (24 answers, between 7.7 and 8.9)``, ``too few to say (3 answers)``, ``not asked``."""
    if not scores.answers:
        return _("not asked")
    answers = answers_in_words(scores)
    if scores.mean is None:
        return _("too few to say ({answers})").format(answers=answers)
    if scores.interval is None:
        return _("{mean} of 10 ({answers})").format(mean=f"{scores.mean:.1f}", answers=answers)
    low, high = scores.interval
    return _("{mean} of 10 ({answers}, between {low} and {high})").format(
        mean=f"{scores.mean:.1f}", answers=answers, low=f"{low:.1f}", high=f"{high:.1f}"
    )


def mean_in_words(scores: Scores) -> str:
    """The mean alone, for a table with a column of answers: ``8.3``, ``too few``, or nothing."""
    if not scores.answers:
        return ""
    return _("too few") if scores.mean is None else f"{scores.mean:.1f}"


def between_in_words(scores: Scores) -> str:
    """``7.7–8.9``, or nothing where there are too few to say."""
    return "" if scores.interval is None else f"{scores.interval[0]:.1f}–{scores.interval[1]:.1f}"


def span_in_words(scores: Scores) -> str:
    """``24 answers, between 7.7 and 8.9``, or nothing where there are too few to say."""
    if scores.interval is None:
        return ""
    low, high = scores.interval
    return _("{answers}, between {low} and {high}").format(
        answers=answers_in_words(scores), low=f"{low:.1f}", high=f"{high:.1f}"
    )


def late_in_words(plans: Plans) -> str:
    """``6 late, by 3 days on average``."""
    if not plans.late:
        return _("none late")
    days = plans.late_days / plans.late
    by = ngettext("{days} day", "{days} days", 1 if days == 1 else 2).format(days=_few_decimals(days))
    return ngettext("{n} late, by {days}", "{n} late, by {days} on average", plans.late).format(
        n=f"{plans.late:,}", days=by
    )


def bought_in_words(again: Again) -> str:
    """``12 of 20``; nothing where there is nobody yet to tell of."""
    if not again.of:
        return ""
    return _("{bought} of {n}").format(bought=f"{again.bought:,}", n=f"{again.of:,}")


def again_in_words(again: Again) -> str:
    """``12 of 20``, with a percentage only of many."""
    words = bought_in_words(again)
    if not again.of:
        return _("nobody yet to tell")
    if again.of < SHARE_FROM:
        return words
    return _("{some} ({share})").format(some=words, share=percent(again.bought / again.of))


def loyalty_in_words(again: Again) -> str:
    """Of how many spoken to how many bought again."""
    sentence = ngettext(
        "Of {n} customer spoken to, {bought} bought again within {days} days.",
        "Of {n} customers spoken to, {bought} bought again within {days} days.",
        again.of,
    )
    if again.of >= SHARE_FROM:
        sentence = _("Of {n} customers spoken to, {bought} bought again within {days} days: {share}.")
    return sentence.format(
        n=f"{again.of:,}",
        bought=f"{again.bought:,}",
        days=AGAIN_DAYS,
        share=percent(again.bought / again.of) if again.of else "",
    )


def early_in_words(early: int) -> str:
    """Who is not counted yet; nothing where there is nobody."""
    if not early:
        return ""
    return ngettext(
        "{n} more is not counted yet: the {days} days are not over.",
        "{n} more are not counted yet: their {days} days are not over.",
        early,
    ).format(n=f"{early:,}", days=AGAIN_DAYS)


def helped_in_words(helped: Helped) -> str:
    """``Of 40 reached, 22 bought again …``; or that there are too few to say."""
    if helped.difference is None:
        return _("Too few to say: {reached} reached, and {others} like them not reached.").format(
            reached=f"{helped.reached:,}", others=f"{helped.others:,}"
        )
    found = _(
        "Of {reached} reached, {again} bought again within {days} days; of {others} like them not reached,"
        " {others_again}."
    ).format(
        reached=f"{helped.reached:,}",
        again=f"{helped.reached_again:,}",
        days=AGAIN_DAYS,
        others=f"{helped.others:,}",
        others_again=f"{helped.others_again:,}",
    )
    return paragraph((found, verdict_in_words(helped)))


def all_helped_in_words(helped: Sequence[Helped]) -> list[tuple[str, str]]:
    """A heading and what is to be said under it: each kind of which something can be said, then all the others."""
    told = [
        (kind_name(one.kind), paragraph((helped_in_words(one), early_in_words(one.early))))
        for one in helped
        if one.difference is not None
    ]
    few = [one for one in helped if one.difference is None]
    if not few:
        return told
    counted = [
        _("{kind} ({reached} and {others})").format(
            kind=kind_name(one.kind), reached=f"{one.reached:,}", others=f"{one.others:,}"
        )
        if one.reached or one.others
        else kind_name(one.kind)
        for one in few
    ]
    sentence = ngettext(
        "Fewer than {n} were reached, or fewer than {n} like them were not: {kinds}.",
        "Fewer than {n} were reached, or fewer than {n} like them were not: {kinds}.",
        FEWEST,
    ).format(n=FEWEST, kinds=_(", ").join(counted))
    early = early_in_words(sum(one.early for one in few))
    return [*told, (_("Too few to say"), paragraph((sentence, early)))]


def verdict_in_words(helped: Helped) -> str:
    """What that comes to, like with like; nothing where there are too few to say."""
    if helped.difference is None:
        return ""
    points, low, high = (round(100 * share) for share in helped.difference)
    if low > 0:
        return ngettext(
            "Like with like, that is {n} point more (between {low} and {high}).",
            "Like with like, that is {n} points more (between {low} and {high}).",
            points,
        ).format(n=points, low=low, high=high)
    if high < 0:
        return ngettext(
            "Like with like, that is {n} point fewer (between {low} and {high}).",
            "Like with like, that is {n} points fewer (between {low} and {high}).",
            -points,
        ).format(n=-points, low=-high, high=-low)
    return _(
        "Like with like, that may be chance: anything from {low} points fewer to {high} points more."
    ).format(low=-low, high=high)


def caution_in_words() -> str:
    """What no comparison of this sort can tell."""
    return _(
        "Compared are customers who had bought equally often before. Whoever was reached may differ in other ways too,"
        " so this is a hint and no proof."
    )


def suggested_in_words(suggested: Suggested) -> str:
    """``5 suggestions: 2 new, 1 being considered, 2 done; 1 customer was told.``"""
    if not suggested.total:
        return _("No suggestions in this period.")
    words = {
        SuggestionStatus.OPEN: _("{n} new"),
        SuggestionStatus.CONSIDERED: _("{n} being considered"),
        SuggestionStatus.DONE: _("{n} done"),
        SuggestionStatus.DECLINED: _("{n} not done"),
    }
    parts = [words[status].format(n=f"{n:,}") for status, n in suggested.counts.items() if n]
    total = ngettext("{n} suggestion", "{n} suggestions", suggested.total).format(n=f"{suggested.total:,}")
    told = ngettext("{n} customer was told.", "{n} customers were told.", suggested.told).format(
        n=f"{suggested.told:,}"
    )
    sentence = _("{total}: {parts}.").format(total=total, parts=_(", ").join(parts))
    return paragraph((sentence, told if suggested.told else ""))


def became_in_words(said: Said) -> str:
    """What became of a suggestion: ``Done · we have two more chairs · told on 3 Mar 2026``."""
    told = _told(said.told_on)
    return " · ".join(part for part in (said.status.label, said.answer, told) if part)


def _told(told_on: date | None) -> str:
    return _("told on {day}").format(day=format_day(told_on)) if told_on else ""


def _few_decimals(days: float) -> str:
    return f"{days:.0f}" if days >= 10 or days == round(days) else f"{days:.1f}"
