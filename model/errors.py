"""Two kinds of trouble that are no bugs: something refused with a reason, and a person who said stop.

Everything else that is raised is a bug; it is caught in one place and shown as such.
"""


class BookError(Exception):
    """Something was refused. ``str(error)`` is the sentence the shopkeeper reads, already translated."""


class MaybeSaved(BookError):  # noqa: N818
    """The disk failed so late that nobody can tell whether what was written is there."""


class FieldError(BookError):
    """What was typed into one field was refused; ``field`` names it, so that the form can point at it.

    A parser does not know where its text stands and leaves ``field`` empty; whoever knows fills it in with
    :meth:`at`.
    """

    def __init__(self, sentence: str, field: str = "") -> None:
        super().__init__(sentence)
        self.field = field

    def at(self, field: str) -> "FieldError":
        """The same error, now pointing at ``field``."""
        self.field = field
        return self


class Cancelled(BaseException):
    """The person pressed Cancel in the middle of long work; the edit around it undoes itself.

    A ``BaseException``, as ``KeyboardInterrupt`` is: on its way up it crosses other people's code (a PDF
    being laid out, a file being parsed), and their ``except Exception`` must neither swallow it nor report
    it as a failure.
    """
