from types import SimpleNamespace

import pytest
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    NotSupported,
    ResponseDataLossError,
)
from twisted.internet.error import NoRouteError

from crawler.failures import HeadersTooLargeError, Refused, reason_of


class CertificateError(Exception):
    """Stands for an error of pyOpenSSL."""

    __module__ = "OpenSSL.SSL"


def failed(*causes):
    """Return Scrapy's error for a connection that broke for these causes."""
    error = DownloadFailedError("broken")
    error.__cause__ = cause = ConnectionError()
    cause.reasons = [SimpleNamespace(value=value) for value in causes]
    return error


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (Refused("robots"), "robots"),
        (DownloadTimeoutError(), "timeout"),
        (CannotResolveHostError(), "dns"),
        (DownloadConnectionRefusedError(), "connection_refused"),
        (ResponseDataLossError(), "truncated"),
        (DownloadCancelledError(), "too_large"),
        (IgnoreRequest("its body exceeded DOWNLOAD_MAXSIZE"), "too_large"),
        (NotSupported(), "blocked_scheme"),
        (NoRouteError(), "unreachable"),
        (ValueError("invalid hostname"), "bad_address"),
        (DownloadFailedError(), "connection_lost"),
        (failed(ConnectionResetError()), "connection_lost"),
        (failed(HeadersTooLargeError()), "headers_too_large"),
        (failed(CertificateError()), "certificate"),
        (KeyError("a bug"), "internal_error"),
    ],
)
def test_every_failure_has_one_stable_word(error, reason):
    assert reason == reason_of(error)
