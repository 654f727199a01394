"""Addresses that lead to a front page once their article is gone (pure)."""

from dataclasses import replace

from crawler.places import is_front
from crawler.visit import Fetched
from storage.errors import EmptyPage
from storage.model import Outcome

#: Why such a visit misses the page.
FRONT_PAGE = "FrontPage"


def without_front(fetched: Fetched) -> Fetched:
    """Return a visit that misses its page, where a redirect led to a front page: no article stands there.

    Many servers answer so instead of 404. What the front page says is no words of the article, and how it
    changes no edits of it.
    """
    shown = fetched.outcome.seen or fetched.reason == EmptyPage().reason
    if not shown or is_front(fetched.errand.url) or not is_front(fetched.final_url):
        return fetched
    return replace(fetched, outcome=Outcome.MISSING, reason=FRONT_PAGE, body=None, article=None)
