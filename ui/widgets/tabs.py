"""Pages behind tabs, whose bar says what it chooses from."""

from PySide6.QtWidgets import QTabWidget


class Tabs(QTabWidget):
    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        # It is the bar that gets the keyboard.
        self.tabBar().setAccessibleName(name)
