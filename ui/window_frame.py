"""What stands around the pages: the side bar, lines that must be seen, the foot."""

from collections.abc import Callable

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ui import theme
from ui.foot_line import FootLine
from ui.side_bar import SideBar
from ui.widgets.banner import Banner, BannerTone

_NARROW = 1000


class WindowFrame(QWidget):
    """``side``, ``stack`` (the pages) and ``foot``, laid out; the side bar shrinks to icons in a narrow window."""

    def __init__(self, shop_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.side = SideBar(shop_name)
        self.stack = QStackedWidget()
        self.foot = FootLine()
        self._banners = QVBoxLayout()

        self._banners.setContentsMargins(theme.LARGE, 0, theme.LARGE, 0)
        self._banners.setSpacing(theme.SMALL)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addLayout(self._banners)
        right.addWidget(self.stack, 1)
        right.addWidget(self.foot)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.side)
        row.addLayout(right, 1)

    def show_banner(
        self,
        sentence: str,
        *,
        tone: BannerTone = "info",
        verb: str = "",
        deed: Callable[[], object] | None = None,
        once: bool = False,
        other: tuple[str, Callable[[], object]] | None = None,
        put_away: Callable[[], object] | None = None,
        closable: bool = True,
    ) -> Banner:
        """A line above the pages until somebody puts it away; ``deed`` by its button, which says ``verb``.

        With ``once`` the line goes when the deed is done. ``other`` is a second verb and deed, after which the line
        goes; ``put_away`` is called when a person closes it.
        """
        banner = Banner(
            sentence, tone=tone, action=verb, other_action=other[0] if other else "", closable=closable
        )
        banner.closed.connect(banner.deleteLater)
        if put_away is not None:
            banner.closed.connect(lambda: put_away())
        if other is not None:
            banner.acted_else.connect(lambda: other[1]())
            banner.acted_else.connect(banner.hide)
            banner.acted_else.connect(banner.deleteLater)
        if deed is not None:
            banner.acted.connect(lambda: deed())
        if once:
            banner.acted.connect(banner.hide)
            banner.acted.connect(banner.deleteLater)
        # Only where there is a banner is there a margin for it.
        self._banners.setContentsMargins(theme.LARGE, theme.MEDIUM, theme.LARGE, 0)
        self._banners.addWidget(banner)
        banner.destroyed.connect(self._close_gap)
        return banner

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.side.set_compact(event.size().width() < _NARROW)

    def _close_gap(self) -> None:
        if not self._banners.count():
            self._banners.setContentsMargins(theme.LARGE, 0, theme.LARGE, 0)
