"""Pages behind tabs, whose bar says what it chooses from."""

from PySide6.QtWidgets import QTabWidget


class Tabs(QTabWidget):
    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        # It is the bar that gets the keyboard.
        self.tabBar().setAccessibleName(name)

    def hasHeightForWidth(self) -> bool:
        """Never: what is on a page scrolls by itself, and asks for no height of the whole."""
        return False
