"""What keeps the service from its work: told once, and told again when it is over."""

from collections.abc import Callable


class Health:
    """Whether visits are stored. Written on the service's thread, read on the review page's, too.

    Law: a trouble that lasts is told once, not at each pass that it spoils.
    """

    def __init__(self, tell: Callable[[str], None]) -> None:
        """`tell` is called with each trouble, in one line, and when it is over."""
        self._tell = tell
        self._trouble = ""

    @property
    def trouble(self) -> str:
        """What is wrong, in one line; empty where nothing is."""
        return self._trouble

    def fails(self, told: str) -> None:
        """Take note that a pass failed, and why."""
        if told != self._trouble:
            self._trouble = told
            self._tell(told)

    def works(self) -> None:
        """Take note that a pass stored its visits."""
        if self._trouble:
            self._trouble = ""
            self._tell("visits are stored again")
