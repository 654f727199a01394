"""Pages that are one article under several addresses: AMP, telephones, redirects, canonical links (pure).

An address is only a claim. Two pages are the same if they were found at one place, or name one, and
their articles agree. The page that comes second is looked at once more after a day, so that an error or
consent page that stood in for many articles retires none; then no longer. Its captures stay.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import timedelta

from crawler.places import claimed, place
from storage.model import Article, Page, PageState, Step, Visit
from storage.text import comparison_form

#: A page that was found to be the same as another is looked at once more after this time.
CONFIRMED_AFTER = timedelta(days=1)
#: Of the words of the shorter article, so many stand in the other in whole paragraphs. Two versions of
#: one article differ by an edit of a paragraph or two; two short reports of one site share a closing line.
AGREEING = 0.7
#: So many failures in a row while it is confirmed, and no more is asked.
_FAILURES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A page that was last found at a place, with what it says and the address that its visit ended at."""

    page: Page
    article: Article
    final_url: str


#: Yields the pages that were last found at a place.
Others = Callable[[str], Iterable[Found]]


def settle(before: Page, visit: Visit, article: Article | None, others: Others) -> Visit:
    """Return a visit whose page is retired if it shows what another page under watch does.

    `before` is the page as it was; `article` is what the visit saw, None where it saw none. Laws: only
    the page that was visited is retired, so the one that was there first goes on; no page that a person
    paused or set apart.
    """
    page = visit.page
    if article is None or not visit.capture.outcome.seen:
        return replace(visit, page=_unconfirmed(page)) if page.state is PageState.SAME else visit
    news = page.place != before.place or visit.step is Step.ARTICLE or page.state is PageState.SAME
    if not news or page.state not in (PageState.WATCHED, PageState.SAME) or page.same_as == page.id:
        return visit
    here = Found(page=page, article=article, final_url=visit.capture.final_url)
    return replace(visit, page=_placed(page, visit, _twin(here, others)))


def agree(one: Article, other: Article) -> bool:
    """Whether two articles say the same, but for an edit."""
    ours, theirs = _lines(one), _lines(other)
    shorter = min(_words(ours), _words(theirs))
    return shorter > 0 and _words(ours & theirs) >= AGREEING * shorter


def _twin(here: Found, others: Others) -> int | None:
    """Return the id of the page that shows the same.

    Where a redirect led is no word of the article's: of two pages that were both led to a place, one must
    stand there by its own address. Pages that all lead to one notice are not the same.
    """
    page = here.page
    for other in others(page.place):
        at_home = page.place in (place(page.url), place(other.page.url))
        led = _redirected(here) and _redirected(other)
        if other.page.id != page.id and (at_home or not led) and agree(here.article, other.article):
            return other.page.id
    return None


def _redirected(found: Found) -> bool:
    return claimed(found.final_url, "") != place(found.page.url)


def _placed(page: Page, visit: Visit, twin: int | None) -> Page:
    confirmed = page.state is PageState.SAME
    if twin is None:
        return replace(page, state=PageState.WATCHED, same_as=None) if confirmed else page
    next_visit_at = None if confirmed else visit.capture.received_at + CONFIRMED_AFTER
    return replace(page, state=PageState.SAME, same_as=twin, next_visit_at=next_visit_at)


def _unconfirmed(page: Page) -> Page:
    """Return a page that is the same as another and was not seen: it is not missed."""
    return replace(page, next_visit_at=None) if page.missing or page.failures >= _FAILURES else page


def _lines(article: Article) -> Counter[str]:
    lines = (article.headline, *(block.text for block in article.blocks))
    return Counter(map(comparison_form, lines))


def _words(lines: Counter[str]) -> int:
    return sum(len(line) * count for line, count in lines.items())
