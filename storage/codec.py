"""Records ↔ JSON (pure).

Written keys may be missing when read (their defaults hold) and unknown keys are passed over, so that
an archive written by another version can be read.
"""

from datetime import UTC, datetime
from typing import Any, TypeVar

from cattrs.preconf.json import make_converter

T = TypeVar("T")

_converter = make_converter(omit_if_default=True)


def time_to_text(value: datetime) -> str:
    """Return an aware time as ISO 8601 in UTC, always of one length, so that texts sort as times do.

    Raises ValueError if `value` is naive.
    """
    if value.tzinfo is None:
        raise ValueError(f"a time must be aware, not {value!r}")
    # Not strftime, which takes twenty times as long: a visit has eight times to write.
    return f"{value.astimezone(UTC).isoformat(timespec='microseconds')[:26]}Z"


def time_from_text(text: str) -> datetime:
    """Return what `time_to_text` wrote."""
    return datetime.fromisoformat(text).astimezone(UTC)


_converter.register_unstructure_hook(datetime, time_to_text)
_converter.register_structure_hook(datetime, lambda text, _: time_from_text(text))


def to_json(record: Any) -> str:
    """Return a record, or a tuple of records, as JSON without the fields that hold their defaults."""
    return _converter.dumps(record, ensure_ascii=False, sort_keys=True)


def from_json(text: str, kind: type[T]) -> T:
    """Return the record of type `kind` that `to_json` wrote."""
    return _converter.loads(text, kind)


def to_plain(record: Any) -> Any:
    """Return a record as dicts, lists and strings, times as ISO 8601 text."""
    return _full.unstructure(record)


_full = make_converter()
_full.register_unstructure_hook(datetime, time_to_text)


def to_plain_json(value: Any) -> str:
    """Return records, dicts and lists of them as indented JSON, with all fields and in their order."""
    return _full.dumps(value, ensure_ascii=False, indent=2)
