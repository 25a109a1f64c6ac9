"""What the installed PySide6 must be able to do."""

import subprocess
import sys

CALLS = """
from PySide6.QtWidgets import QApplication, QLabel
application = QApplication([])
label = QLabel()
for n in range(20_000):
    label.setText(str(n))
print(label.text())
"""


def test_many_calls_do_not_end_the_process() -> None:
    """PySide6 6.12.0 on Python 3.11 loses a reference to None with each, and aborts after some 5,000."""
    ended = subprocess.run([sys.executable, "-c", CALLS], capture_output=True, text=True)
    assert (ended.returncode, ended.stdout.strip()) == (0, "19999"), ended.stderr
