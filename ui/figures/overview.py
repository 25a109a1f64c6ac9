"""The part Overview of the page Figures."""

from ui.figures.part import FiguresPart
from ui.tasks import Progress


class OverviewPart(FiguresPart[None]):
    """To be filled."""

    def gather(self, progress: Progress) -> None:
        """Nothing yet."""

    def show_found(self, found: None) -> str:  # noqa: ARG002
        return ""
