"""Whether sites can be reached: one page of each is asked for as the crawler would, and not stored."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

from crawler.visit import Body, CrawlConfig, Errand, Fetched
from storage.model import Outcome, Page, PageState

#: So many sites are asked, those with the most pages; each has so many seconds for its answer.
MOST_SITES, SECONDS = 20, 10.0
#: A clock that differs by more from a server's makes a muddle of what was published when.
MOST_APART = timedelta(minutes=5)

_ADVICE = {
    "robots": "its robots.txt does not allow the visit: pause its pages, or ask the site",
    "robots_unreachable": "its robots.txt cannot be read, so nothing may be visited: try again later",
    "blocked_address": "it is in a private network: list that in crawl.allow if you trust it",
    "dns": "its name is not found: check the address, and this machine's name server",
    "certificate": "nobody vouches for its certificate: open it in a browser",
    "timeout": "it does not answer in time: try again later, or set crawl.timeout higher",
    "http_401": "it asks for a login: open it in a browser",
    "http_403": "it refuses the visit: set a contact in stet.toml, and ask the site",
    "http_429": "it asks for fewer visits: set crawl.delay higher",
}
_FAILED = "it cannot be reached ({}): open it in a browser; if it opens there, check this machine's network"
_WALL = "something stands before its articles ({}): open it in a browser"


@dataclass(slots=True)
class Answers:
    """A `crawler.visit.Journal` that keeps what it is told, and stores nothing."""

    fetched: list[Fetched] = field(default_factory=list)

    def outdated(self, errand: Errand) -> Body | None:
        """Return None: nothing is compared."""
        del errand
        return None

    def record(self, *visits: Fetched) -> None:
        """Keep answers."""
        self.fetched += visits


async def ask(pages: Iterable[Page], config: CrawlConfig) -> list[Fetched]:
    """Ask for each page once, through the crawler's guard and robots.txt, on the running reactor."""
    # Scrapy takes most of a second to load: only what crawls waits for it.
    from crawler.run import crawl  # noqa: PLC0415

    answers = Answers()
    errands = [
        Errand(page_id=page.id, url=page.url, etag=page.etag, last_modified=page.last_modified)
        for page in pages
    ]
    await crawl(errands, answers, replace(config, timeout=SECONDS, deadline=1.5 * SECONDS, retries=0))
    return sorted(answers.fetched, key=lambda one: one.errand.page_id)


def one_a_site(pages: Iterable[Page]) -> list[Page]:
    """Return a page of each site, of MOST_SITES at most: the one that was visited last and not gone."""
    chosen: dict[str, Page] = {}
    many: Counter[str] = Counter()
    for page in pages:
        if page.state is PageState.PAUSED:
            continue
        many[page.site] += 1
        if page.site not in chosen or _worth(page) > _worth(chosen[page.site]):
            chosen[page.site] = page
    return [chosen[site] for site, _ in many.most_common(MOST_SITES)]


def _worth(page: Page) -> tuple[bool, str]:
    return page.state is PageState.WATCHED, page.last_visit_at.isoformat() if page.last_visit_at else ""


def advice(fetched: Fetched) -> str:
    """Return what to do about an answer, in one line; empty where the site serves its pages."""
    if fetched.outcome is Outcome.SET_ASIDE:
        return _WALL.format(fetched.reason)
    if fetched.outcome is Outcome.FAILED:
        return _ADVICE.get(fetched.reason, _FAILED.format(fetched.reason))
    return ""


def apart(fetched: Iterable[Fetched]) -> timedelta | None:
    """Return how far this machine's clock is ahead of the sites', by the middle of their answers.

    None where no site says its time.
    """
    found = sorted(one.received_at - said for one in fetched if (said := _date(one)) is not None)
    return found[len(found) // 2] if found else None


def _date(fetched: Fetched) -> datetime | None:
    said = next((value for name, value in fetched.headers if name.lower() == "date"), "")
    try:
        when = parsedate_to_datetime(said)
    except ValueError:
        return None
    return when if when.tzinfo else None
