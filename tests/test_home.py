"""No test reaches the settings of whoever runs it, nor leaves anything for the next one."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, QStandardPaths

from resources import i18n


@pytest.mark.parametrize("time", ["first", "second"])
def test_every_test_finds_an_empty_home_and_english(home: Path, time: str) -> None:
    assert Path.home() == home
    settings = QSettings("regulars-tests", "regulars-tests")
    assert Path(settings.fileName()).is_relative_to(home)
    assert settings.value("left behind") is None
    settings.setValue("left behind", time)
    settings.sync()
    assert Path(settings.fileName()).exists()
    assert i18n.current_language() == "en"
    i18n.set_language("zh_CN")


@pytest.mark.parametrize(
    "place", ["AppConfigLocation", "AppDataLocation", "CacheLocation", "RuntimeLocation"]
)
def test_qt_looks_for_everything_of_ours_in_that_home(home: Path, place: str) -> None:
    location = QStandardPaths.StandardLocation[place]
    assert Path(QStandardPaths.writableLocation(location)).is_relative_to(home)
