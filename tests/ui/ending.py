"""How a test that began work in threads ends."""

import threading

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication


def let_all_work_end(app: QApplication) -> None:
    """Whatever still runs has the book open, and what it found is shown while that is so: this may begin other work.
    Then what the test closed is deleted, with its timers: they would look into the book when it is closed."""
    while True:
        working = [thread for thread in threading.enumerate() if thread.name == "task"]
        for thread in working:
            thread.join()
        app.processEvents()
        if not working:
            break
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
