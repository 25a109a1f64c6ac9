"""Imported before the other windows are, so that they are there sooner."""

import builtins

import PySide6.QtCore  # noqa: F401 - first of all, for the line below

# PySide6 puts itself in the place of Python's import, and reads the source text of every module imported after it, to
# see whether that module wants other names for Qt's methods. None of ours does, and it costs a tenth of the start.
builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
