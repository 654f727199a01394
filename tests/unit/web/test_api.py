import pytest
from starlette.testclient import TestClient

from monitor.web.app import create_app


def test_edits_are_told_as_the_inbox_lists_them(reader):
    told = reader.get("/api/edits?severity=silent").json()

    assert 2 == told["count"]
    first = told["edits"][0]
    assert "Swing bridge stuck after gearbox fails" == first["headline"]
    assert "2026-03-02T15:12:00Z" == first["seen_at"]
    assert 4 == first["severity"]
    assert "silent_edit" in first["flags"]


def test_all_edits_are_told_unless_a_state_is_asked_for(reader):
    assert 9 == reader.get("/api/edits").json()["count"]
    assert 8 == reader.get("/api/edits?state=unreviewed").json()["count"]
    assert 1 == reader.get("/api/edits?state=correction").json()["count"]


def test_an_edit_is_told_with_its_changes_and_reviews(reader):
    told = reader.get("/api/edits/10").json()

    assert ["added", "changed"] == sorted(change["kind"] for change in told["edit"]["changes"])
    assert {"correction_added", "disclosed_edit", "number_changed"} == {
        f["name"] for f in told["edit"]["flags"]
    }
    assert ["Noor"] == [review["reviewer"] for review in told["reviews"]]
    assert told["page"]["url"].endswith("pool-vote")


def test_pages_are_told_by_id(reader):
    assert [1, 2] == [page["id"] for page in reader.get("/api/pages?limit=2").json()]
    assert [5, 6] == [page["id"] for page in reader.get("/api/pages?offset=4").json()]
    assert [3] == [page["id"] for page in reader.get("/api/pages?site=abendblatt.example").json()]


def test_a_page_is_told_with_its_revisions(reader):
    told = reader.get("/api/pages/1").json()

    assert [1, 2, 3, 4] == [revision["number"] for revision in told["revisions"]]
    assert [8, 6, 5] == [edit["id"] for edit in told["edits"]]


def test_an_article_is_told_block_by_block(reader):
    told = reader.get("/api/pages/3/revisions/2").json()

    assert "Am Deich wird es wieder hell" == told["headline"]
    assert ["paragraph"] * 3 == [block["kind"] for block in told["blocks"]]


def test_search_tells_hits(reader):
    (hit,) = reader.get("/api/search?q=Twenty&in=added").json()

    assert 8 == hit["edit_id"]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/edits/99", 404),
        ("/api/pages/99", 404),
        ("/api/pages/1/revisions/99", 404),
        ("/api/pages/99/revisions/1", 404),
        ("/api/pages/x", 404),
        ("/api/nothing", 404),
        ("/api/search", 400),
        ("/api/search?q=-a", 400),
        ("/api/search?q=a&in=body", 400),
        ("/api/search?q=a&limit=0", 400),
        ("/api/pages?limit=100000", 400),
        ("/api/pages?offset=-1", 400),
        ("/api/edits?since=never", 400),
    ],
)
def test_mistakes_are_told_as_json(reader, path, status):
    answer = reader.get(path)

    assert status == answer.status_code
    assert ["error"] == list(answer.json())


def test_the_description_names_every_path_and_record(reader):
    told = reader.get("/api/openapi.json").json()

    assert {
        "/api/edits",
        "/api/edits/{edit_id}",
        "/api/pages",
        "/api/pages/{page_id}",
        "/api/pages/{page_id}/revisions/{number}",
        "/api/search",
    } == set(told["paths"])
    assert {"EditLine", "EditAnswer", "Page", "Article", "Hit"} <= set(told["components"]["schemas"])


def test_health_is_one_word(reader):
    answer = reader.get("/healthz")

    assert (200, "ok\n") == (answer.status_code, answer.text)


def test_health_says_what_keeps_the_service_from_its_work(paper):
    app = create_app(paper.open, hosts=["stet.test"], trouble=lambda: "the disk is full")
    with TestClient(app, base_url="http://stet.test") as client:
        answer = client.get("/healthz")

    assert (503, "the disk is full\n") == (answer.status_code, answer.text)


def test_health_says_that_the_archive_cannot_be_read(paper):
    paper.archive.close()
    paper.path.write_bytes(b"no archive " * 1000)
    with TestClient(create_app(paper.open, hosts=["stet.test"]), base_url="http://stet.test") as client:
        answer = client.get("/healthz")

    assert 503 == answer.status_code
    assert "--archive" in answer.text
