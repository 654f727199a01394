"""CSV, and files that are written whole or not at all."""

import csv
import io
from dataclasses import fields, replace

import pytest

from storage.asked import EditFilter, EditLine
from storage.backends import open_archive
from storage.errors import Mistake
from storage.export import Selection, What, csv_lines, neutral
from storage.files import whole_file
from storage.model import Page, Review, Verdict
from tests.records import NOON, at, edit, read, snapshot

URL = "https://paper.example/bridge"


@pytest.fixture
def archive(tmp_path):
    with open_archive(tmp_path / "stet.db") as archive:
        page = archive.add_page(URL, "paper.example", NOON)
        page = replace(page, headline='=HYPERLINK("http://evil.example")')
        archive.commit_visit(read(page, 1, b"six", snapshot("It cost six, “all” told.", headline="+1")))
        seven = read(page, 9, b"seven", snapshot("=7\nIt cost seven."), edit=edit(page, 2, 9))
        edit_id = archive.commit_visit(seven)
        note = '@SUM(A1), "quoted"\nsecond line'
        archive.add_review(
            Review(edit_id=edit_id, verdict=Verdict.NOISE, note=note, reviewer="-ada", at=at(10))
        )
        yield archive


def table(archive, what, selection=None):
    text = b"".join(csv_lines(archive, selection or Selection(), what)).decode()
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_edits_are_a_table_with_the_words_that_went_and_came(archive):
    (row,) = table(archive, What.EDITS)

    assert ("six", "seven", "facts", "number_changed", "noise") == (
        row["removed"],
        row["added"],
        row["severity"],
        row["flags"],
        row["verdict"],
    )
    assert [*(f.name for f in fields(EditLine) if f.name != "copies"), "removed", "added"] == list(row)


def test_reviews_come_back_as_they_were_but_for_formulas(archive):
    (row,) = table(archive, What.REVIEWS)

    assert '\'@SUM(A1), "quoted"\nsecond line' == row["note"]
    assert "'-ada" == row["reviewer"]


def test_pages_and_revisions_are_tables(archive):
    (page,) = table(archive, What.PAGES)
    first, second = table(archive, What.REVISIONS)

    assert (URL, '\'=HYPERLINK("http://evil.example")') == (page["url"], page["headline"])
    assert ("It cost six, “all” told.", "'=7\nIt cost seven.") == (first["text"], second["text"])
    assert "'+1" == first["headline"]


def test_captures_are_a_table_without_headers(archive):
    rows = table(archive, What.CAPTURES)

    assert [URL, URL] == [row["page"] for row in rows]
    assert "headers" not in rows[0]


def test_a_table_of_all_is_a_mistake_that_names_the_nouns_there_are(archive):
    with pytest.raises(Mistake, match="pages, captures, revisions, edits, reviews"):
        table(archive, What.ALL)


@pytest.mark.hostile(30)
@pytest.mark.parametrize("what", [what for what in What if what is not What.ALL])
def test_no_cell_of_any_table_is_a_formula(archive, what):
    cells = [cell for row in table(archive, what) for cell in row.values()]

    assert cells
    assert [] == [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_a_table_of_nothing_has_its_head(archive):
    page = archive.add_page("https://other.example/", "other.example", NOON)

    lines = list(csv_lines(archive, Selection(page_id=page.id), What.EDITS))

    assert 1 == len(lines)
    assert ",".join(field.name for field in fields(Page)).encode() + b"\r\n" == next(
        csv_lines(archive, Selection(site="none.example"), What.PAGES)
    )
    assert [] == list(archive.edits(EditFilter(page_id=page.id)))


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@a", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠a"]
)
def test_what_a_spreadsheet_would_run_is_text(text):
    assert f"'{text}" == neutral(text)


@pytest.mark.parametrize(("value", "text"), [("a=1", "a=1"), ("", ""), (None, ""), (7, "7"), ("'=1", "'=1")])
def test_what_it_would_not_run_stays_as_it_is(value, text):
    assert text == neutral(value)


# --- files


def test_a_file_takes_its_name_when_it_is_whole(tmp_path):
    with whole_file(tmp_path / "a.csv") as file:
        file.write(b"x")
        assert not (tmp_path / "a.csv").exists()

    assert b"x" == (tmp_path / "a.csv").read_bytes()
    assert ["a.csv"] == [one.name for one in tmp_path.iterdir()]


def test_of_a_file_that_breaks_off_nothing_is_left(tmp_path):
    def interrupted():
        with whole_file(tmp_path / "a.csv") as file:
            file.write(b"x")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()

    assert [] == list(tmp_path.iterdir())


def test_a_file_that_is_there_is_written_over_only_by_force(tmp_path):
    (tmp_path / "a.csv").write_bytes(b"old")

    with pytest.raises(Mistake, match="--force"), whole_file(tmp_path / "a.csv") as file:
        file.write(b"new")
    assert b"old" == (tmp_path / "a.csv").read_bytes()

    with whole_file(tmp_path / "a.csv", force=True) as file:
        file.write(b"new")
    assert b"new" == (tmp_path / "a.csv").read_bytes()


def test_a_folder_that_is_not_there_is_a_mistake(tmp_path):
    with pytest.raises(Mistake, match="cannot be written"), whole_file(tmp_path / "none" / "a.csv"):
        pass
