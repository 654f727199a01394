import re

import pytest

from storage.model import ChangeKind
from tests.unit.web.newspaper import article, flag

BRIDGE_EDIT = 8


@pytest.fixture
def queue(paper):
    """Three edits that wait, of one page, in the order of the queue."""
    page = paper.page("https://paper.example/a")
    paper.read(page, 0, article("https://paper.example/a", "A", "There were six."))
    edits = [
        paper.read(
            page, n, article("https://paper.example/a", "A", f"There were {n}."), flag("number_changed")
        )
        for n in (10, 20, 30)
    ]
    return edits[::-1]


def test_an_edit_tells_its_changes_and_why_they_matter(reader):
    text = reader.get(f"/edits/{BRIDGE_EDIT}").text

    assert '<del><span class="stet-hidden" dir="ltr">deleted: </span>Eleven</del>' in text
    assert '<ins><span class="stet-hidden" dir="ltr">added: </span>Twenty-one</ins>' in text
    assert "quotation changed" in text
    assert "no note, dateModified as before" in text
    assert "Swing bridge stuck open for hours" in text


def test_unchanged_paragraphs_are_folded(reader):
    text = reader.get(f"/edits/{BRIDGE_EDIT}").text
    folded = re.findall(r"<details.*?</details>", text, re.DOTALL)

    assert any("4,000 cars" in part for part in folded)
    assert not any("Twenty-one" in part for part in folded)


def test_changes_only_leaves_out_what_stayed(reader):
    text = reader.get(f"/edits/{BRIDGE_EDIT}?view=changes").text

    assert "4,000 cars" not in text
    assert "3 unchanged" in text


def test_the_whole_shows_all_unfolded(reader):
    text = reader.get(f"/edits/{BRIDGE_EDIT}?view=whole").text

    assert "4,000 cars" in text
    assert "<details" not in text


def test_side_by_side_has_two_columns(reader):
    assert 'class="stet-columns"' in reader.get(f"/edits/{BRIDGE_EDIT}?view=side-by-side").text


def test_an_unknown_layout_is_a_mistake(reader):
    assert reader.get(f"/edits/{BRIDGE_EDIT}?view=upside-down").status_code == 400


def test_both_ends_of_a_move_are_linked(reader):
    text = reader.get(f"/edits/{BRIDGE_EDIT}").text
    (here,) = re.findall(r'href="#(left-\d+)"', text)
    (there,) = re.findall(r'href="#(change-\d+)"', text)

    assert f'id="{here}"' in text
    assert f'id="{there}"' in text
    assert "¶7 → ¶2 moved from here ↑" in text
    assert text.index(f'id="{there}"') < text.index(f'id="{here}"')


def test_the_evidence_is_whole(day, reader):
    text = reader.get(f"/edits/{BRIDGE_EDIT}").text
    edit = day.archive.edit(BRIDGE_EDIT)
    for number in (edit.old_number, edit.new_number):
        revision = day.archive.revision(edit.page_id, number)
        capture = day.archive.capture(revision.first_capture_id)
        for told in (revision.digest, capture.body_sha256, capture.final_url, revision.rules):
            assert told in text
        assert f"{revision.first_seen:%Y-%m-%d %H:%M:%S} UTC" in text
        assert f'href="/captures/{capture.id}/body"' in text
    assert "silent_edit 1" in text
    assert f'href="/edits/{BRIDGE_EDIT}/changes.patch"' in text


def test_the_timeline_leads_to_every_revision(reader):
    text = reader.get(f"/edits/{BRIDGE_EDIT}").text
    timeline = text.split('aria-label="Revisions"')[1].split("</nav>")[0]

    for link in ("/pages/1/revisions/1", "/edits/5", "/edits/6", "/pages/1/revisions/4"):
        assert f'href="{link}"' in timeline


def test_downloads_rebuild_the_texts(day, reader):
    told = reader.get(f"/edits/{BRIDGE_EDIT}/changes.json").json()
    patch = reader.get(f"/edits/{BRIDGE_EDIT}/changes.patch").text

    assert told["schema"].startswith("stet-changes/")
    assert {"kept", "changed", "moved", "removed", "added"} == {one["kind"] for one in told["changes"]}
    assert "-Shopkeepers on the quay said that they expect a quiet month." in patch


def test_a_page_that_went_says_so(reader):
    text = reader.get("/edits/19").text

    assert "The page went" in text
    assert "410" in text
    assert 'href="/pages/6/revisions/2"' in text


def test_a_page_that_went_has_nothing_to_lay_out(reader):
    text = reader.get("/edits/19").text

    assert 'aria-label="Layout"' not in text
    assert 'class="from-to"' not in text


def test_an_edit_after_a_gap_is_compared_with_what_stood_before(paper, visitor):
    page = paper.page("https://paper.example/a")
    paper.read(page, 0, article("https://paper.example/a", "A", "There were six."))
    paper.gone(page, 5)
    edit = paper.read(page, 9, article("https://paper.example/a", "A", "There were seven."), flag("returned"))
    text = visitor.get(f"/edits/{edit}").text

    assert "is back" in text
    assert "seven</ins>" in text


# --- verdicts


def test_a_verdict_is_saved_and_leads_to_the_next(paper, visitor, queue):
    answer = visitor.save(queue[0], verdict="material", note="It matters.", reviewer="Bo")

    assert answer.status_code == 303
    assert f"/edits/{queue[1]}" == answer.headers["location"]
    (review,) = paper.archive.reviews(queue[0])
    assert ("material", "It matters.", "Bo") == (review.verdict, review.note, review.reviewer)
    assert "It matters." in visitor.get(f"/edits/{queue[0]}").text


def test_the_filters_go_along(visitor, queue):
    answer = visitor.save(queue[0], "?site=paper.example&state=all")

    assert f"/edits/{queue[1]}?state=all&site=paper.example" == answer.headers["location"]


def test_after_the_last_comes_what_was_passed_over_then_the_inbox(visitor, queue):
    visitor.save(queue[0])

    assert f"/edits/{queue[1]}" == visitor.save(queue[2]).headers["location"]
    assert "/" == visitor.save(queue[1]).headers["location"]


def test_the_name_is_remembered(visitor, queue):
    assert 'name="reviewer" maxlength="200" autocomplete="name" dir="auto" value="Ada"' in (
        visitor.get(f"/edits/{queue[0]}").text
    )
    visitor.save(queue[0], reviewer="Łucja; ö")

    assert 'value="Łucja; ö"' in visitor.get(f"/edits/{queue[1]}").text


def test_a_second_verdict_at_once_is_a_conflict_and_nothing_is_lost(paper, visitor, queue):
    visitor.save(queue[0], verdict="noise", note="Nothing there.", reviewer="Bo")
    answer = visitor.save(queue[0], verdict="material", note="But\n look <here>", reviewer="Cy")

    assert answer.status_code == 409
    assert 1 == len(paper.archive.reviews(queue[0]))
    for told in ("Nothing there.", "Bo", "But\n look &lt;here&gt;", 'value="Cy"', 'name="seen" value="1"'):
        assert told in answer.text
    assert 'value="material" required checked' in answer.text

    assert visitor.save(queue[0], verdict="material", note="But", reviewer="Cy", seen="1").status_code == 303
    assert ["Bo", "Cy"] == [review.reviewer for review in paper.archive.reviews(queue[0])]


@pytest.mark.parametrize("verdict", ["", "wonderful"])
def test_a_form_without_a_verdict_comes_back_with_all_that_was_typed(paper, visitor, queue, verdict):
    answer = visitor.save(queue[0], verdict=verdict, note="\nLong thought", reviewer="Bo")

    assert answer.status_code == 400
    assert "Choose a verdict" in answer.text
    assert "Long thought</textarea>" in answer.text
    assert [] == paper.archive.reviews(queue[0])


@pytest.mark.parametrize(
    "form",
    [{"seen": "-1"}, {"seen": "x"}, {"seen": "9" * 30}, {"note": "x" * 10_001}, {"reviewer": "x" * 201}],
)
def test_a_form_that_is_none_of_ours_is_a_mistake(paper, visitor, queue, form):
    assert visitor.save(queue[0], **form).status_code == 400
    assert [] == paper.archive.reviews(queue[0])


def test_a_verdict_on_nothing_finds_nothing(visitor):
    assert visitor.save(77).status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/edits/0",
        "/edits/-1",
        "/edits/x",
        "/edits/99",
        "/edits/9223372036854775808",
        "/edits/99/changes.json",
        "/edits/99/changes.patch",
        "/pages/99",
        "/pages/99/revisions/1",
        "/pages/1/revisions/99",
        "/pages/1/compare?from=1&to=99",
        "/pages/6/compare?from=1&to=3",
        "/captures/99/body",
        "/captures/2/body",
        "/nothing",
        "/static/../app.py",
    ],
)
def test_what_is_not_there_is_said_in_a_sentence(reader, path):
    answer = reader.get(path)

    assert answer.status_code == 404
    assert 'class="notice"' in answer.text
    assert "Traceback" not in answer.text


def test_every_kind_of_change_has_its_part(day, reader):
    kinds = {change.kind for change in day.archive.edit(BRIDGE_EDIT).changes}
    text = reader.get(f"/edits/{BRIDGE_EDIT}").text

    assert {ChangeKind.CHANGED, ChangeKind.MOVED, ChangeKind.ADDED, ChangeKind.REMOVED} <= kinds
    for kind in kinds:
        assert f'class="stet-change stet-{kind}"' in text
