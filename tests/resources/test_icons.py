"""Icons that can take any colour and stand at any size."""

from pathlib import Path
from xml.etree import ElementTree

import pytest

import resources

DRAWINGS = sorted(set(resources.path("icons").glob("*.svg")) - {resources.path("icons", "regulars.svg")})


@pytest.mark.parametrize("drawing", DRAWINGS, ids=lambda file: file.stem)
def test_an_icon_is_drawn_in_the_colour_of_its_place(drawing: Path) -> None:
    top = ElementTree.fromstring(drawing.read_text(encoding="utf-8"))
    assert top.get("viewBox") == "0 0 24 24"
    painted = {part.get(kind) for part in top.iter() for kind in ("stroke", "fill")}
    assert "currentColor" in painted
    assert painted <= {"currentColor", "none", None}


def test_the_program_has_a_face_of_its_own() -> None:
    ElementTree.fromstring(resources.path("icons", "regulars.svg").read_text(encoding="utf-8"))
    assert resources.path("icons", "regulars.png").read_bytes().startswith(b"\x89PNG")
