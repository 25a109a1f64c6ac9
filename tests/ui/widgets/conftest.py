from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from resources import i18n
from ui import theme


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> Iterator[QApplication]:
    """Every widget test begins in English and in light."""
    i18n.set_language("en")
    theme.apply(qapp, "light")
    yield qapp
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # or each switch dresses the dead ones too
    i18n.set_language("en")
    theme.apply(qapp, "light")
