"""What a join did or would do, in plain words and as plain facts."""

from __future__ import annotations

import json
from typing import Any

from model.clashes import Clash
from model.record_words import counted_all
from model.safekeeping.comparing import KINDS
from model.safekeeping.done import Done
from model.safekeeping.join import Copies, PreparedJoin
from model.safekeeping.joining import Joined
from resources.i18n import _, ngettext


def facts_of_join(copies: Copies) -> dict[str, Any]:
    """Everything that there is to know, ready to be written as JSON."""
    prepared = copies.prepared
    return {
        "verdict": copies.compared.verdict,
        "book": _done(prepared.joined.ours) if prepared else {},
        "other": _done(prepared.joined.theirs) if prepared else {},
        "kept": {KINDS[table]: n for table, n in prepared.joined.kept.items()} if prepared else {},
        "notes_joined": prepared.joined.notes if prepared else 0,
        "clashes": _clashes(prepared) if prepared else [],
        "backups": [str(backup.path) for backup in prepared.backups] if prepared else [],
    }


def sentences_of_join(prepared: PreparedJoin) -> list[str]:
    """The same in words."""
    joined = prepared.joined
    sentences = [
        sentence.format(counts=counted_all(counts))
        for sentence, counts in (
            (_("Added: {counts}."), joined.theirs.added),
            (_("Changed: {counts}."), joined.theirs.changed),
            (_("Deleted: {counts}."), joined.theirs.deleted),
        )
        if counts
    ]
    if joined.kept:
        sentences.append(said_of_kept(joined))
    if joined.notes:
        sentences.append(
            ngettext(
                "{n} note was written on by both: both texts were kept.",
                "{n} notes were written on by both: both texts were kept.",
                joined.notes,
            ).format(n=joined.notes)
        )
    if n := len(prepared.questions):
        sentences.append(
            ngettext(
                "{n} field says two things, please look:", "{n} fields say two things, please look:", n
            ).format(n=n)
        )
        sentences += [
            _("{what}, {field}: “{kept}” is kept, the other copy says “{other}”.").format(
                what=question.title,
                field=question.field,
                kept=question.ours.value,
                other=question.theirs.value,
            )
            for question in prepared.questions
        ]
    if prepared.backups:
        sentences.append(_("Both were backed up beforehand:"))
        sentences += [str(backup.path) for backup in prepared.backups]
    return sentences


def said_of_kept(joined: Joined) -> str:
    """What one side deleted and the other wrote on in."""
    return _("Deleted in one copy, but written on in the other, so it stays: {counts}.").format(
        counts=counted_all(joined.kept)
    )


def _done(done: Done) -> dict[str, dict[str, int]]:
    return {
        deed: {KINDS[table]: n for table, n in counts.items()}
        for deed, counts in (("added", done.added), ("changed", done.changed), ("deleted", done.deleted))
    }


def _clashes(prepared: PreparedJoin) -> list[dict[str, Any]]:
    titles = {clash.id: question.title for question in prepared.questions for clash in question.clashes}
    return [_clash(clash, titles.get(clash.id, "")) for clash in prepared.joined.clashes]


def _clash(clash: Clash, title: str) -> dict[str, Any]:
    return {
        "customer": title,
        "customer_id": clash.customer_id,
        "table": clash.table_name,
        "row_id": clash.row_id,
        "field": clash.column_name,
        "kept": json.loads(clash.kept),
        "other": json.loads(clash.other),
        "kept_who": clash.kept_who,
        "kept_at": clash.kept_at,
        "other_who": clash.other_who,
        "other_at": clash.other_at,
    }
