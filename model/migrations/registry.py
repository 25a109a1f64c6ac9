"""Where each step of the file's format enters itself, in the order of their numbers."""

from sqlite_utils import Migrations

migrations = Migrations("regulars")
