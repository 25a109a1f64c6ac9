"""Somebody at the keyboard of the real window, who never stops."""

from collections.abc import Callable, Iterator
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

ENTER = Qt.Key.Key_Return
CONTROL = Qt.KeyboardModifier.ControlModifier


class Somebody(QObject):
    """Records sales, customers and contacts, and says so when the program did."""

    def __init__(
        self, app: QApplication, first: int, say: Callable[[str], None], give_up: Callable[[str], object]
    ) -> None:
        super().__init__(app)
        self._app, self._n, self._say, self._give_up = app, first, say, give_up
        self._tries = 0
        self._window: Any = None
        self._steps = self._work()

    def begin(self) -> None:
        """Wait for the window; then work."""
        windows = [one for one in self._app.topLevelWidgets() if hasattr(one, "context") and one.isVisible()]
        if windows and windows[0].isActiveWindow():
            self._window = windows[0]
            self._say("ready")
            self._step()
            return
        self._tries += 1
        if self._tries > 2_000:
            self._give_up("there is no window")
        for one in windows:
            one.activateWindow()
        QTimer.singleShot(2, self, self.begin)

    def _step(self) -> None:
        try:
            next(self._steps)
        except Exception as error:  # noqa: BLE001
            self._give_up(f"{type(error).__name__}: {error}")
        QTimer.singleShot(0, self, self._step)

    def _work(self) -> Iterator[None]:
        while True:
            self._n += 1
            yield from self._sell()
            yield from self._add_customer()
            yield from self._write_contact()

    def _sell(self) -> Iterator[None]:
        n = self._n
        while not self._window.isActiveWindow():  # a form has just been closed
            self._window.activateWindow()
            yield
        self._window.pages.go("counter")
        page = self._window.pages.page("counter")
        yield
        page.clear()
        page.status.say("")
        page.focus_first()
        self._press(f"Buyer {n}", ENTER, ENTER)
        yield
        self._press(f"Item {n}", ENTER, f"{n}.00", ENTER, f"Cup {n}", ENTER, "2.00", ENTER)
        yield
        self._press(ENTER)
        self._expect(page.status.text().startswith("Saved"), page.status.text())
        self._say(f"sale {n}")
        yield

    def _add_customer(self) -> Iterator[None]:
        n = self._n
        self._window.ways.add_customer(f"Person {n}")
        yield
        form = self._form()
        [phone, *_rest] = form.phones.findChildren(type(form.name.line))
        phone.setFocus()
        self._press(f"07700 8{n:05}")
        saved: list[int] = []
        form.saved.connect(lambda customer_id: saved.append(customer_id))
        QTest.keyClick(form, ENTER, CONTROL)
        self._expect(bool(saved), "the customer form did not save")
        self._say(f"customer {n}")
        self._customer = saved[0]
        yield

    def _write_contact(self) -> Iterator[None]:
        n = self._n
        self._window.ways.write_contact(self._customer)
        yield
        form = self._form()
        form.note.line.setFocus()
        self._press(f"Note {n}")
        saved: list[int] = []
        form.saved.connect(lambda visit_id: saved.append(visit_id))
        QTest.keyClick(form, ENTER, CONTROL)
        self._expect(bool(saved), "the contact form did not save")
        self._say(f"contact {n}")
        yield

    def _form(self) -> Any:
        form = QApplication.activeModalWidget()
        self._expect(form is not None, "no form is open")
        return form

    def _press(self, *keys: str | Qt.Key) -> None:
        for key in keys:
            focused = QApplication.focusWidget()
            if focused is None:
                raise AssertionError(f"the keyboard is nowhere, at {key}")
            if isinstance(key, str):
                QTest.keyClicks(focused, key)
            else:
                QTest.keyClick(focused, key)

    def _expect(self, is_so: bool, otherwise: str) -> None:
        if not is_so:
            raise AssertionError(otherwise)
