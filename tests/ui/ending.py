"""How a test that began work in threads ends."""

import threading

from PySide6.QtWidgets import QApplication


def let_all_work_end(app: QApplication) -> None:
    """Whatever still runs has the book open, and what it found is shown while that is so: this may begin other work."""
    while True:
        working = [thread for thread in threading.enumerate() if thread.name == "task"]
        for thread in working:
            thread.join()
        app.processEvents()
        if not working:
            return
