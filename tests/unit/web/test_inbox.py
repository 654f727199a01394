import pytest

from monitor.web.wanted import PER_SHEET
from storage.model import Severity
from tests.unit.web.newspaper import article, flag


def headlines(answer):
    """Headlines of a list, top down, each with where it leads."""
    return [part.split("</a>")[0].split('">', 1)[1] for part in answer.text.split('<a class="to-edit"')[1:]]


def test_the_most_severe_come_first_then_the_newest(reader):
    assert [
        "Swing bridge stuck after gearbox fails",
        "Am Deich wird es wieder hell",
        "Port strike talks resume as ships queue",
        "Библиотека на колёсах объехала сорок деревень",
        "Swing bridge stuck open for nine hours",
        "المرفأ يفتح أبوابه يوم الأحد",
        "Swing bridge stuck open for hours",
        "Port strike talks resume as ships queue",
    ] == headlines(reader.get("/"))


def test_they_come_by_time_where_that_is_asked(reader):
    found = headlines(reader.get("/?order=time"))

    assert ["Swing bridge stuck after gearbox fails", "Port strike talks resume as ships queue"] == found[:2]


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("state=all", 9),
        ("state=correction", 1),
        ("state=noise", 0),
        ("site=gazette.example", 3),
        ("site=gazette.example&state=all", 4),
        ("flag=number_changed", 4),
        ("severity=silent", 2),
        ("severity=facts", 5),
        ("since=2026-03-02T14:30", 3),
        ("until=2026-03-02T14:30", 5),
        ("until=2026-03-01", 0),
        ("until=2026-03-02", 8),
        ("since=2026-03-03", 0),
        ("since=2026-03-02T16:30%2B02:00&site=gazette.example", 1),
        ("since=&until=&site=&flag=&severity=&state=&order=&sheet=", 8),
        ("until=9999-12-31", 8),
        ("since=today&until=today", 8),
        ("until=yesterday", 0),
        ("utm_source=elsewhere", 8),
    ],
)
def test_filters_narrow(reader, query, count):
    answer = reader.get(f"/?{query}")

    assert answer.status_code == 200
    assert count == len(headlines(answer))


@pytest.mark.parametrize(
    "query",
    [
        "state=lost",
        "severity=5",
        "severity=FACTS%00",
        "order=random",
        "since=soon",
        "since=0001-01-01T00:00%2B23:00",
        "sheet=0",
        "sheet=-1",
        "sheet=x",
        "sheet=99999999999999999999",
    ],
)
def test_a_filter_that_makes_no_sense_is_a_plain_mistake(reader, query):
    answer = reader.get(f"/?{query}")

    assert answer.status_code == 400
    assert "That cannot be understood" in answer.text


def test_a_line_says_when_where_and_how_much(reader):
    text = reader.get("/?site=vesti.example").text

    for told in ("2026-03-02 14:13", "vesti.example", "facts", "+1", "−1", "number changed"):
        assert told in text


def test_what_was_chosen_stays_chosen(reader):
    text = reader.get("/?state=all&site=gazette.example&severity=facts&since=2026-03-02").text

    assert '<option value="gazette.example" selected>' in text
    assert '<option value="facts" selected>' in text
    assert '<option value="all" selected>all</option>' in text
    assert 'name="since" type="date" value="2026-03-02"' in text


def test_an_edit_is_reached_and_left_with_the_filters(reader):
    query = "?site=gazette.example&amp;severity=facts"

    assert f'href="/edits/8{query}"' in reader.get(query.replace("&amp;", "&")).text
    shown = reader.get(f"/edits/8{query}".replace("&amp;", "&")).text
    assert f'<a href="/{query}">Inbox</a>' in shown
    assert f'action="/edits/8{query}"' in shown
    assert f'rel="next" href="/edits/5{query}"' in shown
    assert f'href="/edits/8{query}&view=whole"' in shown.replace("&amp;view", "&view")


def test_sheets_follow_each_other(paper, visitor):
    page = paper.page("https://paper.example/live")
    for minute in range(PER_SHEET + 3):
        told = article("https://paper.example/live", "Live", f"It is minute {minute}.")
        paper.read(page, minute, told, flag("number_changed"), severity=Severity.FACTS)

    first, second = visitor.get("/"), visitor.get("/?sheet=2")

    assert PER_SHEET == len(headlines(first))
    assert 2 == len(headlines(second))
    assert 'rel="next" href="/?sheet=2"' in first.text
    assert 'rel="prev" href="/"' in second.text
    assert f"{PER_SHEET + 1}–{PER_SHEET + 2} of {PER_SHEET + 2}" in second.text
    assert 'rel="next"' not in second.text
    assert "no more edits" in visitor.get("/?sheet=3").text


def test_an_empty_archive_says_so(visitor):
    assert "Nothing waits for a verdict" in visitor.get("/").text
    assert "No site yet" in visitor.get("/sites").text
    assert "No page here" in visitor.get("/pages").text
    assert "Nothing holds these words" in visitor.get("/search?q=bridge").text
    assert {"count": 0, "sheet": 1, "edits": []} == visitor.get("/api/edits").json()


@pytest.fixture
def copies(paper):
    """An agency's text on three sites, edited alike; the ids of the edits."""
    lead = "The fire in the old mill was put out on {}."
    ids = []
    for minute, where in enumerate(("paper", "post", "mail")):
        url = f"https://{where}.example/fire"
        one = paper.page(url)
        paper.read(one, minute, article(url, f"Fire: {where}", lead.format("Monday")))
        told = article(url, f"Fire: {where}", lead.format("Sunday"))
        ids.append(paper.read(one, 10 + minute, told, flag("number_changed")))
    return ids


def test_copies_of_an_edit_are_one_line_that_leads_to_all_of_them(visitor, copies):
    *others, newest = copies
    inbox, edit = visitor.get("/"), visitor.get(f"/edits/{newest}")

    assert ["Fire: mail"] == headlines(inbox)
    assert f'href="/edits/{newest}#copies">+2 copies</a>' in inbox.text
    assert "1 to review" in inbox.text
    assert '<h2 id="copies">' in edit.text
    assert all(f'<li><a href="/edits/{other}"' in edit.text for other in others)


def test_each_copy_has_its_line_where_that_is_asked(visitor, copies):
    assert ["Fire: mail", "Fire: post", "Fire: paper"] == headlines(visitor.get("/?each=1"))
    assert [copies[2]] == [line["id"] for line in visitor.get("/api/edits").json()["edits"]]
    assert [2] == [line["copies"] for line in visitor.get("/api/edits").json()["edits"]]
    assert 3 == visitor.get("/api/edits?each=1").json()["count"]
    assert 400 == visitor.get("/?each=2").status_code


def test_an_edit_that_no_other_page_has_lists_no_copies(reader):
    assert not [word for word in ('id="copies"', 'name="copies"') if word in reader.get("/edits/8").text]


def test_one_verdict_is_given_to_all_copies_if_a_person_ticks_so(visitor, copies):
    *_, newest = copies
    assert "the same for its 2 copies" in visitor.get(f"/edits/{newest}").text

    answer = visitor.save(newest, "?each=1", copies="1")

    assert "/?each=1" == answer.headers["location"]
    assert ["minor"] * 3 == [line["verdict"] for line in visitor.get("/api/edits?each=1").json()["edits"]]


def test_a_verdict_leaves_copies_as_they_are_without_a_tick(visitor, copies):
    *_, before, newest = copies

    assert f"/edits/{before}?each=1" == visitor.save(newest, "?each=1").headers["location"]
    assert 2 == visitor.get("/api/edits?each=1&state=unreviewed").json()["count"]


def test_the_tick_is_still_there_where_a_verdict_was_not_saved(visitor, copies):
    *_, newest = copies
    visitor.save(newest)

    text = visitor.save(newest, copies="1").text

    assert "Not saved yet" in text
    assert '<input type="checkbox" name="copies" value="1" checked> the same for its 2 copies' in text
    assert 2 == visitor.get("/api/edits?each=1&state=unreviewed").json()["count"]


def alerts(answer):
    return answer.text.split('<aside class="alerts', 1)[1].split("</aside>")[0]


def test_what_fails_now_is_told_before_the_edits(reader):
    told = alerts(reader.get("/"))

    assert "northern.example rests until 2026-03-02 22:50 UTC (http_503)" in told
    assert 'href="/pages?site=northern.example"' in told
    assert "2026-03-02 21:40" in told


def test_where_nothing_fails_nothing_is_told(visitor, copies):
    assert '<aside class="alerts' not in visitor.get("/").text


def test_of_many_alerts_the_first_are_told_and_how_many_more_there_are(paper, visitor):
    for number in range(7):
        paper.failed(paper.page(f"https://paper.example/{number}"), 5, "WallPage")
    told = alerts(visitor.get("/"))

    assert [f'href="/pages/{number}"' in told for number in range(1, 8)] == [True] * 5 + [False] * 2
    assert "and 2 more" in told
