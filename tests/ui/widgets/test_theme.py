"""The palettes can be read, icons follow them, and a switch reaches what is already on screen."""

from typing import get_args

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QTabBar, QWidget
from pytestqt.qtbot import QtBot

from ui import theme
from ui.theme.colours import DARK, LIGHT, Colours, with_more_contrast
from ui.widgets.button import Button, Kind

PALETTES = [
    pytest.param(palette, id=name)
    for name, palette in {
        "light": LIGHT,
        "dark": DARK,
        "light, more contrast": with_more_contrast(LIGHT),
        "dark, more contrast": with_more_contrast(DARK),
    }.items()
]
TONES = ["text", "muted", "accent", "danger", "warning", "success", "info"]


@pytest.mark.parametrize("palette", PALETTES)
@pytest.mark.parametrize("tone", TONES)
def test_every_tone_can_be_read_on_every_ground(palette: Colours, tone: str) -> None:
    for ground in ("surface", "raised", "sunken", "hover"):
        ratio = theme.contrast(getattr(palette, tone), getattr(palette, ground))
        assert (ground == "hover" and palette.muted == palette.text) or ratio >= 4.5, (tone, ground, ratio)


@pytest.mark.parametrize("palette", PALETTES)
def test_tones_can_be_read_on_their_own_soft_ground_and_text_on_a_selection(palette: Colours) -> None:
    for tone in ("accent", "danger", "warning", "success", "info"):
        soft = getattr(palette, f"{tone}_soft")
        assert theme.contrast(getattr(palette, tone), soft) >= 4.5
        assert theme.contrast(palette.text, soft) >= 4.5
    assert theme.contrast(palette.muted, palette.accent_soft) >= 4.5
    assert theme.contrast(palette.text, palette.selection) >= 4.5


@pytest.mark.parametrize("palette", PALETTES)
def test_filled_buttons_can_be_read_in_each_state(palette: Colours) -> None:
    for fill in (palette.accent, palette.accent_hover, palette.accent_pressed):
        assert theme.contrast(palette.on_accent, fill) >= 4.5
    assert theme.contrast(palette.on_danger, palette.danger) >= 4.5


@pytest.mark.parametrize("palette", PALETTES)
def test_edges_focus_and_bars_stand_out_from_their_ground(palette: Colours) -> None:
    for ground in (palette.surface, palette.raised, palette.sunken):
        assert theme.contrast(palette.outline, ground) >= 3
        assert theme.contrast(palette.focus, ground) >= 3
    for series in palette.chart:
        assert theme.contrast(series, palette.raised) >= 3


def test_contrast_is_what_wcag_says() -> None:
    assert theme.contrast(QColor("black"), QColor("white")) == pytest.approx(21)
    assert theme.contrast(QColor("#777777"), QColor("white")) == pytest.approx(4.48, abs=0.01)


def test_an_icon_made_in_light_is_painted_in_the_colours_of_dark_after_the_switch(qapp: QApplication) -> None:
    icon = theme.icon("phone", "text")
    assert inks(icon.pixmap(64, 64).toImage()) == {LIGHT.text.name()}
    theme.apply(qapp, "dark")
    assert inks(icon.pixmap(64, 64).toImage()) == {DARK.text.name()}


def inks(image: QImage) -> set[str]:
    pixels = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return {pixel.name() for pixel in pixels if pixel.alpha() == 255}


def test_icons_are_as_sharp_as_the_screen() -> None:
    assert theme.pixmap("phone", "text", 18, 2.0).width() == 36
    assert theme.pixmap("phone", "text", 18, 2.0).deviceIndependentSize().width() == 18


def test_an_icon_that_does_not_exist_is_told_where_it_is_asked_for() -> None:
    with pytest.raises(FileNotFoundError):
        theme.icon("no-such-drawing")
    with pytest.raises(KeyError):
        theme.icon("phone", "no-such-colour")


def test_icons_survive_being_copied_and_changed() -> None:
    for _ in range(50):
        copy = theme.icon("phone")
        twin = type(copy)(copy)
        twin.addPixmap(theme.pixmap("x"))
        assert not twin.pixmap(16, 16).isNull()


def test_a_switch_dresses_windows_that_are_already_open(qtbot: QtBot, qapp: QApplication) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    button = Button("Save", parent=window)
    window.resize(200, 100)
    window.show()
    assert window.grab().toImage().pixelColor(150, 90) == LIGHT.surface
    theme.apply(qapp, "dark")
    assert window.grab().toImage().pixelColor(150, 90) == DARK.surface
    assert button.palette().buttonText().color() == DARK.text


def test_focus_can_be_seen_on_every_kind_of_button(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    buttons = [Button("Save", kind=kind, parent=window) for kind in get_args(Kind)]
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    for button in buttons:
        button.clearFocus()
        without = button.grab().toImage()
        button.setFocus()
        assert button.grab().toImage() != without, button.property("kind")


@pytest.mark.parametrize("kind", get_args(Kind))
def test_a_button_reached_by_tab_wears_one_frame_not_a_second_one_within(
    qapp: QApplication, qtbot: QtBot, kind: Kind
) -> None:
    theme.apply(qapp, "light")
    button = Button("Show the numbers", kind=kind)
    qtbot.addWidget(button)
    with qtbot.waitActive(button):
        button.show()
    button.setFocus()
    pictures = []
    for by_key in (False, True):
        button.setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange, by_key)
        pictures.append(button.grab().toImage())
    assert pictures[0] == pictures[1]


def test_a_tab_reached_by_the_keyboard_wears_one_frame_too(qapp: QApplication, qtbot: QtBot) -> None:
    theme.apply(qapp, "light")
    tabs = QTabBar()
    qtbot.addWidget(tabs)
    tabs.addTab("Overview")
    with qtbot.waitActive(tabs):
        tabs.show()
    tabs.setFocus()
    pictures = []
    for by_key in (False, True):
        tabs.setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange, by_key)
        pictures.append(tabs.grab().toImage())
    assert pictures[0] == pictures[1]
