"""What every backend promises: `storage.archive.Archive`."""

import random
from dataclasses import replace
from datetime import datetime

import pytest

from storage.asked import EditFilter, PageFilter, SiteLine, Where
from storage.errors import Conflict, NotFound
from storage.model import Outcome, PageState, Review, Severity, Step, Verdict, Visit
from storage.query import parse
from tests.records import CHANGE, FLAG, NOON, article, at, capture, edit, read, seen, snapshot

URL = "https://paper.example/bridge"


@pytest.fixture
def page(archive):
    return archive.add_page(URL, "paper.example", NOON)


@pytest.fixture
def edited(archive, page):
    """A page with two revisions; the edit's id is the second capture's."""
    archive.commit_visit(read(page, 1, b"<p>six</p>", snapshot("It cost six million.")))
    second = read(page, 9, b"<p>seven</p>", snapshot("It cost seven million."), edit=edit(page, 2, 9))
    return archive.commit_visit(second)


# --- pages


def test_a_page_is_due_at_once_and_found_by_id_and_address(archive, page):
    assert page.next_visit_at == NOON
    assert archive.page(page.id) == page
    assert archive.page_at(URL) == page


def test_a_page_is_put_under_watch_once(archive, page):
    assert archive.add_page(URL, "paper.example", at(5)) == page
    assert [page] == list(archive.pages(PageFilter()))


def test_due_pages_come_longest_due_first_and_without_paused_ones(archive):
    pages = [archive.add_page(f"{URL}/{n}", "paper.example", at(-n)) for n in range(4)]
    archive.set_state(pages[3].id, PageState.PAUSED, at(-3))
    archive.set_state(pages[1].id, PageState.WATCHED, at(60))

    assert [pages[2].id, pages[0].id] == [page.id for page in archive.pages(PageFilter(due_at=NOON))]
    assert [pages[2].id] == [page.id for page in archive.pages(PageFilter(due_at=NOON, limit=1))]


def test_pages_are_narrowed_by_site_and_state(archive, page):
    other = archive.add_page("https://other.example/a", "other.example", NOON)
    archive.set_state(other.id, PageState.PAUSED, None)

    assert [page.id] == [one.id for one in archive.pages(PageFilter(site="paper.example"))]
    assert [other.id] == [one.id for one in archive.pages(PageFilter(state=PageState.PAUSED))]


def test_sites_come_by_name_with_what_their_pages_came_to(archive, edited, page):
    other = archive.add_page("https://other.example/a", "other.example", NOON)
    archive.set_state(other.id, PageState.GONE, None)
    told = {"last_visit_at": None, "last_edit_at": None}
    site = archive.page(page.id)

    assert [
        SiteLine(site="other.example", pages=1, gone=1, failing=0, **told),
        SiteLine(
            site="paper.example",
            pages=1,
            gone=0,
            failing=0,
            last_visit_at=site.last_visit_at,
            last_edit_at=site.last_edit_at,
        ),
    ] == archive.sites()


@pytest.mark.parametrize(
    "ask",
    [
        lambda archive: archive.page(99),
        lambda archive: archive.page_at("https://paper.example/unknown"),
        lambda archive: archive.set_state(99, PageState.PAUSED, None),
        lambda archive: archive.forget(99),
        lambda archive: archive.capture(99),
        lambda archive: archive.body("0" * 64),
        lambda archive: archive.revision(99, 1),
        lambda archive: archive.snapshot(99, 1),
        lambda archive: archive.edit(99),
        lambda archive: archive.compared(99),
        lambda archive: archive.replace_history(99, []),
    ],
)
def test_what_is_not_there_is_not_found(archive, ask):
    with pytest.raises(NotFound):
        ask(archive)


# --- visits


def test_a_visit_stores_capture_body_snapshot_revision_and_page_together(archive, page):
    made = snapshot("It cost six million.")
    after = replace(
        page, next_visit_at=at(30), etag='"1"', headline="Bridge opens", body_sha256="", failures=0
    )
    visit = read(after, 1, b"<p>six</p>", made)

    capture_id = archive.commit_visit(visit)

    assert replace(visit.capture, id=capture_id) == archive.capture(capture_id)
    assert b"<p>six</p>" == archive.body(visit.capture.body_sha256)
    assert made == archive.snapshot(page.id, 1)
    assert after == archive.page(page.id)
    (revision,) = archive.revisions(page.id)
    assert (1, False, made.digest, "rules 1", "Bridge opens") == (
        revision.number,
        revision.gone,
        revision.digest,
        revision.rules,
        revision.headline,
    )
    assert (capture_id, capture_id, 1) == (
        revision.first_capture_id,
        revision.last_capture_id,
        revision.captures,
    )


def test_an_article_seen_again_prolongs_its_revision(archive, page):
    archive.commit_visit(read(page, 1, b"a", snapshot("x")))
    again = archive.commit_visit(seen(page, 5))

    revision = archive.revision(page.id, 1)

    assert (again, 2, at(1.01), at(5.01)) == (
        revision.last_capture_id,
        revision.captures,
        revision.first_seen,
        revision.last_seen,
    )


def test_a_failed_visit_leaves_a_capture_and_no_revision(archive, page):
    failed = capture(page, 1, outcome=Outcome.FAILED, reason="timeout", status=None, headers=())
    archive.commit_visit(Visit(page=replace(page, failures=1), capture=failed, step=Step.NONE))

    assert [] == archive.revisions(page.id)
    assert ["timeout"] == [one.reason for one in archive.captures(page.id)]


def failed_for(page, minutes, reason):
    failed = capture(page, minutes, outcome=Outcome.FAILED, reason=reason, status=None, headers=())
    return Visit(page=replace(page, failures=1, reason=reason), capture=failed, step=Step.NONE)


def test_pages_that_failed_last_for_a_reason_are_found_with_since_when_they_do(archive, page):
    other, paused = (archive.add_page(f"https://paper.example/{n}", "paper.example", NOON) for n in (2, 3))
    for minutes, reason in enumerate(("wall", "timeout", "wall", "wall"), 1):
        archive.commit_visit(failed_for(page, minutes, reason))
    for one in (other, paused):
        archive.commit_visit(failed_for(one, 9, "wall"))
    archive.set_state(paused.id, PageState.PAUSED, None)

    found = archive.failing_for("wall", 10)
    assert [(page.id, at(3.01)), (other.id, at(9.01))] == [(one.id, since) for one, since in found]
    assert [page.id] == [one.id for one, _ in archive.failing_for("wall", 1)]
    assert [] == archive.failing_for("timeout", 10)


def test_the_visit_before_another_is_one_to_the_same_page(archive, page):
    other = archive.add_page("https://paper.example/2", "paper.example", NOON)
    for one, minutes in ((page, 1), (other, 2), (page, 3)):
        archive.commit_visit(failed_for(one, minutes, "timeout"))

    first, second, third = archive.every_capture()
    assert [None, None, first] == [archive.capture_before(one) for one in (first, second, third)]
    assert [second, third] == list(archive.every_capture(second.received_at))
    assert [] == list(archive.every_capture(at(4)))


def test_a_gone_page_has_a_revision_without_an_article(archive, page, edited):
    missing = capture(page, 20, outcome=Outcome.MISSING, status=404)
    archive.commit_visit(Visit(page=page, capture=missing, step=Step.GONE, edit=edit(page, 3, 20)))

    assert [False, False, True] == [revision.gone for revision in archive.revisions(page.id)]
    with pytest.raises(NotFound, match="gone in revision 3"):
        archive.snapshot(page.id, 3)
    assert [] == list(archive.verify())


def test_rules_that_changed_put_a_new_snapshot_in_the_latest_revision(archive, page):
    archive.commit_visit(read(page, 1, b"a", snapshot("x")))
    better = snapshot("x", "y", rules="rules 2")
    archive.commit_visit(seen(page, 5, reread=better))

    assert better == archive.snapshot(page.id, 1)
    assert 1 == len(archive.revisions(page.id))


def test_nothing_of_a_visit_is_kept_where_a_part_of_it_fails(archive, page, edited):
    before = archive.count()
    stale = read(page, 20, b"new bytes", snapshot("z"), edit=edit(page, 2, 20))

    with pytest.raises(Conflict):
        archive.commit_visit(stale)

    assert before == archive.count()
    with pytest.raises(NotFound):
        archive.body(stale.capture.body_sha256)


def test_visits_stored_together_are_seen_by_others_at_once(archive, opened, page):
    other, reader = archive.add_page("https://paper.example/b", "paper.example", NOON), opened()
    with archive.together():
        archive.commit_visit(read(page, 1, b"a", snapshot("x")))
        archive.commit_visit(read(other, 2, b"b", snapshot("y")))

        assert 2 == archive.count()["captures"]
        assert 0 == reader.count()["captures"]
    assert 2 == reader.count()["captures"]


def store_together(archive, *visits):
    with archive.together():
        for visit in visits:
            archive.commit_visit(visit)


def test_nothing_is_kept_of_what_was_to_be_stored_together_where_it_fails(archive, page):
    before = archive.count()
    stale = read(page, 2, b"b", snapshot("y"), edit=edit(page, 7, 2))
    with pytest.raises(Conflict):
        store_together(archive, read(page, 1, b"a", snapshot("x")), stale)

    assert before == archive.count()


def test_a_visit_that_fails_leaves_nothing_among_those_it_was_stored_together_with(archive, page):
    with archive.together():
        archive.commit_visit(read(page, 1, b"a", snapshot("x")))
        with pytest.raises(Conflict):
            archive.commit_visit(read(page, 2, b"b", snapshot("y"), edit=edit(page, 7, 2)))

    assert (1, 1) == (archive.count()["captures"], archive.count()["bodies"])


def test_an_article_cannot_be_seen_again_before_it_was_seen(archive, page):
    with pytest.raises(Conflict):
        archive.commit_visit(seen(page, 5))
    assert [] == list(archive.captures(page.id))


def test_the_same_bytes_are_kept_once_whichever_page_they_come_from(archive, page):
    other = archive.add_page("https://other.example/a", "other.example", NOON)
    archive.commit_visit(read(page, 1, b"same", snapshot("x")))
    archive.commit_visit(read(other, 2, b"same", snapshot("x")))

    assert 1 == archive.count()["bodies"]


def test_bodies_of_many_visits_are_read_as_they_came(archive, page):
    """Past one keyframe and its twenty patches, and a body that shares nothing with the others."""
    base = random.Random(7).randbytes(20_000)
    bodies = [base[:n] + b"edit %d" % n + base[n:] for n in range(0, 5000, 200)] + [
        random.Random(8).randbytes(9000),
        b"",
    ]
    archive.commit_visit(read(page, 0, bodies[0], snapshot("x")))
    for minute, body in enumerate(bodies[1:-1], 1):
        again = capture(page, minute, body=body)
        archive.commit_visit(Visit(page=page, capture=again, step=Step.AGAIN, body=body))

    kept = [archive.body(one.body_sha256) for one in archive.captures(page.id)]

    assert bodies[:-1] == kept
    assert [] == list(archive.verify())


def test_naive_times_are_refused(archive, page):
    with pytest.raises(ValueError, match="aware"):
        archive.add_page("https://paper.example/new", "paper.example", datetime(2026, 3, 2))  # noqa: DTZ001


# --- edits and reviews


def test_an_edit_is_named_by_the_capture_that_brought_it_and_read_as_written(archive, page, edited):
    assert replace(edit(page, 2, 9), id=edited) == archive.edit(edited)
    assert (CHANGE,) == archive.edit(edited).changes
    assert (FLAG,) == archive.edit(edited).flags


def test_the_articles_that_an_edit_compared_are_kept_when_better_rules_read_them_again(archive, page, edited):
    archive.commit_visit(
        seen(page, 12, reread=snapshot("It cost seven million.", "And more.", rules="rules 2"))
    )

    assert (snapshot("It cost six million."), snapshot("It cost seven million.")) == archive.compared(edited)
    assert "rules 2" == archive.revision(page.id, 2).rules
    assert [] == list(archive.verify())


def test_across_a_gap_the_article_before_it_is_compared(archive, page, edited):
    missing = capture(page, 20, outcome=Outcome.MISSING, status=404)
    gone = archive.commit_visit(Visit(page=page, capture=missing, step=Step.GONE, edit=edit(page, 3, 20)))
    back = snapshot("It cost eight million.")
    returned = archive.commit_visit(read(page, 30, b"c", back, edit=edit(page, 4, 30)))

    assert (snapshot("It cost seven million."), None) == archive.compared(gone)
    assert (snapshot("It cost seven million."), back) == archive.compared(returned)


def test_edits_come_most_severe_first_or_newest_first(archive, page, edited):
    style = archive.commit_visit(
        read(
            page,
            30,
            b"c",
            snapshot("It cost seven million!"),
            edit=edit(page, 3, 30, severity=Severity.STYLE),
        )
    )

    assert [edited, style] == [line.id for line in archive.edits(EditFilter())]
    assert [style, edited] == [line.id for line in archive.edits(EditFilter(by_time=True))]
    assert [style] == [line.id for line in archive.edits(EditFilter(offset=1, limit=5))]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (EditFilter(site="paper.example"), 1),
        (EditFilter(site="other.example"), 0),
        (EditFilter(flag="number_changed"), 1),
        (EditFilter(flag="moved"), 0),
        (EditFilter(severity=Severity.FACTS), 1),
        (EditFilter(severity=Severity.SILENT), 0),
        (EditFilter(since=at(9)), 1),
        (EditFilter(since=at(10)), 0),
        (EditFilter(until=at(9)), 0),
        (EditFilter(unreviewed=True), 1),
        (EditFilter(verdict=Verdict.MINOR), 0),
        (EditFilter(page_id=99), 0),
    ],
)
def test_edits_are_narrowed(archive, edited, wanted, found):
    assert found == len(list(archive.edits(wanted)))
    assert found == archive.count_edits(wanted)


@pytest.fixture
def copies(archive):
    """The same edit on three pages, twice on the first of them, and another edit; their ids."""
    ids = []
    for number, (where, told) in enumerate([("a", "one"), ("b", "one"), ("c", "one"), ("d", "two")]):
        one = archive.add_page(f"https://{where}.example/x", f"{where}.example", at(0))
        archive.commit_visit(read(one, number, b"a%d" % number, snapshot("It cost six million.")))
        made = replace(edit(one, 2, 10 + number), signature=told)
        new = snapshot("It cost seven million.")
        ids.append(archive.commit_visit(read(one, 10 + number, b"b%d" % number, new, edit=made)))
        if where == "a":
            made = replace(edit(one, 3, 5), signature="one")
            ids.append(archive.commit_visit(read(one, 5, b"c", snapshot("It cost six millions."), edit=made)))
    return ids


def test_the_same_edit_of_several_pages_is_one_line_with_the_number_of_its_copies(archive, copies):
    _, again, _, third, other = copies
    wanted = EditFilter(grouped=True)

    assert [(other, 0), (third, 2), (again, 0)] == [(e.id, e.copies) for e in archive.edits(wanted)]
    assert 3 == archive.count_edits(wanted)


def test_each_copy_has_a_line_where_they_are_not_grouped(archive, copies):
    first, again, second, third, other = copies
    wanted = EditFilter(by_time=True)

    assert [other, third, second, first, again] == [line.id for line in archive.edits(wanted)]
    assert [0, 2, 2, 2, 0] == [line.copies for line in archive.edits(wanted)]
    assert 5 == archive.count_edits(wanted)


def test_edits_are_narrowed_before_they_are_grouped(archive, copies):
    first, again, second, third, _ = copies
    archive.add_review(review(third))
    wanted = EditFilter(grouped=True, unreviewed=True, signature="one")

    assert [(second, 1), (again, 0)] == [(line.id, line.copies) for line in archive.edits(wanted)]
    assert [(first, 0), (again, 0)] == [
        (e.id, e.copies) for e in archive.edits(EditFilter(grouped=True, site="a.example"))
    ]


def test_edits_in_which_no_words_changed_are_never_copies(archive, page, edited):
    other = archive.add_page("https://b.example/x", "b.example", at(0))
    archive.commit_visit(read(other, 1, b"x", snapshot("It cost six million.")))
    archive.commit_visit(read(other, 2, b"y", snapshot("It cost seven million."), edit=edit(other, 2, 2)))

    assert [0, 0] == [line.copies for line in archive.edits(EditFilter(grouped=True))]


def test_an_edit_keeps_its_signature(archive, copies):
    assert "one" == archive.edit(copies[0]).signature


def test_a_line_of_the_list_says_what_is_needed_to_choose(archive, page, edited):
    (line,) = archive.edits(EditFilter())

    assert ("Bridge opens", "paper.example", URL, 1, 2) == (
        line.headline,
        line.site,
        line.url,
        line.old_number,
        line.new_number,
    )
    assert (("number_changed",), 1, 1, None) == (
        line.flags,
        line.words_removed,
        line.words_added,
        line.verdict,
    )


def review(edit_id, verdict=Verdict.MATERIAL, minutes=10):
    return Review(edit_id=edit_id, verdict=verdict, note="the sum", reviewer="ada", at=at(minutes))


def test_reviews_are_appended_and_the_latest_holds(archive, edited):
    first = archive.add_review(review(edited))
    second = archive.add_review(review(edited, Verdict.CORRECTION, 11))

    assert [first, second] == archive.reviews(edited)
    (line,) = archive.edits(EditFilter())
    assert Verdict.CORRECTION == line.verdict
    assert [] == list(archive.edits(EditFilter(unreviewed=True)))


def test_a_review_of_what_another_person_reviewed_meanwhile_is_refused(archive, edited):
    archive.add_review(review(edited), seen=0)

    with pytest.raises(Conflict, match="ada"):
        archive.add_review(review(edited, Verdict.NOISE), seen=0)
    assert 1 == len(archive.reviews(edited))


def test_an_unknown_edit_cannot_be_reviewed(archive):
    with pytest.raises(NotFound):
        archive.add_review(review(99))


# --- search


@pytest.mark.parametrize(
    "words", ["seven", "SEVEN million", '"seven million"', "mil*", "seven -six", "nothing OR seven"]
)
def test_a_search_finds_revisions_by_their_words(archive, edited, words):
    hits = list(archive.search(parse(words), Where.TEXT, limit=10))

    assert (URL, 2) in [(hit.url, hit.number) for hit in hits]


@pytest.mark.parametrize("words", ["eleven", '"million seven"', "million -cost"])
def test_a_search_does_not_find_what_was_not_asked_for(archive, edited, words):
    assert [] == list(archive.search(parse(words), Where.TEXT, limit=10))


def test_a_search_over_edits_tells_what_came_from_what_went(archive, edited):
    found = {
        (word, where): [hit.edit_id for hit in archive.search(parse(word), where, limit=10)]
        for word in ("six", "seven")
        for where in (Where.ADDED, Where.REMOVED)
    }

    assert {
        ("six", Where.ADDED): [],
        ("six", Where.REMOVED): [edited],
        ("seven", Where.ADDED): [edited],
        ("seven", Where.REMOVED): [],
    } == found


def test_scripts_without_spaces_are_found_by_their_characters(archive, page):
    archive.commit_visit(
        read(page, 1, b"a", snapshot("记者昨天在现场报道了大桥的开通。", headline="大桥开通"))
    )

    (hit,) = archive.search(parse("现场报道"), Where.TEXT, limit=10)

    assert "现场报道" in hit.excerpt
    assert [1] == [hit.number for hit in archive.search(parse("大桥开通"), Where.TEXT, limit=10)]
    assert [] == list(archive.search(parse("隧道"), Where.TEXT, limit=10))


def test_a_search_is_narrowed_by_site(archive, edited):
    assert [] == list(archive.search(parse("seven"), Where.TEXT, limit=10, site="other.example"))


# --- the whole


def test_history_is_put_in_place_of_what_was_derived_and_facts_stay(archive, page, edited):
    archive.add_review(review(edited))
    first, second = archive.captures(page.id)
    one, two = snapshot("x", rules="rules 2"), snapshot("y", rules="rules 2")

    archive.replace_history(
        page.id,
        [
            Visit(page=page, capture=first, step=Step.ARTICLE, snapshot=one),
            Visit(page=page, capture=second, step=Step.ARTICLE, snapshot=two, edit=edit(page, 2, 9)),
        ],
    )

    assert ["rules 2", "rules 2"] == [revision.rules for revision in archive.revisions(page.id)]
    assert edited == archive.edit(edited).id
    assert 1 == len(archive.reviews(edited))
    assert [] == list(archive.verify())


def test_a_forgotten_page_leaves_nothing_and_takes_nothing_of_another_page(archive, page, edited):
    other = archive.add_page("https://other.example/a", "other.example", NOON)
    archive.commit_visit(read(other, 2, b"<p>seven</p>", snapshot("It cost seven million.")))
    archive.add_review(review(edited))

    archive.forget(page.id)

    assert [other.id] == [one.id for one in archive.pages(PageFilter())]
    assert b"<p>seven</p>" == archive.body(next(archive.captures(other.id)).body_sha256)
    assert [other.id] == [hit.page_id for hit in archive.search(parse("seven"), Where.TEXT, limit=10)]
    assert [] == list(archive.search(parse("seven"), Where.ADDED, limit=10))
    assert [] == list(archive.verify())
    archive.forget(other.id)
    assert {0} == set(archive.count().values())


def test_a_reader_sees_whole_visits_only_and_is_not_held_up(archive, opened, page):
    reader = opened()
    pages = reader.pages(PageFilter())
    next(pages)  # a reader in the middle of a list

    archive.commit_visit(read(page, 1, b"a", snapshot("x")))

    assert 1 == len(reader.revisions(page.id))


def test_a_backup_is_an_archive_of_its_own(archive, opened, page, edited, tmp_path):
    archive.backup(tmp_path / "copy.db")

    copy = type(archive)(tmp_path / "copy.db")
    assert archive.count() == copy.count()
    assert archive.edit(edited) == copy.edit(edited)
    copy.close()


def test_articles_are_read_as_they_were_stored(archive, page):
    made = snapshot("“Six” — said Ada…\u00ad", "שלום\u200f", language="en", byline=("Ada",), standfirst="S")
    archive.commit_visit(read(page, 1, b"a", made))

    assert made == archive.snapshot(page.id, 1)
    assert (
        article("“Six” — said Ada…\u00ad", "שלום\u200f", language="en", byline=("Ada",), standfirst="S")
        == made.article
    )
