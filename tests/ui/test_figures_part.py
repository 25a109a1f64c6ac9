"""A part of the page Figures while there is nothing to be shown yet: how far it is, and a way to stop it."""

import time
from threading import Event

from pytestqt.qtbot import QtBot

from ui.context import Context
from ui.figures.part import FiguresPart
from ui.tasks import Progress
from ui.widgets.progress_panel import ProgressPanel


class SlowPart(FiguresPart[int]):
    """Counts until it is let go, as in a book of a hundred thousand customers."""

    def __init__(self, context: Context) -> None:
        self.go = Event()
        super().__init__(context)

    def gather(self, progress: Progress) -> int:
        while not self.go.is_set():
            progress(1, 3)
            time.sleep(0.01)
        return 3

    def show_found(self, found: int) -> str:
        return f"{found} customers"


def panel_of(part: SlowPart) -> ProgressPanel | None:
    """What is in sight of the progress."""
    return next((one for one in part.findChildren(ProgressPanel) if one.isVisible()), None)


def test_long_counting_shows_how_far_it_is_can_be_stopped_and_begun_again(
    qtbot: QtBot, context: Context
) -> None:
    part = SlowPart(context)
    qtbot.addWidget(part)
    part.show()
    part.refresh()
    assert part.sentence == "Counting…"
    assert panel_of(part) is None  # shorter work would only flicker
    qtbot.waitUntil(lambda: panel_of(part) is not None)
    panel = panel_of(part)
    assert panel is not None
    panel.cancel()
    assert part.sentence == "Stopped. Open this page again to go on."
    qtbot.waitUntil(lambda: panel_of(part) is None)

    part.refresh()
    part.go.set()
    qtbot.waitUntil(lambda: part.sentence == "3 customers")
    assert panel_of(part) is None
    part.refresh()  # what is shown stays until there is something newer
    assert part.sentence == "3 customers"
    qtbot.waitUntil(lambda: not context.tasks.running)
