"""Two papers may be begun at the same moment: both are drawn with the same fonts."""

import subprocess
import sys
from pathlib import Path

ASK_AT_ONCE = """
import sys
from threading import Barrier, Thread
from reports.fonts import weight
sys.setswitchinterval(1e-5)
all_there, found = Barrier(8), set()
def ask():
    all_there.wait()
    found.add((weight(True), weight(True).main.font))
threads = [Thread(target=ask) for _ in range(8)]
for one in threads: one.start()
for one in threads: one.join()
sys.exit(len(found) != 1)
"""


def test_whoever_asks_first_loads_the_fonts_for_all() -> None:
    asked = subprocess.run([sys.executable, "-c", ASK_AT_ONCE], cwd=Path(__file__).parents[2], check=False)
    assert asked.returncode == 0
