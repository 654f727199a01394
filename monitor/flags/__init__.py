"""What rules say of an edit: a file a flag, found by its name (pure, no clock).

A rule is a module of this package with two names:

    VERSION: str                                   raised whenever the rule's opinion changes
    evidence(reading: Reading) -> Iterable[Evidence]    nothing where the flag is not raised

The flag is called like the module. `reading` is what every rule needs of an edit, read once: its sentences
side by side, its quotations, its words' language.
"""

import pkgutil
from functools import cache
from importlib import import_module

from monitor.flags.occasion import Occasion
from monitor.flags.reading import Reading, Rule
from storage.model import Flag

__all__ = ["Occasion", "names", "raise_flags", "version"]

_NO_RULES = frozenset({"disclosure", "occasion", "severity"})


@cache
def names() -> tuple[str, ...]:
    """Return the name of every flag, in order."""
    modules = pkgutil.iter_modules(__path__)
    return tuple(sorted(m.name for m in modules if not m.ispkg and m.name not in _NO_RULES))


def raise_flags(occasion: Occasion) -> tuple[Flag, ...]:
    """Return every flag that the edit raises, by name, each with its evidence in reading order."""
    reading = Reading(occasion)
    flags = []
    for name in names():
        version, evidence = _rule(name)
        if found := reading.once(evidence):
            flags.append(Flag(name=name, version=version, evidence=found))
    return tuple(flags)


def version(name: str) -> str:
    """Return the version of a flag's rule today."""
    return _rule(name)[0]


@cache
def _rule(name: str) -> tuple[str, Rule]:
    module = import_module(f"{__name__}.{name}")
    return module.VERSION, module.evidence
