"""A call list of 10,000 lines as PDF, beside a plain Qt painter that draws the same words and boxes.

    python tests/benchmarks/bench_call_list.py [LINES]

Both run in turns in fresh processes; what counts is the ratio. The painter is the floor: fixed heights, one
line a fact, no wrapping, no fallback of ours. Every line has its barcode.
"""

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

ROUNDS = 5
NAMES = ("Sean Miller", "Łukasz Żółkiewski", "王小明", "Иван Сидоров", "Ελένη Παππά", "Tamara Chand", "李雷")
WARES = ("Varifocal lenses", "Contact lenses, 3 months", "渐进镜片", "Sunglasses", "Reading glasses")
OUTCOMES = ("reached", "no answer", "call back", "wrong number", "refused", "do not call again")


def people(count: int) -> list[tuple[str, str, str, date, str, int, str]]:
    """Name, phone, reason, day, ware, cents, last words of ``count`` different customers."""
    start = date(2026, 1, 1)
    return [
        (
            f"{NAMES[n % len(NAMES)]} {n}",
            f"07700 {900000 + n}",
            f"Usually comes every {20 + n % 40} days, today is day {60 + n % 90}",
            start + timedelta(days=n % 300),
            WARES[n % len(WARES)],
            1000 + n,
            f"Very kind at the counter, {n}, but I waited some time",
        )
        for n in range(count)
    ]


def ours(count: int, target: Path) -> None:
    from reports import call_facts as paper
    from reports import call_list
    from reports.page import Letterhead

    lines = tuple(
        paper.Line(
            number,
            (
                paper.Person(
                    name,
                    "Gold",
                    (paper.Phone(phone, "mobile"),),
                    "after 17:00",
                    (paper.Reason(reason),),
                    paper.LastPurchase(day, ware, cents),
                    paper.LastWords(day, words),
                ),
            ),
        )
        for number, (name, phone, reason, day, ware, cents, words) in enumerate(people(count), start=1)
    )
    shop = Letterhead("Corner Optics", "12 High Street", "01904 555 012")
    day = date(2026, 11, 21)
    facts = paper.Facts(shop, "GBP", day, day, (paper.Group("Due", lines),), list_number=12, staff="Anna")
    started = time.perf_counter()
    pages = call_list.write(facts, target)
    report(started, pages, target)


def qt_painter(count: int, target: Path) -> None:
    from PySide6.QtCore import QMarginsF, QRectF, Qt
    from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication, QPainter, QPdfWriter

    import resources
    from reports import barcode

    app = QGuiApplication([])
    for file in sorted(resources.path("fonts").glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(file))
    rows = people(count)
    bars = [barcode.modules(f"L12-{number}") for number in range(1, count + 1)]
    started = time.perf_counter()
    writer = QPdfWriter(str(target))
    writer.setPageMargins(QMarginsF(14, 12, 14, 10))
    writer.setResolution(72)
    painter = QPainter(writer)
    bold, body, small = QFont("Noto Sans", 10), QFont("Noto Sans", 9), QFont("Noto Sans", 7)
    bold.setBold(True)
    pages, top = 1, 30.0
    for number, (name, phone, reason, day, ware, cents, words) in enumerate(rows, start=1):
        if top > 680:
            writer.newPage()
            pages, top = pages + 1, 30.0
        painter.setFont(bold)
        painter.drawText(QRectF(0, top, 30, 14), str(number))
        painter.drawText(QRectF(30, top, 150, 14), name)
        x = 180.0
        for place, width in enumerate(map(int, bars[number - 1])):
            if place % 2 == 0:
                painter.fillRect(QRectF(x, top, 0.72 * width, 20), Qt.GlobalColor.black)
            x += 0.72 * width
        painter.setFont(body)
        painter.drawText(QRectF(30, top + 14, 140, 12), phone)
        painter.drawText(QRectF(30, top + 38, 240, 12), reason)
        painter.setFont(small)
        painter.drawText(QRectF(180, top, 50, 14), "Gold")
        painter.drawText(QRectF(150, top + 14, 60, 12), "mobile")
        painter.drawText(QRectF(30, top + 26, 240, 12), "Best time: after 17:00")
        painter.drawText(QRectF(30, top + 50, 240, 12), f"Last bought {day}: {ware}, £{cents / 100:,.2f}")
        painter.drawText(QRectF(30, top + 62, 240, 12), f"“{words}”")
        for index, outcome in enumerate(OUTCOMES):
            x, y = 280 + index % 3 * 78, top + index // 3 * 15
            painter.drawRect(QRectF(x, y, 11, 11))
            painter.drawText(QRectF(x + 1, y, 8, 8), str(index + 1))
            painter.drawText(QRectF(x + 14, y, 64, 12), outcome)
        painter.drawText(QRectF(280, top + 30, 200, 10), "Would you come back?")
        for score in range(11):
            painter.drawText(QRectF(280 + score * 21, top + 40, 20, 14), str(score))
        painter.drawLine(280, int(top) + 75, 510, int(top) + 75)
        painter.drawLine(280, int(top) + 94, 510, int(top) + 94)
        painter.drawText(QRectF(420, top + 84, 90, 10), "next visit in ____ days")
        painter.drawLine(0, int(top) + 100, 510, int(top) + 100)
        top += 102
    painter.end()
    report(started, pages, target)
    app.quit()


def report(started: float, pages: int, target: Path) -> None:
    print(time.perf_counter() - started, peak_megabytes(), pages, target.stat().st_size / 1e6)


def peak_megabytes() -> float:
    """Memory of this process at its highest.

    Linux hands a parent's peak to its children in ``ru_maxrss``; the kernel's own file knows better.
    """
    status = Path("/proc/self/status")
    if status.exists():
        peak = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM:"))
        return int(peak.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20


def main(count: int) -> None:
    makers = ("ours", "qt_painter")
    results: dict[str, list[list[float]]] = {maker: [] for maker in makers}
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    with tempfile.TemporaryDirectory() as folder:
        for _round in range(ROUNDS):
            for maker in makers:
                command = [sys.executable, __file__, maker, str(count), f"{folder}/{maker}.pdf"]
                done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
                results[maker].append(list(map(float, done.stdout.split())))
    seconds = {}
    for maker in makers:
        seconds[maker] = statistics.median(run[0] for run in results[maker])
        _seconds, megabytes, pages, size = results[maker][-1]
        figures = f"{seconds[maker]:6.2f} s  {megabytes:5.0f} MB  {pages:5.0f} pages  file {size:4.1f} MB"
        print(f"{maker:11} {figures}")
    print(f"ratio {seconds['ours'] / seconds['qt_painter']:.2f} (goal: at most 1.5; memory at most 150 MB)")


if __name__ == "__main__":
    if len(sys.argv) == 4:
        {"ours": ours, "qt_painter": qt_painter}[sys.argv[1]](int(sys.argv[2]), Path(sys.argv[3]))
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
