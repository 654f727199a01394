"""What the command line answers to mistakes, and to what is not there: its code and its one line."""

import json
import socket
import sys
from dataclasses import dataclass

import pytest
from sqlite_utils import Database

from monitor.commands import main
from monitor.commands.app import host_of
from monitor.config import Config, WebSection
from monitor.demo.run import run, settings
from storage import facts
from storage.asked import EditFilter
from storage.backends import open_archive
from storage.errors import BadConfig
from storage.export import Selection, What, json_lines
from storage.model import Outcome, Review, Verdict
from storage.sites import Feed, Find, Learned, LineVerdict, SiteRest
from tests.newsroom import SEVEN, SIX, URL, Newsroom
from tests.records import at


@dataclass(frozen=True)
class Said:
    code: int
    out: str
    err: str

    @property
    def line(self):
        (line,) = self.err.splitlines()
        return line


@pytest.fixture
def call(tmp_path, monkeypatch, capsys):
    """Calls the command line in an empty folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("STET_DEBUG", raising=False)

    def call(*arguments):
        monkeypatch.setattr(sys, "argv", ["stet", *map(str, arguments)])
        with pytest.raises(SystemExit) as left:
            main()
        return Said(left.value.code, *capsys.readouterr())

    return call


@pytest.fixture
def filled(tmp_path):
    """An archive of a page with a reviewed edit, in the folder in which commands are called."""
    with open_archive(tmp_path / "stet.db") as archive:
        room = Newsroom(archive)
        bridge = room.watch(URL)
        room.visit(bridge, 1, Outcome.READ, SIX)
        room.visit(bridge, 4, Outcome.READ, SEVEN)
        (line,) = archive.edits(EditFilter())
        review = Review(
            edit_id=line.id, verdict=Verdict.MINOR, note="the sum\nonly", reviewer="ada", at=at(9)
        )
        archive.add_review(review)
    return tmp_path


# --- lists of addresses


@pytest.mark.parametrize(("name", "told"), [("nofile.txt", "No such file"), (".", "Is a directory")])
def test_a_list_that_cannot_be_read_is_a_mistake(call, name, told):
    said = call("watch", "--from", name)

    assert 2 == said.code
    assert f"stet: {name} cannot be read: {told}" in said.line


def test_a_list_that_is_too_large_is_a_mistake_and_not_cut(call, tmp_path, monkeypatch):
    monkeypatch.setattr("monitor.commands.watch.MAX_LIST", 20)
    (tmp_path / "list.txt").write_text(f"{URL}\n{URL}/2\n")

    assert (2, False) == (call("watch", "--from", "list.txt").code, (tmp_path / "stet.db").exists())


def test_each_address_that_cannot_be_watched_is_named(call):
    said = call("watch", "ftp://a.example/", URL, "http://")

    assert 2 == said.code
    assert URL in said.out
    assert ["ftp://a.example/" in said.err, "'http://'" in said.err] == [True, True]
    assert "2 of these" in said.err.splitlines()[-1]


# --- revisions and times


@pytest.mark.parametrize("command", ["show", "diff"])
@pytest.mark.parametrize("wanted", ["1@lastweek", "1@-1", "1@", f"{URL}@lastweek", f"{URL}@2026-13-01"])
def test_what_is_no_revision_and_no_time_is_told_so(call, filled, command, wanted):
    said = call(command, wanted)

    page, _, version = wanted.rpartition("@")
    assert (2, "") == (said.code, said.out)
    assert (
        f"{version!r} is no revision and no time: write 2, 2026-03-02, 2026-03-02T14:30, today" in said.line
    )
    assert (page == URL) == (f"{wanted!r} is not under watch" in said.line)


@pytest.mark.parametrize("command", ["show", "diff"])
@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        (f"{URL}/2@2", f"{URL}/2 is not under watch"),
        ("99@today", "there is no page 99"),
        ("https://medium.example/@ada/bridge", "https://medium.example/@ada/bridge is not under watch"),
        ("https://medium.example/@ada", "https://medium.example/@ada is not under watch"),
        ("1@0001-01-01", "first seen at 2026-03-02"),
        ("1@99", "no revision 99"),
    ],
)
def test_a_version_that_is_not_there_is_told(call, filled, command, wanted, told):
    said = call(command, wanted)

    assert (1, "") == (said.code, said.out)
    assert told in said.line


@pytest.mark.parametrize("address", ["https://medium.example/@ada/bridge", "https://medium.example/@2"])
def test_an_address_that_holds_an_at_sign_is_meant_as_a_whole(call, tmp_path, address):
    with open_archive(tmp_path / "stet.db") as archive:
        room = Newsroom(archive)
        page = room.watch(address)
        room.visit(page, 1, Outcome.READ, SIX)
        room.visit(page, 4, Outcome.READ, SEVEN)

    assert "cost seven million" in call("show", address).out
    assert "cost six million" in call("show", f"{address}@1").out
    assert "{+seven+}" in call("diff", address).out
    assert "{+seven+}" in call("diff", f"{address}@2026-03-02T12:02").out


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ([f"{URL}@2026-03-02T12:02"], 1),
        ([f"{URL}@1"], 1),
        (["1@1"], 1),
        ([f"{URL}@yesterday"], 0),
        ([f"{URL}@2"], 0),
        ([URL, "2026-03-02T12:02..2026-03-02"], 1),
        (["1", "1..today"], 1),
        (["1", "yesterday..today"], 0),
    ],
)
def test_what_stood_at_a_time_is_compared(call, filled, arguments, code):
    said = call("diff", *arguments)

    assert code == said.code
    assert ("{+seven+}" in said.out) == (code == 1)


def test_a_version_and_a_range_exclude_each_other(call, filled):
    said = call("diff", f"{URL}@1", "1..2")

    assert (2, "") == (said.code, said.out)
    assert "exclude each other" in said.line


@pytest.mark.parametrize("wanted", ["1..", "..2", "..", "2026-03-02", "1-2"])
def test_what_is_no_range_is_told(call, filled, wanted):
    said = call("diff", "1", wanted)

    assert (2, "") == (said.code, said.out)
    assert "no range of revisions: write 1..3 or 2026-03-01..yesterday" in said.line


@pytest.mark.parametrize(
    ("wanted", "sum_"),
    [
        ("yesterday", "seven"),
        ("2026-03-02", "seven"),
        ("2026-03-03", "seven"),
        ("2026-03-02T12:02", "six"),
        ("1", "six"),
    ],
)
def test_a_date_alone_is_the_end_of_its_day(call, filled, wanted, sum_):
    said = call("show", f"{URL}@{wanted}")

    assert 0 == said.code
    assert f"cost {sum_} million" in said.out


@pytest.mark.parametrize("wanted", ["2026-03-01", "2026-03-02T12:00", "0001-01-01T00:00+14:00", "9999-12-31"])
def test_a_time_at_the_edge_is_answered_in_one_line(call, filled, wanted):
    said = call("show", f"1@{wanted}")

    assert "unexpected" not in said.err
    assert (wanted == "9999-12-31") == (said.code == 0)


@pytest.mark.parametrize(
    ("times", "count"),
    [
        (["--until", "2026-03-02"], 1),
        (["--until", "2026-03-01"], 0),
        (["--until", "2026-03-02T12:04"], 0),
        (["--until", "2026-03-02T12:05"], 1),
        (["--since", "2026-03-02", "--until", "2026-03-02"], 1),
        (["--since", "2026-03-02T12:05", "--until", "9999-12-31"], 0),
        (["--until", "0001-01-01"], 0),
    ],
)
def test_edits_are_listed_from_a_time_to_a_time(call, filled, times, count):
    said = call("edits", *times, "--json")

    assert count == len(json.loads(said.out))
    assert (count == 0) == (said.code == 1)


@pytest.mark.parametrize("until", ["soon", "2026-02-30", "12"])
@pytest.mark.parametrize("option", ["--since", "--until"])
def test_what_is_no_time_is_told_with_what_is_one(call, filled, option, until):
    said = call("edits", option, until)

    assert (2, "") == (said.code, said.out)
    assert f"'{until}' is no time: write 2026-03-02, 2026-03-02T14:30, today or yesterday" in said.line


def test_times_the_wrong_way_round_are_a_mistake(call, filled):
    said = call("edits", "--since", "2026-03-03", "--until", "2026-03-02")

    assert (2, "") == (said.code, said.out)
    assert "nothing lies between" in said.line
    assert 2 == call("edits", "--since", "2026-03-02T12:00", "--until", "2026-03-02T12:00").code


# --- hosts


@pytest.mark.parametrize(
    "command", [["pages"], ["stats"], ["export"], ["edits"], ["search", "bridge"], ["stats", "--json"]]
)
def test_a_host_of_which_nothing_is_known_is_told(call, filled, command):
    said = call(*command, "--site", "nope.example")

    assert (1, "") == (said.code, said.out)
    assert "no page of nope.example is under watch: `stet pages`" in said.line


@pytest.mark.parametrize("wanted", ["paper.example", "Paper.Example", URL, "https://paper.example"])
def test_an_address_stands_for_its_host(call, filled, wanted):
    assert 0 == call("edits", "--site", wanted).code
    assert 0 == call("pages", "--site", wanted).code


def test_a_host_keeps_its_port_and_a_word_stays_as_it_is():
    assert "127.0.0.1:8080" == host_of("http://127.0.0.1:8080/bridge")
    assert "paper.example:8443" == host_of("paper.example:8443")
    assert "nope" == host_of("nope")


# --- files


def test_a_table_of_all_is_refused_and_nothing_is_written(call, filled):
    said = call("export", "--format", "csv", "--what", "all", "-o", "all.csv")

    assert 2 == said.code
    assert "captures" in said.line
    assert not (filled / "all.csv").exists()
    assert 0 == call("export", "-o", "edits.csv").code


def test_the_records_of_an_export_are_those_between_its_first_and_last_line(call, filled):
    said = call("export", "--what", "pages", "-o", "pages.jsonl", "--json")

    assert 1 == json.loads(said.out)["records"]
    assert 3 == len((filled / "pages.jsonl").read_bytes().splitlines())


def test_a_backup_over_a_file_is_a_mistake_as_an_export_is(call, filled):
    (filled / "there.db").write_text("mine")

    said = call("backup", "there.db")

    assert (2, "mine") == (said.code, (filled / "there.db").read_text())
    assert 2 == call("backup", "-").code


def test_an_import_says_that_what_stood_before_a_bad_line_is_kept(call, tmp_path, filled):
    with open_archive(filled / "stet.db") as archive:
        first, page, _ = json_lines(archive, Selection(), What.PAGES)
    (tmp_path / "bad.jsonl").write_bytes(first + page + b"no json\n")

    said = call("--archive", "new.db", "import", "bad.jsonl")

    assert 2 == said.code
    assert "line 3 cannot be read" in said.line
    assert "what stood before is kept: 1 pages" in said.line
    assert 0 == call("--archive", "new.db", "pages", "--site", "paper.example").code


def test_an_import_of_a_file_that_was_cut_is_not_fine(call, tmp_path):
    (tmp_path / "cut.jsonl").write_bytes(facts.header())

    said = call("--archive", "new.db", "import", "cut.jsonl")

    assert (1, True) == (said.code, "was cut" in said.err)


def test_an_empty_file_is_no_archive(call, tmp_path):
    (tmp_path / "stet.db").touch()

    assert "no archive" in call("pages").line
    assert 0 == (tmp_path / "stet.db").stat().st_size


def test_settings_may_begin_with_a_byte_order_mark(call, tmp_path, filled):
    (tmp_path / "stet.toml").write_bytes(b'\xef\xbb\xbfreviewer = "ada"\n')

    assert 0 == call("pages").code


# --- reviews


def test_a_history_shows_what_people_said(call, filled):
    said = call("history", "1")

    assert "✓minor by ada, 2026-03-02 12:09: the sum only" in said.out
    (review,) = json.loads(call("history", "1", "--json").out)["reviews"]
    assert ("ada", "the sum\nonly", "minor") == (review["reviewer"], review["note"], review["verdict"])


@pytest.fixture
def copied(tmp_path):
    """An archive of one text on three pages, edited alike twice on the first: its edits' numbers, by page."""
    with open_archive(tmp_path / "stet.db") as archive:
        room = Newsroom(archive)
        pages = [room.watch(f"https://{where}.example/bridge") for where in ("paper", "post", "mail")]
        for minute, page in enumerate(pages):
            room.visit(page, minute, Outcome.READ, SIX)
        for minute, page in enumerate(pages, 5):
            room.visit(page, minute, Outcome.READ, SEVEN)
        for minute, body in enumerate((SIX, SEVEN), 10):
            room.visit(pages[0], minute, Outcome.READ, body)
        edits = {page.id: [] for page in pages}
        for line in archive.edits(EditFilter(by_time=True)):
            edits[line.page_id].insert(0, line.id)
    return edits


def verdicts(call):
    return {line["id"]: line["verdict"] for line in json.loads(call("edits", "--each", "--json").out)}


def test_several_edits_are_reviewed_at_once(call, copied):
    first, back, _ = copied[1]

    said = call("review", back, first, back, "--verdict", "noise", "--note", "a test", "--by", "ada")

    assert f"edit {back}: noise\nedit {first}: noise\n" == said.out
    assert {first, back} == {edit for edit, verdict in verdicts(call).items() if verdict == "noise"}


def test_one_review_covers_the_copies_of_an_edit_and_no_other_edit_of_their_pages(call, copied):
    (one,) = copied[2]

    told = json.loads(call("review", one, "--verdict", "minor", "--copies", "--json").out)

    group = {copied[1][0], one, copied[3][0]}
    assert [one, *sorted(group - {one}, reverse=True)] == [review["edit_id"] for review in told]
    assert 1 == len({review["at"] for review in told})
    assert group == {edit for edit, verdict in verdicts(call).items() if verdict == "minor"}
    assert [copied[1][2]] == reviewed(call, copied[1][2], "--copies")


def reviewed(call, *arguments):
    told = json.loads(call("review", *arguments, "--verdict", "noise", "--json").out)
    return [review["edit_id"] for review in told]


@pytest.mark.parametrize("unknown", [("98",), ("98", "99")])
def test_no_edit_is_reviewed_where_one_is_unknown_and_all_unknown_are_named(call, copied, unknown):
    said = call("review", copied[1][0], *unknown, "--verdict", "noise")

    assert (1, "") == (said.code, said.out)
    assert f"there is no edit {', '.join(unknown)}: `stet edits` lists them; none of these" in said.line
    assert {None} == set(verdicts(call).values())


def test_an_unknown_edit_alone_is_told_so(call, copied):
    said = call("review", "98", "--verdict", "noise")

    assert (1, "stet: there is no edit 98: `stet edits` lists them") == (said.code, said.line)


@pytest.mark.parametrize("wanted", ["4,5", "4-5", "0", "x", "9" * 30])
def test_what_is_no_number_of_an_edit_is_told_with_how_to_write_several(call, copied, wanted):
    said = call("review", wanted, "--verdict", "noise")

    assert (2, "") == (said.code, said.out)
    assert f"'{wanted}' is no number of `stet edits`: write them as 12 14 15" in said.err


# --- alerts


@pytest.fixture
def walled(filled):
    """The archive with a page that was found behind a wall, after it was read."""
    with open_archive(filled / "stet.db") as archive:
        room = Newsroom(archive)
        room.visit(archive.page(1), 8, Outcome.SET_ASIDE, SEVEN, reason="WallPage")
    return filled


def test_alerts_tell_what_stands_now_and_what_began_since(call, walled):
    line = f"2026-03-02 12:08  page 1 is behind a wall: {URL}"

    assert f"now  {line}\n     {line}\n" == call("alerts", "--since", "2026-03-02").out
    later = call("alerts", "--since", "2026-03-03")
    assert (1, f"now  {line}\n") == (later.code, later.out)
    told = json.loads(call("alerts", "--since", "2026-03-02", "--json").out)
    assert {"now": [1], "lately": [1]} == {when: [one["page_id"] for one in told[when]] for when in told}


def test_without_alerts_that_is_said(call, filled):
    said = call("alerts", "--since", "2026-03-01")

    assert (0, "", "no alerts since 2026-03-01 00:00 UTC") == (said.code, said.out, said.line)
    assert 0 == call("alerts").code


def test_alerts_are_narrowed_by_site(call, walled):
    assert 1 == call("alerts", "--site", "paper.example").code
    with open_archive(walled / "stet.db") as archive:
        archive.add_page("https://post.example/1", "post.example", at(0))
    assert (0, "") == (
        call("alerts", "--site", "post.example").code,
        call("alerts", "--site", "post.example").out,
    )


@pytest.mark.parametrize(
    ("arguments", "told"), [(["--since", "soon"], "is no time"), (["--site", "x"], "no page")]
)
def test_alerts_of_what_is_unknown_are_a_mistake(call, filled, arguments, told):
    assert told in call("alerts", *arguments).line


# --- rows that cannot be read


@pytest.fixture
def found(filled):
    """The archive with a feed that found the page, and a site that was learned and rests."""
    with open_archive(filled / "stet.db") as archive:
        feed = archive.add_feed(
            Feed(
                id=0,
                url="https://paper.example/feed",
                site="paper.example",
                added_at=at(0),
                next_visit_at=None,
            )
        )
        archive.commit_feed_visit(feed, [Find(url=URL, site="paper.example", found_at=at(0))])
        archive.store_learned(
            Learned(site="paper.example", rules="x", lines=("Read more",), pages=3, at=at(0))
        )
        rest = SiteRest(site="paper.example", at=at(1), since=at(0), until=at(9), reason="http_503")
        archive.store_rest(rest)
        archive.add_line_verdict(
            LineVerdict(site="paper.example", line="More", furniture=True, reviewer="", at=at(0))
        )
    return filled


_BACKUP = "update Stet, else restore the archive from a backup"


@pytest.mark.parametrize(
    ("tamper", "where", "advice"),
    [
        ("pages SET state = 'frozen'", "page 1", _BACKUP),
        ("pages SET added_at = 'soon'", "page 1", _BACKUP),
        ("captures SET outcome = 'odd' WHERE id = 2", "capture 2", _BACKUP),
        ("captures SET headers = '{' WHERE id = 1", "capture 1", _BACKUP),
        ("captures SET received_at = x'00' WHERE id = 1", "capture 1", _BACKUP),
        ("reviews SET verdict = 'odd'", "review 1", _BACKUP),
        ("feeds SET kind = 'telex'", "feed 1", _BACKUP),
        ("finds SET found_at = ''", f"find {URL}", _BACKUP),
        ("line_verdicts SET at = '2026'", "line verdict 1", _BACKUP),
        ("learned SET lines = '{'", "learned lines paper.example", "stet site paper.example --learn"),
        ("rests SET failing = '7'", "rest paper.example", "stet site paper.example --wake"),
        ("revisions SET first_seen = 'soon'", "page 1", "stet rebuild"),
    ],
)
def test_a_row_that_cannot_be_read_is_told_with_what_to_do_and_named_by_verify(
    call, found, tamper, where, advice
):
    with Database(found / "stet.db") as db:
        db.execute(f"UPDATE {tamper}")

    verified = call("verify")
    complaints = [
        call(*command.split()).err
        for command in (
            *("pages", "edits", "history 1 --captures", "show 1", "diff 1 1..2", "review 2 --verdict noise"),
            *("search bridge", "stats", "export --force -o all.jsonl", "feed list", "site paper.example"),
            *("alerts", "doctor --offline", "rebuild"),
        )
    ]

    assert not [told for told in complaints if "unexpected" in told or "Traceback" in told]
    assert [told for told in complaints if advice in told], complaints
    assert 1 == verified.code
    (named,) = [line for line in verified.out.splitlines() if line.startswith(f"{where}: ")][:1]
    assert "cannot be read" in named
    assert advice in named


# --- reading again


def test_articles_are_read_again_where_that_is_asked(call, filled):
    said = call("verify", "--read-again")

    assert (0, "2 articles were read again") == (said.code, said.out.splitlines()[-1])
    assert {"read": 2, "older_rules": 0} == json.loads(call("verify", "--read-again", "--json").out)[
        "read_again"
    ]
    assert "read_again" not in json.loads(call("verify", "--json").out)


def test_articles_that_are_not_read_again_are_counted_with_what_to_do(call, filled, monkeypatch):
    monkeypatch.setattr("crawler.rules.RULES", "stet-article 9")

    said = call("verify", "--read-again")

    assert 0 == said.code
    told = (
        "0 articles were read again; 2 were made by older rules and were not: `stet rebuild` makes them anew"
    )
    assert told == said.out.splitlines()[-1]


def test_an_article_that_is_not_what_its_body_says_is_told(call, filled):
    with Database(filled / "stet.db") as db:
        db.execute("UPDATE snapshots SET article = json_set(article, '$.section', 'Sport') WHERE id = 2")

    assert 0 == call("verify").code
    said = call("verify", "--read-again")

    assert 1 == said.code
    assert said.out.startswith("page 1: the article of revision 2 tells what no body of the page does")


# --- the demo


def test_the_demo_looks_for_its_port_before_its_day(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        config = Config(web=WebSection(port=taken.getsockname()[1]))
        config = settings(config, tmp_path / "stet.db")
        said = []
        with pytest.raises(BadConfig, match="port"):
            run(config, tmp_path / "stet.db", say=said.append, tell_edit=said.append, stay=True)

    assert not [line for line in said if "round" in line]


def test_a_history_shows_where_a_redirect_led_each_visit(call, tmp_path):
    with open_archive(tmp_path / "stet.db") as archive:
        room = Newsroom(archive)
        bridge = room.watch(URL)
        room.visit(bridge, 1, Outcome.READ, SIX)
        room.visit(bridge, 4, Outcome.READ, SIX, url=f"{URL}-opens")

    *_, first, second = call("history", "1", "--captures").out.splitlines()

    assert "→" not in first
    assert second.endswith(f"read  → {URL}-opens")
