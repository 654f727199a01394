"""Nothing that a page, a person or an address says becomes markup."""

import re
from html.parser import HTMLParser

import pytest

from storage.model import Article, Block, BlockKind, Review, Severity, Span, SpanKind, Verdict
from tests.records import at
from tests.unit.web.newspaper import flag

#: Ends what it may stand in, then does something that shows.
EVIL = "'\"></title></textarea></script></style></del><script>alert(1)</script><img src=x onerror=alert(2)>"
_ADDRESS = "https://evil.example/'\"><script>alert(3)</script>"


def evil(extra: str) -> Article:
    text = f"{EVIL} {extra}"
    link = Span(kind=SpanKind.LINK, start=0, end=4, target="javascript:alert(4)")
    kinds = [Block(kind=kind, text=f"{kind} {text}", spans=(link,), credit=EVIL) for kind in BlockKind]
    return Article(
        url=_ADDRESS,
        headline=text,
        standfirst=text,
        byline=(EVIL,),
        correction=text,
        language=EVIL,
        blocks=tuple(kinds),
    )


@pytest.fixture
def stored(paper, visitor):
    """An edit with markup in every field that can hold text."""
    page = paper.page(_ADDRESS)
    paper.failed(page, 1, EVIL)
    paper.read(page, 2, evil("six"), body=EVIL.encode())
    edit = paper.read(
        page, 9, evil("seven"), flag("number_changed", EVIL, EVIL, EVIL), severity=Severity.SILENT
    )
    review = Review(edit_id=edit, verdict=Verdict.NOISE, note=EVIL, reviewer=EVIL, at=at(20))
    paper.archive.add_review(review)
    paper.feed(f"https://evil.example/{EVIL}", _ADDRESS, title=EVIL, reason=EVIL, failures=2)
    paper.feed("javascript://evil.example/alert(5)", title=EVIL)
    paper.rest("evil.example", EVIL)
    return edit


class Reader(HTMLParser):
    """Reads a page as browsers do, and notes what could run or load."""

    def __init__(self, text: str):
        super().__init__()
        self.live: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attributes):
        told = dict(attributes)
        ours = tag == "script" and told == {"src": "/static/stet.js", "defer": None}
        if tag in ("script", "style", "img", "iframe", "object", "svg") and not ours:
            self.live.append(tag)
        for name, value in attributes:
            address = name in ("href", "src", "action", "formaction")
            if name.startswith("on") or name == "style" or (address and not _harmless(value)):
                self.live.append(f"{tag} {name}={value}")


def _harmless(address: str) -> bool:
    return address.startswith(("/", "#", "http://", "https://")) and not address.startswith("//")


def live(text: str) -> list[str]:
    return Reader(text).live


def test_live_markup_would_be_noticed():
    assert ["script"] == live("<script>alert(1)</script>")
    assert ["a href=javascript:x"] == live('<a href="javascript:x">')
    assert ["p onclick=x"] == live("<p onclick=x>")


@pytest.mark.hostile(18, 28)
@pytest.mark.parametrize(
    "path",
    [
        "/?state=all",
        "/edits/{edit}",
        "/edits/{edit}?view=side-by-side",
        "/edits/{edit}?view=changes",
        "/edits/{edit}?view=whole",
        "/pages",
        "/pages/1",
        "/pages/1/revisions/1",
        "/sites",
        "/feeds",
        "/search?q=six",
        "/search?q=seven&in=added",
        "/search?q=" + re.sub("[#&]", "", EVIL),
        "/?state=all&since=2026-03-02&site=" + re.sub("[#&]", "", EVIL),
        "/?state=" + re.sub("[#&]", "", EVIL),
        "/pages?site=" + re.sub("[#&]", "", EVIL),
        "/" + re.sub("[#&?]", "", EVIL),
    ],
)
def test_markup_stays_text(visitor, stored, path):
    answer = visitor.get(path.format(edit=stored))

    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert [] == live(answer.text)


def test_the_markup_is_shown_as_it_stood(visitor, stored):
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in visitor.get(f"/edits/{stored}").text


@pytest.mark.parametrize("seen", ["0", "9"])
def test_what_was_typed_comes_back_as_text(visitor, stored, seen):
    answer = visitor.save(stored, verdict="" if seen == "9" else "minor", seen=seen, note=EVIL, reviewer=EVIL)

    assert answer.status_code == (400 if seen == "9" else 409)
    assert [] == live(answer.text)


def test_a_name_is_remembered_as_text(visitor, stored):
    visitor.save(stored, seen="1", reviewer="Зоя; <b>")

    assert 'value="Зоя; &lt;b&gt;"' in visitor.get(f"/edits/{stored}").text


def test_a_body_is_never_a_page_of_ours(visitor, stored):
    answer = visitor.get("/captures/2/body")

    assert EVIL.encode() == answer.content
    assert answer.headers["content-type"] == "text/plain"
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["content-security-policy"].startswith("sandbox;")
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("name", ["changes.json", "changes.patch"])
def test_downloads_are_no_pages(visitor, stored, name):
    answer = visitor.get(f"/edits/{stored}/{name}")

    assert "html" not in answer.headers["content-type"]
    assert answer.headers["content-disposition"].startswith("attachment")


def test_links_of_pages_are_http_and_tell_nothing(paper, visitor):
    url = "https://paper.example/a"
    text = "one two three"
    spans = tuple(
        Span(kind=SpanKind.LINK, start=start, end=end, target=target)
        for start, end, target in (
            (0, 3, "https://ok.example/x"),
            (4, 7, "javascript:alert(1)"),
            (8, 13, "data:text/html,x"),
        )
    )
    block = Block(kind=BlockKind.PARAGRAPH, text=text, spans=spans)
    paper.read(paper.page(url), 1, Article(url=url, headline="Links", blocks=(block,)))
    shown = visitor.get("/pages/1/revisions/1").text

    assert '<a class="outside" href="https://ok.example/x" rel="noreferrer nofollow noopener">' in shown
    assert "javascript:" not in shown
    assert "data:text" not in shown
