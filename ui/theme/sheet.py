"""The style sheet: what Fusion's controls wear in our palette.

Short on purpose: rows of lists, heads of tables, ticks and arrows are painted by the widgets themselves.
Wherever a rule takes away Qt's own frame, a ``:focus`` rule beside it draws a thicker one.
"""

from ui.theme.colours import Colours
from ui.theme.sizes import CONTROL, GRID, MEDIUM, RADIUS, SMALL, TIGHT


def sheet(c: Colours) -> str:
    """The whole sheet for one palette."""
    names = {name: value.name() for name, value in c._asdict().items() if name not in ("dark", "chart")}
    sizes = {
        "RADIUS": RADIUS,
        "CARD": GRID,
        "TIGHT": TIGHT,
        "SMALL": SMALL,
        "SMALL_LESS": SMALL - 1,
        "MEDIUM": MEDIUM,
        "MEDIUM_LESS": MEDIUM - 1,
        "INNER": CONTROL - 2,
        "INNER_LESS": CONTROL - 4,
        "ICON_BUTTON": CONTROL,
    }
    text = _SHEET
    # Longest names first: $accent is the beginning of $accent_soft.
    for name, value in sorted({**names, **sizes}.items(), key=lambda pair: -len(pair[0])):
        text = text.replace(f"${name}", str(value))
    return text


_SHEET = """
QToolTip { background: $text; color: $surface; border: 0; padding: $TIGHTpx $SMALLpx; }

QPushButton {
    background: $raised; color: $text; border: 1px solid $outline; border-radius: $RADIUSpx;
    padding: 0 $MEDIUMpx; min-height: $INNERpx; outline: 0;
}
QPushButton:hover { background: $hover; }
QPushButton:pressed { background: $border; }
QPushButton:focus { border: 2px solid $focus; padding: 0 $MEDIUM_LESSpx; min-height: $INNER_LESSpx; }
QPushButton:disabled { color: $disabled; border: 1px solid $border; background: $surface; }

QPushButton[kind="primary"] {
    background: $accent; color: $on_accent; border: 1px solid $accent; font-weight: 600;
}
QPushButton[kind="primary"]:hover { background: $accent_hover; border-color: $accent_hover; }
QPushButton[kind="primary"]:pressed { background: $accent_pressed; }
QPushButton[kind="primary"]:focus { border: 2px solid $text; }
QPushButton[kind="primary"]:disabled { background: $border; color: $muted; border: 1px solid $border; }

QPushButton[kind="quiet"] { background: transparent; color: $accent; border: 1px solid transparent; }
QPushButton[kind="quiet"][tone="muted"] { color: $muted; }
QPushButton[kind="quiet"]:hover { background: $hover; }
QPushButton[kind="quiet"]:pressed { background: $border; }
QPushButton[kind="quiet"]:focus { border: 2px solid $focus; }
QPushButton[kind="quiet"]:disabled { color: $disabled; }

QPushButton[kind="danger"] { color: $danger; border: 1px solid $danger; }
QPushButton[kind="danger"]:hover { background: $danger_soft; }
QPushButton[kind="danger"]:focus { border: 2px solid $danger; background: $danger_soft; }
QPushButton[kind="danger"]:disabled { color: $disabled; border: 1px solid $border; }

QToolButton {
    background: transparent; border: 1px solid transparent; border-radius: $RADIUSpx; padding: 0; outline: 0;
}
QToolButton:hover { background: $hover; }
QToolButton:pressed { background: $border; }
QToolButton:checked { background: $accent_soft; }
QToolButton:focus { border: 2px solid $focus; }
QToolButton::menu-indicator { image: none; }

QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QAbstractSpinBox {
    background: $raised; color: $text; border: 1px solid $outline; border-radius: $RADIUSpx;
    padding: 0 $SMALLpx; min-height: $INNERpx;
    selection-background-color: $selection; selection-color: $text; placeholder-text-color: $muted;
}
QPlainTextEdit, QTextEdit { padding: $TIGHTpx; }
QLineEdit:focus, QComboBox:focus, QAbstractSpinBox:focus {
    border: 2px solid $focus; padding: 0 $SMALL_LESSpx; min-height: $INNER_LESSpx;
}
QPlainTextEdit:focus, QTextEdit:focus { border: 2px solid $focus; padding: 3px; }
QLineEdit[problem="true"], QPlainTextEdit[problem="true"], QComboBox[problem="true"] {
    border: 2px solid $danger; padding: 0 $SMALL_LESSpx; min-height: $INNER_LESSpx;
}
QLineEdit:read-only, QPlainTextEdit:read-only { background: $surface; border-color: $border; }
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled {
    color: $disabled; background: $surface; border-color: $border;
}
QComboBox::drop-down { border: 0; width: 28px; }
QComboBox::down-arrow { image: none; }
QComboBox QLineEdit, QComboBox QLineEdit:focus {
    border: 0; background: transparent; padding: 0; min-height: 0;
}
QComboBox QAbstractItemView { border: 1px solid $outline; border-radius: 0; padding: $TIGHTpx; }

QLabel[tone="muted"] { color: $muted; }
QLabel[tone="accent"] { color: $accent; }
QLabel[tone="danger"] { color: $danger; }
QLabel[tone="warning"] { color: $warning; }
QLabel[tone="success"] { color: $success; }
QLabel[tone="info"] { color: $info; }

QPushButton[kind="chip"] {
    background: $raised; border: 1px solid $outline; border-radius: 14px; padding: 0 12px; min-height: 26px;
}
QPushButton[kind="chip"]:hover { background: $hover; }
QPushButton[kind="chip"]:checked { background: $accent_soft; border: 1px solid $accent; }
QPushButton[kind="chip"]:focus { border: 2px solid $focus; padding: 0 11px; min-height: 24px; }

QPushButton[kind="step"] { padding: 0 2px; min-height: 34px; }
QPushButton[kind="step"]:checked {
    background: $accent; color: $on_accent; border: 1px solid $accent; font-weight: 600;
}
QPushButton[kind="step"][answer="none"]:checked {
    background: $sunken; color: $muted; border: 1px solid $outline;
}
QPushButton[kind="step"]:focus { border: 2px solid $focus; padding: 0 1px; min-height: $INNER_LESSpx; }
QPushButton[kind="step"]:checked:focus { border: 2px solid $text; }

QFrame[look="card"] { background: $raised; border: 1px solid $border; border-radius: $CARDpx; }
QDialog#palette { background: $raised; border: 1px solid $outline; }
QFrame[look="bar"] { background: $sunken; border: 0; }
QFrame[look="popup"] { background: $raised; border: 1px solid $outline; }

QAbstractItemView { background: $raised; border: 1px solid $border; border-radius: $CARDpx; outline: 0; }
QAbstractItemView:focus { border: 2px solid $focus; }
QAbstractItemView[look="bare"] { border: 0; background: transparent; }
QHeaderView, QHeaderView:focus { background: transparent; border: 0; }
QHeaderView::section { background: $raised; color: $muted; border: 0; padding: $TIGHTpx $SMALLpx; }
QTableCornerButton::section { background: $sunken; border: 0; }

QCalendarWidget QWidget#qt_calendar_navigationbar { background: $raised; }
QCalendarWidget QAbstractItemView, QCalendarWidget QAbstractItemView:focus {
    border: 0; border-radius: 0; background: $raised;
}
QCalendarWidget QToolButton { padding: 0 $SMALLpx; font-weight: 600; }
QCalendarWidget QSpinBox { min-height: 24px; padding: 0; }

QScrollArea { border: 0; background: transparent; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: $outline; border-radius: 4px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: $muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QMenu { background: $raised; border: 1px solid $outline; padding: $TIGHTpx; }
QMenu::item { padding: $SMALLpx 32px $SMALLpx $MEDIUMpx; border-radius: 4px; border: 1px solid transparent; }
QMenu::item:selected { background: $accent_soft; color: $text; border-color: $focus; }
QMenu::item:disabled { color: $disabled; }
QMenu::icon { padding-left: $SMALLpx; }
QMenu::separator { height: 1px; background: $border; margin: $TIGHTpx $SMALLpx; }
QMenuBar { background: $surface; }
QMenuBar::item { padding: $TIGHTpx $SMALLpx; border-radius: 4px; }
QMenuBar::item:selected { background: $accent_soft; }

QTabWidget::pane { border: 0; border-top: 1px solid $border; }
QTabBar { qproperty-drawBase: 0; outline: 0; }
QTabBar::tab {
    background: transparent; color: $muted; padding: $SMALLpx $MEDIUMpx; border: 2px solid transparent;
    border-bottom: 2px solid transparent;
}
QTabBar[tight="true"]::tab { padding: $SMALLpx $TIGHTpx; }
QTabBar::tab:hover { color: $text; background: $hover; }
QTabBar::tab:selected { color: $text; border-bottom: 2px solid $accent; }
QTabBar::tab:selected:focus { border: 2px solid $focus; border-radius: $RADIUSpx; }

QProgressBar {
    background: $border; border: 0; border-radius: 4px; min-height: $SMALLpx; max-height: $SMALLpx;
}
QProgressBar::chunk { background: $accent; border-radius: 4px; }

QSplitter::handle { background: $border; }
QStatusBar { background: $surface; color: $muted; }
QStatusBar::item { border: 0; }
"""
