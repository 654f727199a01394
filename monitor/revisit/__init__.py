"""When to look at a page again (pure)."""

from monitor.revisit.rank import Aim
from monitor.revisit.rhythm import Rhythm

__all__ = ["Aim", "Rhythm"]
