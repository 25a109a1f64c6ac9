"""A stick to write to, and a look at what passes by on the way."""

import tempfile
from pathlib import Path

import pytest


@pytest.fixture
def passing_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where passing files lie, so that a test sees whether any was left."""
    folder = tmp_path / "passing"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """An empty folder that is somewhere else than the book."""
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder
