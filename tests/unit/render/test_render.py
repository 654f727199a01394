"""An edit as text, HTML, JSON and patch."""

import json
import re
import subprocess
from pathlib import Path

import lxml.html
import pytest
from click.testing import CliRunner
from hypothesis import example, given
from hypothesis import strategies as st

from monitor.commands.app import App
from monitor.commands.compare import command as compare
from monitor.diff import diff
from monitor.render import Layout, html, patch, terminal
from monitor.render import json as json_format
from monitor.render.regrouped import Sentences
from storage.model import Article, Block, BlockKind, ChangeKind, Evidence, Flag, RunKind, Severity

SCHEMA = json.loads((Path(html.__file__).parent / "changes.schema.json").read_text("utf-8"))


def article(*texts, headline="Harbour plan", standfirst=""):
    blocks = tuple(Block(kind=BlockKind.PARAGRAPH, text=text) for text in texts)
    return Article(url="u", headline=headline, standfirst=standfirst, blocks=blocks)


CHANGES = diff(
    article("Six people <b>died</b> & more were hurt on the pier.", "Nobody swam.", "The ferry runs."),
    article(
        "Seven people <b>died</b> & more were hurt on the pier.",
        "Nobody swam.",
        "The ferry runs.",
        "It rained.",
    ),
)


def test_marks_stand_for_colours():
    expected = (
        "(… 1 kept …)\n\n"
        "(body, changed)\n[-Six-]{+Seven+} people <b>died</b> & more were hurt on the pier.\n\n"
        "(… 2 kept …)\n\n"
        "(body, added)\n{+It rained.+}\n"
    )
    assert expected == terminal.render(CHANGES)


def test_colours_stand_for_marks():
    shown = terminal.render(CHANGES, colour=True)
    assert "\x1b[31;9mSix\x1b[0m\x1b[32;4mSeven\x1b[0m people" in shown
    assert "[-" not in shown


MOVED = diff(
    article("The ferry to the islands runs again since Monday. It rained on the pier all night."),
    article("It rained on the pier all night. The ferry to the islands runs again since Monday."),
)


def test_a_sentence_that_moved_is_told_as_such_in_every_format():
    assert (
        "(body, changed, a sentence moved)\n"
        "{<It rained on the pier all night.<} The ferry to the islands runs again since Monday."
        " [>It rained on the pier all night.>]\n"
    ) in terminal.render(MOVED)
    coloured = terminal.render(MOVED, colour=True)
    assert "\x1b[36;4mIt rained" in coloured
    assert "\x1b[36;9mIt rained" in coloured
    shown = html.render(MOVED)
    for tag, words in (("ins", "moved here: "), ("del", "moved away: ")):
        (element,) = lxml.html.fromstring(shown).iter(tag)
        assert "stet-moved" == element.get("class")
        assert f"↕ {words}It rained on the pier all night." == element.text_content()
    (change,) = json.loads(json_format.render(MOVED))["changes"]
    assert [True, False, True] == [run["moved"] for run in change["runs"]]
    assert "@@ body, changed, a sentence moved\n" in patch.render(MOVED)


def test_the_whole_article_is_shown_where_asked_for():
    shown = terminal.render(CHANGES, whole=True)
    assert ("Nobody swam." in shown, "kept …" in shown) == (True, False)


def test_columns_keep_to_their_width():
    shown = terminal.render(CHANGES, layout=Layout.SIDE_BY_SIDE, width=50)
    rows = [line for line in shown.splitlines() if "│" in line]
    assert all(line.index("│") == 24 for line in rows)
    assert any(line.startswith("[-Six-]") and "{+Seven+}" in line for line in rows)


def test_a_page_cannot_steer_the_terminal():
    changes = diff(article("one\x1b[2J two\u202e three"), article("one\x1b[2J two\u202e four"))
    shown = terminal.render(changes)
    assert not re.search("[\x1b\u202e]", shown)


def test_html_marks_words_besides_colour_and_escapes_all():
    shown = html.render(CHANGES)
    assert '<del><span class="stet-hidden" dir="ltr">deleted: </span>Six</del>' in shown
    assert '<ins><span class="stet-hidden" dir="ltr">added: </span>Seven</ins>' in shown
    assert "&lt;b&gt;died&lt;/b&gt; &amp; more" in shown
    assert 'dir="auto"' in shown


@pytest.mark.hostile(28)
@given(st.text(), st.text(), st.sampled_from(Layout))
@example("It said </ins> here.", "It said </ins><script>alert(1)</script> here.", Layout.INLINE)
@example("<ins>a</del> b", "<ins>a</p></ins><script>b", Layout.SIDE_BY_SIDE)
def test_no_text_becomes_markup(old, new, layout):
    shown = html.render(diff(article(old), article(new)), layout=layout, whole=True)
    tags = {el.tag for el in lxml.html.fragment_fromstring(shown).iter()}
    assert tags <= {"div", "section", "h3", "h4", "p", "span", "ins", "del"}


def test_a_page_of_html_needs_nothing_else():
    shown = html.page(CHANGES, "<script>", layout=Layout.SIDE_BY_SIDE)
    assert ("<script>" in shown, "&lt;script&gt;" in shown, "http" in shown) == (False, True, False)


def test_a_page_of_html_tells_the_flags_and_escapes_their_evidence():
    flag = Flag(name="number_changed", version="1", evidence=(Evidence(where="body", old="<b>6", new=""),))
    shown = html.page(CHANGES, "Edit", flags=[flag])
    assert "<dt>number_changed</dt>" in shown
    assert "body: <bdi>&lt;b&gt;6</bdi> → <bdi>–</bdi>" in shown
    assert "stet-flags" not in html.page(CHANGES, "Edit").partition("</style>")[2]


def test_json_holds_what_the_schema_says():
    told = json.loads(json_format.render(CHANGES, whole=True))
    change = SCHEMA["$defs"]["change"]
    assert set(SCHEMA["required"]) == set(told)
    assert SCHEMA["properties"]["schema"]["const"] == told["schema"]
    assert len(CHANGES) == len(told["changes"])
    for entry in told["changes"]:
        assert set(change["required"]) == set(entry)
        assert all(set(SCHEMA["$defs"]["run"]["required"]) == set(run) for run in entry["runs"])


def test_what_stet_compare_prints_as_json_is_what_the_schema_says(tmp_path):
    paragraph = (
        "<p>The bridge cost {} million euros, and the town of Elbstadt will pay for a third of it.</p>"
    )
    for name, sum_ in (("old", "six"), ("new", "seven")):
        body = f"<h1>Bridge opens</h1><article>{paragraph.format(sum_)}</article>"
        (tmp_path / f"{name}.html").write_text(f"<html><body>{body}</body></html>", "utf-8")
    files = [str(tmp_path / f"{name}.html") for name in ("old", "new")]

    told = json.loads(CliRunner().invoke(compare, [*files, "--json"], obj=App()).output)

    assert set(SCHEMA["properties"]) == set(told)
    assert told["severity"] in SCHEMA["properties"]["severity"]["enum"]
    assert ["number_changed"] == [flag["name"] for flag in told["flags"] if flag["name"] == "number_changed"]
    flag = SCHEMA["$defs"]["flag"]
    assert all(set(flag["required"]) == set(one) for one in told["flags"])
    evidence = flag["properties"]["evidence"]["items"]
    assert all(set(evidence["required"]) == set(e) for one in told["flags"] for e in one["evidence"])
    assert [*SCHEMA["properties"]["severity"]["enum"][1:]] == [one.name.lower() for one in Severity]


def test_the_schema_names_every_kind():
    change = SCHEMA["$defs"]["change"]["properties"]
    assert [kind.value for kind in ChangeKind] == change["kind"]["enum"]
    assert [kind.value for kind in Sentences] == change["sentences"]["items"]["enum"]
    assert [kind.value for kind in RunKind] == SCHEMA["$defs"]["run"]["properties"]["kind"]["enum"]


def test_json_leaves_out_what_was_kept():
    assert ["changed", "added"] == [c["kind"] for c in json.loads(json_format.render(CHANGES))["changes"]]


def test_a_patch_of_nothing_is_empty():
    assert "" == patch.render(diff(article("one"), article("one")))


LINES = st.lists(
    st.sampled_from(["alpha beta gamma delta", "one two three four", "x", "y z", "alpha beta gamma epsilon"]),
    max_size=7,
)


@pytest.mark.parametrize("context", [0, 3])
def test_a_patch_applied_to_the_old_lines_gives_the_new_ones(tmp_path, context):
    rows = (["a b c d e f", "g h i j k l", "m n o p q r", "s"], ["g h i j k l", "m n o p q r x", "t", "s"])
    changes = diff(article(*rows[0]), article(*rows[1]))
    told = patch.render(changes, old_name="story", new_name="story", context=context)
    (tmp_path / "story").write_text(
        "headline: Harbour plan\n" + "".join(f"{row}\n" for row in rows[0]), "utf-8"
    )
    (tmp_path / "told.patch").write_text(told, "utf-8")
    command = ["git", "apply", "--unidiff-zero", "told.patch"]
    subprocess.run(command, cwd=tmp_path, check=True)  # noqa: S603 (git is what is asked)
    assert "headline: Harbour plan\n" + "".join(f"{row}\n" for row in rows[1]) == (
        tmp_path / "story"
    ).read_text("utf-8")


@given(LINES, LINES, st.sampled_from(["", "alpha beta gamma delta", "x"]), st.booleans())
def test_a_patch_tells_the_lines_of_both_articles(old, new, standfirst, stays):
    pair = (article(*old, standfirst=standfirst), article(*new, standfirst=standfirst * stays))
    told = patch.render(diff(*pair), context=100).splitlines()[2:]
    lines = [line for line in told if not line.startswith("@@")]
    if lines:
        assert _lines(pair[0]) == [line[1:] for line in lines if line[0] != "+"]
        assert _lines(pair[1]) == [line[1:] for line in lines if line[0] != "-"]
    else:
        assert _lines(pair[0]) == _lines(pair[1])


def test_a_patch_tells_a_standfirst_that_went_to_the_body_on_its_own_line():
    lead, first = "alpha beta gamma delta", "one two three four"
    changes = diff(article(first, standfirst=lead), article(f"{lead} {first}"))
    expected = [
        "@@ -1,3 +1,2 @@",
        " headline: Harbour plan",
        f"-standfirst: {lead}",
        f"-{first}",
        f"+{lead} {first}",
    ]
    assert expected == patch.render(changes).splitlines()[2:]


def test_what_was_standfirst_or_body_text_before_is_told():
    lead, first = "alpha beta gamma delta", "one two three four"
    pair = article(first, standfirst=lead), article(f"{lead} epsilon", first)
    assert "(body, changed, was the standfirst)\n" in terminal.render(diff(*pair))
    assert "(standfirst, changed, was body text)\n" in terminal.render(diff(*reversed(pair)))


def _lines(one):
    standfirst = [f"standfirst: {one.standfirst}"] if one.standfirst else []
    return ["headline: Harbour plan", *standfirst, *(block.text for block in one.blocks)]
