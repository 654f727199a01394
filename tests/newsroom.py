"""An archive to which visits come as the crawler would tell them, read and judged by today's rules."""

from crawler.extract import extract
from crawler.visit import Body, Errand, Fetched
from monitor.journal import ArchiveJournal
from storage.model import Outcome
from tests.records import NOON, at
from tests.servers import page as article_page

URL = "https://paper.example/bridge"
SIX, SEVEN = (article_page(f"The bridge cost {n} million euros.").body for n in ("six", "seven"))


class Newsroom:
    """An archive to which visits come as the crawler would tell them."""

    def __init__(self, archive):
        self.archive = archive
        self.journal = ArchiveJournal(archive, lambda *_: at(500), lambda *_: None)

    def watch(self, url):
        return self.archive.add_page(url, "paper.example", NOON)

    def visit(self, page, minutes, outcome, content=None, *, status=200, reason="", url=""):
        page = self.archive.page(page.id)
        body = Body(content=content, url=url or page.url, content_type="text/html") if content else None
        errand = Errand(page_id=page.id, url=page.url, body_sha256=page.body_sha256)
        outdated = self.journal.outdated(errand) if outcome is Outcome.READ else None
        fetched = Fetched(
            errand=errand,
            requested_at=at(minutes),
            received_at=at(minutes + 0.01),
            final_url=url or page.url,
            outcome=outcome,
            reason=reason,
            status=status,
            headers=(
                ("Content-Type", "text/html"),
                ("Content-Length", "7"),
                ("X-Twice", "a"),
                ("X-Twice", "b"),
            ),
            body=body,
            article=extract(body) if outcome is Outcome.READ else None,
            earlier=extract(outdated) if outdated else None,
        )
        self.journal.record(fetched)
