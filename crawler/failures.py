"""Why a visit failed, in one stable word."""

from datetime import timedelta

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    NotSupported,
    ResponseDataLossError,
    UnsupportedURLSchemeError,
)
from twisted.internet.error import ConnectError

STOPPED = "stopped"  #: the crawl was stopped before the visit was made: nothing is recorded


class Refused(IgnoreRequest):
    """Stet will not make this request, or not go on with it."""

    def __init__(self, reason: str, retry_after: timedelta | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.retry_after = retry_after  #: how long the server asks to be left alone


class HeadersTooLargeError(Exception):
    """The head of an answer is larger than is read."""


_REASONS: tuple[tuple[type[Exception], str], ...] = (
    (DownloadTimeoutError, "timeout"),
    (CannotResolveHostError, "dns"),
    (DownloadConnectionRefusedError, "connection_refused"),
    (ResponseDataLossError, "truncated"),
    (DownloadCancelledError, "too_large"),  # Scrapy cancels a download for its size only
    (NotSupported, "blocked_scheme"),
    (UnsupportedURLSchemeError, "blocked_scheme"),
    (IgnoreRequest, "too_large"),  # the unpacked body; every other refusal is a Refused
    (ConnectError, "unreachable"),
    (ValueError, "bad_address"),
)


def reason_of(error: BaseException) -> str:
    """Return the word under which `error` is filed."""
    if isinstance(error, Refused):
        return error.reason
    if isinstance(error, DownloadFailedError):
        return _broken(error)
    return next((reason for kind, reason in _REASONS if isinstance(error, kind)), "internal_error")


def _broken(error: DownloadFailedError) -> str:
    """Return what broke a connection, from the failures that Twisted hands up."""
    failures = getattr(error.__cause__, "reasons", None) or ()
    causes = [getattr(failure, "value", None) for failure in failures]
    if any(isinstance(cause, HeadersTooLargeError) for cause in causes):
        return "headers_too_large"
    # pyOpenSSL and service-identity come with Twisted and are not imported for a name.
    if any(type(cause).__module__.startswith(("OpenSSL", "service_identity")) for cause in causes):
        return "certificate"
    return "connection_lost"
