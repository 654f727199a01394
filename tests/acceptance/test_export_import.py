"""The archive as a file for other programs, and back."""

import csv
import gzip
import json

import pytest
from warcio.archiveiterator import ArchiveIterator

from storage.asked import EditFilter, PageFilter
from storage.backends import open_archive
from storage.model import PageState
from tests.acceptance.conftest import CONFIG, Desk
from tests.servers import Answer, Site, page


@pytest.fixture(scope="module")
def edited(tmp_path_factory):
    """Two pages that were read once, one of them edited and reviewed since."""
    folder = tmp_path_factory.mktemp("desk")
    (folder / "stet.toml").write_text(CONFIG)
    desk = Desk(folder)
    with Site({"/robots.txt": Answer(status=404)}) as site:
        site.routes["/bridge"] = page("The bridge cost six million euros, the mayor said.")
        site.routes["/pool"] = page("The council closed the pool.", title="Pool closes for a year")
        desk.call("crawl", site.url("/bridge"), site.url("/pool"))
        site.routes["/bridge"] = page("The bridge cost seven million euros, the mayor said.")
        desk.call("crawl", "--all")
    (line,) = desk.call("edits", "--json").json
    desk.call("review", line["id"], "--verdict", "material", "--note", "=1+1", "--by", "ada")
    return desk


def everything(desk, name):
    with open_archive(desk.folder / name) as archive:
        lines = list(archive.edits(EditFilter()))
        return (
            archive.count(),
            list(archive.pages(PageFilter())),
            lines,
            [archive.edit(one.id) for one in lines],
        )


def learned(desk, name):
    with open_archive(desk.folder / name) as archive:
        return list(archive.rates()), archive.site_rates(), archive.figures()


def test_what_visits_taught_is_learned_again_by_a_rebuild(edited):
    live = learned(edited, "stet.db")
    edited.call("rebuild")

    assert 2 == len(live[0])
    assert 1 == sum(rate.caught for rate in live[1].values())
    assert live == learned(edited, "stet.db")


def test_an_export_is_imported_into_an_equal_archive(edited):
    name = "all.jsonl.gz"
    written = edited.call("export", "-o", name, "--json").json
    told = edited.call("--archive", "new.db", "import", name, "--json")

    assert 0 == told.code
    assert (2, 4, 1, 0) == (
        told.json["pages"],
        told.json["captures"],
        told.json["reviews"],
        told.json["refused"],
    )
    assert everything(edited, "stet.db") == everything(edited, "new.db")
    assert learned(edited, "stet.db") == learned(edited, "new.db")
    assert written["records"] > told.json["captures"]


def test_an_export_to_standard_output_is_json_lines_of_one_archive(edited):
    first, *_, last = map(json.loads, edited.call("export").out.splitlines())

    assert {"format": "stet-facts", "version": 1, "has_end": True} == first
    assert "end" == last["noun"]


def test_edits_are_exported_as_csv_without_formulas(edited):
    edited.call("export", "-o", "edits.csv")
    edited.call("export", "--what", "reviews", "-o", "reviews.csv")

    with (edited.folder / "edits.csv").open(newline="") as file:
        assert [("six", "seven", "material")] == [
            (row["removed"], row["added"], row["verdict"]) for row in csv.DictReader(file)
        ]
    with (edited.folder / "reviews.csv").open(newline="") as file:
        assert ["'=1+1"] == [row["note"] for row in csv.DictReader(file)]


def test_a_warc_file_is_read_by_other_programs_and_imported(edited):
    edited.call("export", "--page", "1", "-o", "bridge.warc.gz")
    _, (bridge, _), _, _ = everything(edited, "stet.db")

    with (edited.folder / "bridge.warc.gz").open("rb") as file:
        answers = [
            (record.rec_headers.get_header("WARC-Target-URI"), b"seven" in record.content_stream().read())
            for record in ArchiveIterator(file, check_digests="raise")
            if record.rec_type == "response"
        ]
    assert [(bridge.url, False), (bridge.url, True)] == answers
    told = edited.call("--archive", "warc.db", "import", "bridge.warc.gz", "--json").json
    assert (1, 2) == (told["pages"], told["captures"])
    _, (found,), edits, _ = everything(edited, "warc.db")
    assert (PageState.PAUSED, 1) == (found.state, len(edits))


def test_a_file_that_is_there_is_kept(edited):
    (edited.folder / "kept.jsonl").write_text("mine")

    said = edited.call("export", "-o", "kept.jsonl")

    assert 2 == said.code
    assert "--force" in said.err
    assert "mine" == (edited.folder / "kept.jsonl").read_text()


@pytest.mark.parametrize(
    "arguments",
    [
        ("export", "--format", "warc", "--what", "edits", "-o", "x.warc"),
        ("export", "-o", "none/x.jsonl"),
        ("import", "stet.toml"),
        ("import", "broken.gz"),
        ("import", "bomb.warc"),
    ],
)
def test_a_mistake_is_one_line_and_leaves_nothing(edited, arguments):
    (edited.folder / "broken.gz").write_bytes(gzip.compress(b'{"format": "stet-facts", "version": 1}\n')[:-9])
    (edited.folder / "bomb.warc").write_bytes(gzip.compress(b"WARC/1.1\r\n" + b"A" * 50_000_000))
    before = sorted(one.name for one in edited.folder.iterdir())

    said = edited.call(*arguments)

    assert 2 == said.code
    assert 1 == len(said.err.splitlines())
    assert "Traceback" not in said.err
    assert before == sorted(one.name for one in edited.folder.iterdir())
