"""Every error that Stet raises on purpose, as one tree.

    StetError                    exit code 1
    ├── Mistake                  exit code 2: the call, the configuration or an input is wrong
    │   ├── BadAddress
    │   ├── BadConfig
    │   └── BadQuery
    ├── NotFound                 exit code 1
    ├── NotAnArticle             a capture that is set aside
    │   ├── NotHtml
    │   ├── EmptyPage
    │   ├── WallPage
    │   └── Unparseable
    ├── NotAFeed
    ├── RulesDiffer
    └── ArchiveError
        ├── ArchiveBusy
        ├── ForeignFile
        ├── Unwritable
        ├── DiskFull
        ├── Torn
        ├── Conflict
        └── ServiceRunning

A message says what to do in one line: users see it as it is, without a traceback.
"""


class StetError(Exception):
    """Stet could not do what was asked."""

    exit_code = 1

    def __init__(self, message: str = "") -> None:
        super().__init__(message or (type(self).__doc__ or "").strip().splitlines()[0])

    @property
    def reason(self) -> str:
        """One word a capture that is set aside for this error is filed under."""
        return type(self).__name__


class Mistake(StetError):
    """The call is wrong: see --help."""

    exit_code = 2


class BadAddress(Mistake):
    """That is no http or https address that Stet may visit."""


class BadConfig(Mistake):
    """The configuration file is wrong."""


class BadQuery(Mistake):
    """That search cannot be understood."""


class NotFound(StetError):
    """There is nothing of that name in the archive."""


class NotAnArticle(StetError):
    """The page holds no article."""


class NotHtml(NotAnArticle):
    """The body is no HTML page."""


class EmptyPage(NotAnArticle):
    """The page holds no words of an article."""


class WallPage(NotAnArticle):
    """A consent wall, a captcha or a login stands where the article was."""


class Unparseable(NotAnArticle):
    """The page could not be read in the time and memory allowed."""


class NotAFeed(StetError):
    """That is no RSS, Atom or JSON feed, no sitemap and no page that links to articles."""


class RulesDiffer(StetError):
    """Two articles made by different versions of the rules are never compared: run `stet rebuild`."""


class ArchiveError(StetError):
    """The archive could not be read or written."""


class ArchiveBusy(ArchiveError):
    """Another program holds the archive: try again in a moment."""


class ForeignFile(ArchiveError):
    """That file is no Stet archive: name another with --archive."""

    exit_code = 2


class Unwritable(ArchiveError):
    """The archive can only be read where it is: copy it to a folder that can be written."""


class DiskFull(ArchiveError):
    """The disk is full: nothing was kept of what was being stored; make room and try again."""


class Torn(ArchiveError):
    """What the archive holds does not match its digest: run `stet verify`."""


class Conflict(ArchiveError):
    """Someone else wrote this first: read it again."""


class ServiceRunning(ArchiveError):
    """A service is already running on this archive."""
