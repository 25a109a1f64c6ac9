"""The language of what Qt says by itself: the buttons of its own dialogs, the menu of a text field, calendars."""

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from resources.i18n import LANGUAGES, current_language, set_language


class QtWords:
    """Switches the whole program, Qt's own words included, to a language."""

    def __init__(self, app: QCoreApplication) -> None:
        self._app = app
        self._translator: QTranslator | None = None

    def speak(self, language: str) -> None:
        """From now on ``language``; windows that are open keep their words until they are made again."""
        set_language(language)
        locale = QLocale(language)
        QLocale.setDefault(locale)
        if self._translator is not None:
            self._app.removeTranslator(self._translator)
            self._translator = None
        translator = QTranslator()
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if translator.load(locale, "qtbase", "_", folder):
            self._app.installTranslator(translator)
            self._translator = translator


def system_language() -> str:
    """The language of this program that suits the system best."""
    for wanted in QLocale.system().uiLanguages():
        for code in LANGUAGES:
            if wanted.replace("-", "_").split("_")[0] == code.split("_")[0]:
                return code
    return current_language()
