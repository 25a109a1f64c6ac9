"""Pages without head and foot: letters, and sheets that are cut into slips."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import BinaryIO

from reports import paper_file
from reports.page import Paper, Progress, new_canvas, nobody_listens
from reports.pen import Pen

Drawing = Callable[[Pen], None]


def write_pages(
    target: Path | BinaryIO,
    pages: Sequence[Drawing],
    paper: Paper,
    title: str,
    author: str,
    progress: Progress | None = None,
) -> int:
    """Draw each page and put the PDF at ``target``; the number of pages. Equal drawings give equal bytes.

    ``OSError`` if the file cannot be written; an earlier file is then still there.
    """
    tell = progress or nobody_listens
    canvas = new_canvas(paper, title, author)
    pen = Pen(canvas)
    for number, draw in enumerate(pages):
        tell(number, len(pages))
        draw(pen)
        pen.next_page()
    data: bytes = canvas.getpdfdata()
    tell(len(pages), len(pages))
    paper_file.put(data, target)
    return len(pages)
