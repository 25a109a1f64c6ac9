"""The left edge of the window: whose book it is, the way to find or do anything, and the pages."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from resources.i18n import _
from ui import theme
from ui.actions import PAGES, PagePlace, action
from ui.find_button import FindButton
from ui.keys import shown_keys
from ui.widgets.button import IconButton
from ui.widgets.label import PlainLabel
from ui.widgets.navigation_rail import NavigationRail, Place

_AT_THE_FOOT = ("backups", "settings")


class SideBar(QFrame):
    """``chosen(key)`` when a page is wanted, ``find_wanted`` by the button above them."""

    chosen = Signal(str)
    find_wanted = Signal()

    def __init__(self, shop_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        find = action("palette")
        keys = shown_keys(find.keys[0])
        self._shop = PlainLabel(shop_name, kind="strong", elide=True)
        self._find = FindButton(_("Find or do"), keys, find.title)
        self._find_small = IconButton("search", f"{find.title} ({keys})")
        self.rail = NavigationRail(
            [_place(page) for page in PAGES if page.key not in _AT_THE_FOOT],
            bottom=[_place(page) for page in PAGES if page.key in _AT_THE_FOOT],
        )

        self.setProperty("look", "bar")
        self.setAccessibleName(_("Side bar"))
        self._head = QVBoxLayout()
        self._head.setContentsMargins(theme.MEDIUM, theme.LARGE, theme.MEDIUM, theme.TIGHT)
        self._head.setSpacing(theme.SMALL + theme.TIGHT)
        small = QHBoxLayout()
        small.addWidget(self._find_small, 0, Qt.AlignmentFlag.AlignHCenter)
        self._head.addWidget(self._shop)
        self._head.addWidget(self._find)
        self._head.addLayout(small)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._head)
        column.addWidget(self.rail, 1)
        self.set_compact(False)

        self.rail.chosen.connect(self.chosen)
        self._find.clicked.connect(self.find_wanted)
        self._find_small.clicked.connect(self.find_wanted)

    def set_shop_name(self, name: str) -> None:
        self._shop.setText(name)

    def set_compact(self, compact: bool) -> None:
        """Icons alone, for a narrow window."""
        self.rail.set_compact(compact)
        self.setFixedWidth(self.rail.width())
        side = theme.SMALL if compact else theme.MEDIUM
        self._head.setContentsMargins(side, theme.LARGE, side, theme.TIGHT)
        self._shop.setVisible(not compact)
        self._find.setVisible(not compact)
        self._find_small.setVisible(compact)


def _place(page: PagePlace) -> Place:
    return Place(page.key, page.title, page.icon, shown_keys(page.keys[0]))
