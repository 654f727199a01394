"""What is learned of a site, shown, overruled and used."""

import pytest

from tests.servers import HTML, Answer

DECISION = """The council decided on Tuesday night that the {name} will be repaired before winter, at a cost
of {sum} million euros, and that nobody will have to pay for it twice."""
RELIEF = """Those who live beside the {name} had asked for nothing else for nine years, and some of them cried
when the mayor read out the decision in the old town hall."""


def page(name, sum_="six", line="Tips? Ring our night desk"):
    """A page whose furniture no word list knows."""
    paragraphs = "".join(f"<p>{text.format(name=name, sum=sum_)}</p>" for text in (DECISION, RELIEF))
    html = (
        f"<!doctype html><html lang=en><head><title>{name}</title></head><body><article><h1>The {name}</h1>"
        f"{paragraphs}<p>{line}</p></article></body></html>"
    )
    return Answer(headers=(("Content-Type", HTML),), body=html.encode())


NAMES = ("bridge", "pool", "school", "harbour")


@pytest.fixture
def host(site):
    return site.url("").removeprefix("http://")


@pytest.fixture
def crawled(desk, site):
    for name in NAMES:
        site.routes[f"/{name}"] = page(name)
    desk.call("watch", *(site.url(f"/{name}") for name in NAMES))
    desk.call("crawl")
    return desk


def last_line(desk, number="1"):
    return desk.call("show", number, "--json").json["article"]["blocks"][-1]["text"]


def test_a_line_that_stands_on_every_page_is_learned_and_left_out_without_an_edit(crawled, site, host):
    before = last_line(crawled)
    learned = crawled.call("site", host, "--learn", "--json").json
    for name in NAMES:
        site.routes[f"/{name}"] = page(name, line="Tips? Ring our night desk")
    site.routes["/bridge"] = page("bridge", line="Tips? Ring our night desk ")
    passed = crawled.call("crawl", "--all", "--json").json

    assert "Tips? Ring our night desk" == before
    assert ["Tips? Ring our night desk"] == learned["furniture"]
    assert [] == passed["edits"]
    assert "Those who live" in last_line(crawled)


def test_a_part_that_is_another_at_every_visit_is_learned_and_brings_no_more_edits(crawled, site, host):
    headlines = iter(["Cat in tree", "Ten soups", "Team wins", "Old mill sold", "Storm closes road"])
    edits = []

    def visit(sum_="six"):
        headline = next(headlines)
        for name in NAMES:
            site.routes[f"/{name}"] = page(name, sum_, line=f"</p><div class=zbox><p>{headline}</p></div><p>")
        edits.append(len(crawled.call("crawl", "--all", "--json").json["edits"]))

    for _ in range(3):
        visit()
    learned = crawled.call("site", host, "--learn", "--json").json
    visit()
    visit("seven")

    assert ["in body > article > div.zbox > p"] == [line for line in learned["furniture"] if "zbox" in line]
    assert [4, 4, 4, 0, 4] == edits
    newest, *_ = crawled.call("edits", "--newest", "--json").json
    assert "[-six-]{+seven+}" in crawled.call("diff", newest["id"]).out


def test_what_was_learned_never_hides_an_edit_of_the_body(crawled, site, host):
    crawled.call("site", host, "--learn")
    site.routes["/pool"] = page("pool", sum_="seven")
    passed = crawled.call("crawl", "--all", "--json").json

    assert 1 == len(passed["edits"])
    assert "[-six-]{+seven+}" in crawled.call("diff", passed["edits"][0]).out


def test_a_person_may_overrule_what_was_learned(crawled, host):
    crawled.call("site", host, "--learn")
    kept = crawled.call("site", host, "--keep", "Tips? Ring our night desk", "--by", "ada", "--json").json
    again = crawled.call("site", host, "--learn", "--json").json

    assert [] == kept["furniture"] == again["furniture"]
    assert ["ada"] == [one["reviewer"] for one in again["said"]]


def test_a_person_may_name_a_line_and_rebuilding_leaves_it_out_everywhere(crawled, host):
    crawled.call("site", host, "--drop", "Tips? Ring our night desk")
    crawled.call("rebuild")

    assert all("Those who live" in last_line(crawled, str(number)) for number in (1, 2, 3, 4))
    assert 1 == crawled.call("edits").code
    assert [] == crawled.call("verify", "--json").json["problems"]


def test_an_unknown_site_is_told(crawled):
    said = crawled.call("site", "nowhere.example")

    assert (1, 1) == (said.code, len(said.err.strip().splitlines()))
