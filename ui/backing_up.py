"""The backups of the window's book: by one key, each day, at closing; and how safe the book is now."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from model.changes import Change
from model.errors import BookError
from resources.i18n import _, paragraph
from ui.context import Context
from ui.first_picture import FirstPicture
from ui.tasks import Progress

if TYPE_CHECKING:
    from model.safekeeping.manifest import Reason
    from model.safekeeping.places import Place
    from model.safekeeping.remembered import Remembered
    from model.safekeeping.rounds import Plan, Round
    from model.safekeeping.standing import Proof, Standing
    from ui.backups_due import BackupsDue

_LOOK_EVERY_MS = 60_000
_QUIET_AFTER_MS = 20_000
"""So long nothing was written before a backup is made by itself."""
_LOOK_AGAIN_AFTER_MS = 300


class BackingUp(QObject):
    """``changed`` when how safe the book is may have changed; ``said(sentence)`` after a backup that was asked for;
    ``warned(sentence)`` when a trial showed that an earlier backup is no longer whole.

    A ``practice`` book is thrown away anyway: nothing is done by itself and nobody is warned.
    """

    changed = Signal()
    said = Signal(str)
    warned = Signal(str)

    def __init__(
        self,
        context: Context,
        now: Callable[[], datetime],
        *,
        practice: bool = False,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._window = parent
        self._context = context
        self.now = now
        self.practice = practice
        self._soon = QTimer(self, singleShot=True, interval=_LOOK_AGAIN_AFTER_MS)
        self._quiet = QTimer(self, singleShot=True, interval=_QUIET_AFTER_MS)
        self._watch = QTimer(self, interval=_LOOK_EVERY_MS)

        self._soon.timeout.connect(self.changed)
        self._quiet.timeout.connect(self.by_itself)
        self._watch.timeout.connect(self._look)
        context.signals.changed.connect(self._heed)
        FirstPicture(parent, self._soon.start)
        for timer in (self._quiet, self._watch):
            timer.start()

    @cached_property
    def _due(self) -> BackupsDue:
        from ui.backups_due import BackupsDue  # not for the first picture

        return BackupsDue(self._context, self.now, practice=self.practice)

    @property
    def remembered(self) -> Remembered:
        """What this PC remembers about the backups of the book."""
        return self._due.remembered

    # how safe the book is

    def standing(self) -> Standing:
        """How safe the book is, as far as this PC knows."""
        return self._due.standing()

    def knows_where(self) -> bool:
        """Whether somebody has said where backups go, or nobody needs to: those of a practice book stay with it."""
        return self.practice or self.remembered.was_asked

    # making backups

    def back_up(self, reason: Reason, done: Callable[[], object] | None = None) -> None:
        """A backup at every place now, because somebody asked for it."""
        from model.safekeeping.places import Place

        places = [Place.FOLDER, *([Place.STICK] if self.plan().stick else [])]
        self._start(places, reason, lambda made: self._tell(made, done))

    def by_itself(self) -> None:
        """The backup of this day, if it is due and this is a quiet moment; and the trial of the month."""
        try:
            due = self._due.today() if self._is_idle() and self._due.may() else []
        except BookError:  # whoever watches the book's file says so
            return
        if due:
            from model.safekeeping.manifest import Reason

            self._start(due, Reason.DAY, lambda _made: None, quiet=True)

    def is_due_at_closing(self) -> bool:
        """Whether the book holds something that no place has yet."""
        try:
            return bool(self._due.may() and self._due.at_closing())
        except BookError:  # a book that cannot be read any more must not keep its window from closing
            return False

    def at_closing(self) -> None:
        """The backup at closing; the tasks are idle again when it is made, was cancelled or failed."""
        from model.safekeeping.manifest import Reason

        self._start(
            self._due.at_closing(),
            Reason.CLOSING,
            lambda _made: None,
            title=_("Keeping a backup before the window closes"),
        )

    def stop(self) -> None:
        """Nothing more by itself: the window closes."""
        for timer in (self._soon, self._quiet, self._watch):
            timer.stop()
        self._soon.blockSignals(True)  # the first picture may come late, or never

    def plan(self) -> Plan:
        """Where backups go now."""
        return self._due.plan()

    # parts

    def _is_idle(self) -> bool:
        return not self._context.tasks.running

    def _start(
        self,
        places: Sequence[Place],
        reason: Reason,
        done: Callable[[Round], object],
        *,
        title: str = "",
        quiet: bool = False,
    ) -> None:
        plan, now, trial = self.plan(), self.now(), self._due.trial()

        def work(progress: Progress) -> tuple[Round, str]:
            from model.safekeeping.rounds import back_up_everywhere

            lost = _tried(trial, plan, progress) if quiet and trial else ""
            return back_up_everywhere(progress.book, plan, places, reason, now=now, progress=progress), lost

        def finished(came: tuple[Round, str]) -> None:
            made, lost = came
            self._note(made, trial if quiet else None, lost)
            done(made)
            self.changed.emit()

        self._context.tasks.start(
            title or _("Making a backup and reading it back"),
            work,
            finished,
            lambda refused: self._note_failure(str(refused)),
            quiet=quiet,
        )

    def _note(self, made: Round, trial: tuple[Place, Proof] | None, lost: str) -> None:
        if made.stick is not None:
            self.remembered.stick = made.stick
        if trial is not None:
            self.remembered.tried_out = self.now()
            if lost:
                self.remembered.forget_lost(*trial)
                self.warned.emit(lost)
        for place, proof in made.proofs.items():
            self.remembered.note_proof(place, proof)
        if made.failed:
            self._note_failure(paragraph(made.failed.values()))

    def _note_failure(self, sentence: str) -> None:
        from model.safekeeping.standing import Failure

        self.remembered.note_failure(Failure(self.now(), sentence))
        self.changed.emit()

    def _tell(self, made: Round, done: Callable[[], object] | None) -> None:
        if made.failed:
            from ui.widgets.problem_dialog import ProblemDialog

            ProblemDialog(paragraph(made.failed.values()), made.sentence, parent=self._window).open()
        elif made.proofs:
            self.said.emit(made.sentence)
        if done is not None:
            done()

    def _look(self) -> None:
        """Every minute: what is said gets older, midnight comes, the stick is plugged in."""
        self.changed.emit()
        if not self._quiet.isActive():
            self.by_itself()

    def _heed(self, _change: Change) -> None:
        self._soon.start()
        self._quiet.start()


def _tried(trial: tuple[Place, Proof], plan: Plan, progress: Progress) -> str:
    """What a trial showed: a sentence if the backup is no longer whole."""
    from model.safekeeping.locked import LockedError, WrongPassword
    from model.safekeeping.rounds import try_out

    place, proof = trial
    try:
        try_out(proof, plan, place, progress)
    except (LockedError, WrongPassword):
        return ""  # the password was changed since; that says nothing about it
    except BookError as refused:
        return _(
            "An earlier backup was restored for a trial and is no longer whole: {reason} A new one is being made. If"
            " this happens again, use another stick or disk."
        ).format(reason=refused)
    return ""
