"""Another copy of the book: which of the two is later, and if both were changed, what joining them would bring."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from model.clash_deciding import Question, Side
from model.record_words import counted
from model.safekeeping.done import Done
from model.safekeeping.join import Copies, PreparedJoin, prepare_join
from model.safekeeping.join_words import said_of_kept
from model.safekeeping.lineage import Verdict
from model.safekeeping.outside import opened_outside
from resources.i18n import _, ngettext, paragraph
from ui import theme
from ui.backing_up import BackingUp
from ui.backups.opener import Opener
from ui.context import Context
from ui.tasks import Progress
from ui.widgets.banner import Banner, BannerTone
from ui.widgets.card import Card
from ui.widgets.form_dialog import FormDialog
from ui.widgets.label import PlainLabel

_SHOWN = 20

_TONES: dict[Verdict, BannerTone] = {
    Verdict.SAME: "success",
    Verdict.OLDER: "info",
    Verdict.NEWER: "info",
    Verdict.PARTED: "warning",
    Verdict.OTHER: "warning",
}


class JoinDialog(FormDialog):
    """``join_wanted(prepared)`` to let the joined book be the book; ``restore_wanted(path, password)`` where the other
    copy is newer and complete."""

    join_wanted = Signal(object)
    restore_wanted = Signal(object, object)

    def __init__(
        self,
        context: Context,
        backing_up: BackingUp,
        path: Path,
        password: str | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_("Another copy of this book"), _("Put both together"), width=760, parent=parent)
        self._context, self._path, self._now = context, path, backing_up.now
        self.prepared: PreparedJoin | None = None
        self.verdict: Verdict | None = None
        self.opener = Opener(context.tasks, path, self._look, password or backing_up.remembered.password)

        self.add(PlainLabel(str(path), tone="muted", elide=True), self.opener)
        self.opener.setMinimumHeight(260)
        self.save.setEnabled(False)

        self.opener.opened.connect(self._show)
        self.opener.given_up.connect(self.reject)
        self.finished.connect(self._leave)
        self.submitted.connect(self._send)
        self.opener.start()

    def _look(self, progress: Progress, path: Path, password: str | None) -> Copies:
        with opened_outside(path, password, progress) as outside:
            return prepare_join(progress.book, outside, now=self._now(), progress=progress)

    def _show(self, copies: Copies) -> None:
        if self.result() or not self.isVisible():  # closed meanwhile
            if copies.prepared:
                copies.prepared.throw_away()
            return
        self.verdict, self.prepared = copies.compared.verdict, copies.prepared
        found = QWidget()
        column = QVBoxLayout(found)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.MEDIUM)
        column.addWidget(
            Banner(copies.compared.sentence(self._path.name), tone=_TONES[self.verdict], closable=False)
        )
        if self.prepared:
            column.addWidget(_both(self.prepared))
            column.addWidget(PlainLabel(_what_becomes_of_it(self.prepared), wrap=True))
            for question in self.prepared.questions[:_SHOWN]:
                column.addWidget(_clash(question))
        else:
            column.addWidget(PlainLabel(_ADVICE[self.verdict](), wrap=True))
        column.addStretch(1)
        self.opener.show_widget(found)
        self.save.setText(_("Use it") if self.verdict is Verdict.NEWER else _("Put both together"))
        self.save.setVisible(self.verdict in (Verdict.NEWER, Verdict.PARTED))
        self.save.setEnabled(self.save.isVisibleTo(self))
        self.fit_again()
        if self.save.isEnabled():
            self.save.setFocus()

    def _send(self) -> None:
        prepared, self.prepared = self.prepared, None
        self.accept()
        if prepared is not None:
            self.join_wanted.emit(prepared)
        else:
            self.restore_wanted.emit(self._path, self.opener.password)

    def _leave(self) -> None:
        self.opener.cancel()
        if self.prepared is not None:
            self.prepared.throw_away()
            self.prepared = None


_ADVICE = {
    Verdict.SAME: lambda: _("There is nothing to join."),
    Verdict.OLDER: lambda: _("There is nothing to join: keep yours."),
    Verdict.NEWER: lambda: _(
        "It can take the place of your book. Your book of today is kept as a backup first: you can put it back at any"
        " time."
    ),
    Verdict.OTHER: lambda: _("Books of different shops are not joined."),
}


def _both(prepared: PreparedJoin) -> QWidget:
    """What was done here and there since the two parted, side by side."""
    sides = QWidget()
    grid = QGridLayout(sides)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(theme.MEDIUM)
    for place, (title, done) in enumerate(
        (
            (_("Only in your book"), prepared.joined.ours),
            (_("Only in the other copy"), prepared.joined.theirs),
        )
    ):
        card = Card(title)
        for line in lines_of(done) or [_("nothing that still shows")]:
            card.add(PlainLabel(line, wrap=True))
        card.body.addStretch(1)
        grid.addWidget(card, 0, place)
        grid.setColumnStretch(place, 1)
    return sides


def lines_of(done: Done) -> list[str]:
    """What one side did, a line for each way: ``added: 3 customers, 5 sales``."""
    ways = (
        (_("Added: {what}"), done.added),
        (_("Changed: {what}"), done.changed),
        (_("Deleted: {what}"), done.deleted),
    )
    return [
        sentence.format(what=_(", ").join(counted(table, n) for table, n in counts.items()))
        for sentence, counts in ways
        if counts
    ]


def _what_becomes_of_it(prepared: PreparedJoin) -> str:
    parts = [
        _(
            "All of this will be in the book. Both copies were backed up first, and the join can be taken back."
        )
    ]
    if prepared.joined.kept:
        parts.append(said_of_kept(prepared.joined))
    if n := prepared.joined.notes:
        parts.append(
            ngettext(
                "{n} note was written on in both: it keeps both texts.",
                "{n} notes were written on in both: they keep both texts.",
                n,
            ).format(n=f"{n:,}")
        )
    if n := len(prepared.questions):
        parts.append(
            ngettext(
                "{n} thing was changed in both. Nobody has to decide now: the book keeps one value, and asks you about"
                " the other on the page “History”, under “Please look”.",
                "{n} things were changed in both. Nobody has to decide now: the book keeps one value, and asks you"
                " about the other on the page “History”, under “Please look”.",
                n,
            ).format(n=f"{n:,}")
        )
    return paragraph(parts)


def _clash(question: Question) -> QWidget:
    """Both values side by side, the one that will stand first."""
    card = Card(_("{title}: {field}").format(title=question.title, field=question.field))
    grid = QGridLayout()
    grid.setHorizontalSpacing(theme.LARGE)
    for place, (title, side) in enumerate(
        ((_("Stands in the book"), question.ours), (_("Is kept for you to decide"), question.theirs))
    ):
        grid.addWidget(PlainLabel(title, kind="small", tone="muted"), 0, place)
        grid.addWidget(PlainLabel(_short(side), kind="strong" if side.value else "body", wrap=True), 1, place)
        grid.setColumnStretch(place, 1)
    card.body.addLayout(grid)
    return card


def _short(side: Side) -> str:
    value = side.value or _("nothing")
    return value if len(value) <= 200 else value[:200].rstrip() + "…"
