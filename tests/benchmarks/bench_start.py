"""How long until the window is there and usable: ``python tests/benchmarks/bench_start.py [BOOK]``.

From the start of the process to Today painted with the keyboard in it, against the least that PySide6 can do: a bare
window with a table. Both in turns, each in a fresh process, so that the ratio holds whatever else runs. With a BOOK
(as large as wanted) that one is opened, else a small practice book.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

CHECKOUT = Path(__file__).parents[2]
GOAL = 1.5
TURNS = 9

BEGIN = """
import gc, resource, sys, time
"""

WATCH = """
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
class Painted(QObject):
    def eventFilter(self, widget, event):
        if event.type() == QEvent.Type.Paint:
            widget.removeEventFilter(self)
            QTimer.singleShot(0, usable)
        return False
def shown():
    window = next(widget for widget in app.topLevelWidgets() if isinstance(widget, QMainWindow))
    window.centralWidget().installEventFilter(painted)
    window.centralWidget().update()
def usable():
    print(time.time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
    app.quit()
app = QApplication([])
painted = Painted()
QTimer.singleShot(0, shown)
"""

BARE = (
    BEGIN
    + WATCH
    + """
from PySide6.QtWidgets import QTableWidget
window = QMainWindow()
window.setCentralWidget(QTableWidget(50, 6))
window.resize(1240, 820)
window.show()
app.exec()
"""
)

# As when main.py is started: its own modules first, and no search for garbage.
OURS = (
    BEGIN
    + """
import main
gc.disable()
import ui.quick_imports
"""
    + WATCH
    + """
main.main([sys.argv[1]])
"""
)


def started(program: str, *arguments: str, home: str) -> tuple[float, float]:
    """Seconds from the start of the process until its window was painted, and the most megabytes held by then."""
    settings = os.environ | {"HOME": home, "XDG_CONFIG_HOME": home}
    settings.setdefault("QT_QPA_PLATFORM", "offscreen")
    # The program as it is installed has been compiled before.
    settings.pop("PYTHONDONTWRITEBYTECODE", None)
    begun = time.time()
    ended = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        cwd=CHECKOUT,
        env=settings,
        capture_output=True,
        text=True,
        check=True,
    )
    painted, kilobytes = map(float, ended.stdout.split())
    return painted - begun, kilobytes / 1024


def main() -> None:
    sys.path.insert(0, str(CHECKOUT))
    from model.practice import make_practice_book

    with tempfile.TemporaryDirectory() as home:
        book = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(home) / "practice.regulars"
        if not book.exists():
            make_practice_book(book, "en", date.today())
        started(OURS, str(book), home=home)
        bare, ours = [], []
        for _turn in range(TURNS):
            bare.append(started(BARE, home=home))
            ours.append(started(OURS, str(book), home=home))
    floor, own = statistics.median(s for s, _m in bare), statistics.median(s for s, _m in ours)
    floor_mb, own_mb = statistics.median(m for _s, m in bare), statistics.median(m for _s, m in ours)
    met = "met" if own <= GOAL * floor else "NOT MET"
    print(f"bare window {floor:.3f} s, {floor_mb:.0f} MB; Today {own:.3f} s, {own_mb:.0f} MB")
    print(f"ratio {own / floor:.2f}, goal {GOAL}, {met}; {own_mb - floor_mb:+.0f} MB")


if __name__ == "__main__":
    main()
