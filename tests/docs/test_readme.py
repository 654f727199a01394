"""README's commands and examples do what it says: they are run as written, in order."""

import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from monitor.config import Config, parse
from tests.servers import HTML, Answer, Site

README = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
BLOCK = re.compile(r"(<!-- (?P<event>.+?) -->\n)?```(?P<kind>\w+)\n(?P<text>.*?)```", re.DOTALL)
BLOCKS = [(found["kind"], found["text"], found["event"]) for found in BLOCK.finditer(README)]
PAPER = "https://paper.example"

ARTICLE = """<!doctype html><html lang="en"><head><title>{title}</title>
<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "{title}",
 "datePublished": "2026-03-02T08:00:00Z", "dateModified": "2026-03-02T08:00:00Z"}}</script></head>
<body><a href="#main">Skip to main content</a><article id="main"><h1>{title}</h1><p>{lead}</p>
<p>It took nine years to build, three more than was planned, and spans the river at its widest place.</p>
<p>The first to cross were the pupils of the school on the north bank, who had been waiting since dawn.</p>
<p>Buses will follow on Monday, and the old ferry goes to a museum in the harbour in the autumn.</p>
</article></body></html>"""
FEED = """<?xml version="1.0"?>
<rss version="2.0"><channel><title>Paper</title><link>{base}</link>
<item><title>Ferry</title><link>{base}/ferry</link></item></channel></rss>"""


def bridge(sum_):
    lead = f"The bridge cost {sum_} million euros, said mayor Ida Holm."
    return ARTICLE.format(title="Bridge opens after nine years", lead=lead).encode()


def other(title):
    return ARTICLE.format(title=title, lead=f"{title}: the council decided so on Tuesday night.").encode()


def answer(body, kind=HTML):
    return Answer(headers=(("Content-Type", kind),), body=body)


@pytest.fixture(scope="module")
def paper():
    with Site({"/robots.txt": Answer(status=404)}) as site:
        base = site.url("")
        site.routes |= {
            "/bridge": answer(bridge("six")),
            "/pool": answer(other("Pool closes for a year")),
            "/ferry": answer(other("Ferry goes to a museum")),
            "/news.xml": answer(FEED.format(base=base).encode(), "application/rss+xml"),
        }
        yield site


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("readme")
    (made / "stet.toml").write_text(
        'contact = "mailto:you@paper.example"\n[crawl]\nallow = ["127.0.0.0/8"]\n'
        "delay = 0\nthrottle = false\n[web]\nport = 0\n"
    )
    return made


def happen(event, paper, folder):
    """Do what a comment before a block says has happened."""
    if event == "the page changes":
        paper.routes["/bridge"] = answer(bridge("seven"))
    elif event:
        raise AssertionError(f"nothing is known of the event {event!r}")


def commands(block):
    """Yield each command of a console block with the lines that must come of it, in order."""
    command, expected = None, []
    for line in block.splitlines():
        if line.startswith("$ "):
            if command:
                yield command, expected
            command, expected = line[2:], []
        elif line != "…":
            expected.append(line)
    yield command, expected


def environment():
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return {**os.environ, "PATH": path, "COLUMNS": "200", "NO_COLOR": "1"}


def call(command, folder):
    if command.startswith("stet run"):
        return serve(command, folder)
    done = subprocess.run(  # noqa: S602 - README's own words
        command,
        shell=True,
        cwd=folder,
        env=environment(),
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    assert "Traceback" not in done.stderr
    assert done.returncode in (0, 1), done.stderr
    return done.stdout


def serve(command, folder):
    """Start the service, and end it when its page is there."""
    running = subprocess.Popen(  # noqa: S603 - README's own words
        [shutil.which("stet", path=environment()["PATH"]), *command.split()[1:]],
        cwd=folder,
        env={**environment(), "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        text=True,
    )
    first = running.stdout.readline()
    running.send_signal(signal.SIGINT)
    rest, _ = running.communicate(timeout=20)
    assert 130 == running.returncode
    return re.sub(r"http://127\.0\.0\.1:\d+/", "http://127.0.0.1:8090/", first + rest)


def run_blocks(paper, folder):
    """Yield each command of README with what it said and what README says of it."""
    for kind, text, event in BLOCKS:
        happen(event, paper, folder)
        for command, expected in commands(text) if kind == "console" else ():
            said = call(command.replace(PAPER, paper.url("")), folder)
            yield command, said.replace(paper.url(""), PAPER), expected


def test_every_command_says_what_the_readme_says(paper, folder):
    ran = 0
    for command, said, expected in run_blocks(paper, folder):
        lines = iter(said.splitlines())
        for line in expected:
            assert line in lines, f"{command!r} did not say {line!r} but\n{said}"
        ran += 1
    assert ran >= 20


def test_the_python_example_runs(folder, monkeypatch, capsys):
    monkeypatch.chdir(folder)
    (folder / "monday.html").write_bytes(bridge("six"))
    (folder / "tuesday.html").write_bytes(bridge("seven"))
    (example,) = [text for kind, text, _ in BLOCKS if kind == "python"]
    exec(example, {})  # noqa: S102 - README's own words

    assert "number_changed" in capsys.readouterr().out


def test_the_settings_shown_are_the_defaults():
    (shown,) = [text for kind, text, _ in BLOCKS if kind == "toml"]
    config = parse(shown)

    defaults = Config()
    assert (defaults.crawl, defaults.visit, defaults.web) == (config.crawl, config.visit, config.web)


def test_the_first_commands_are_make_demo_and_make_test():
    kind, text, _ = BLOCKS[0]

    assert "sh" == kind
    assert ["make demo", "make test"] == [line.split("#")[0].strip() for line in text.strip().splitlines()]


def test_every_file_that_is_linked_is_there():
    for target in re.findall(r"\]\((?!http)([^)#]+)", README):
        assert (Path(__file__).parents[2] / target).exists(), target
