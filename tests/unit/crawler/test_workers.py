import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from crawler import workers
from crawler.visit import Body
from crawler.workers import LARGEST, Workers, extract_bounded
from storage.errors import EmptyPage, NotAnArticle, Unparseable
from tests.servers import page

ROOT = Path(__file__).parent.parent.parent.parent
TEXT = "The council said on Monday that the bridge would open in spring, a year late."


def body(html: bytes) -> Body:
    return Body(content=html, url="https://example.com/a", content_type="text/html; charset=utf-8")


# What a worker may meet; they run in the worker, under its bounds.


def hang(_):
    time.sleep(60)


def devour(_):
    return bytearray(2 * workers.MEMORY)


def die(_):
    os.kill(os.getpid(), signal.SIGKILL)


def recurse(number):
    return recurse(number)


def fail(_):
    raise KeyError("a bug")


def set_aside(_):
    raise EmptyPage("There is nothing.")


@pytest.fixture(scope="module")
def pool():
    with Workers(1, 1.0) as pool:
        yield pool


@pytest.fixture
def rules(monkeypatch):
    return lambda function: monkeypatch.setattr(workers, "_extract", function)


def test_an_article_is_read_in_another_process(pool):
    assert TEXT in pool.extract_now(body(page(TEXT).body)).body_text()


@pytest.mark.parametrize(
    ("function", "message"),
    [
        (hang, "longer than 1 s"),
        (devour, "more memory"),
        (die, "more memory"),
        (recurse, "more memory"),
        (fail, "KeyError"),
    ],
)
def test_a_worker_that_goes_wrong_sets_the_page_aside_and_the_next_is_read(pool, function, message):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(workers, "_extract", function)
        with pytest.raises(Unparseable, match=message):
            pool.extract_now(body(b"<p>x"))

    assert TEXT in pool.extract_now(body(page(TEXT).body)).body_text()


def test_why_a_page_is_no_article_comes_back_whole(pool, rules):
    rules(set_aside)

    with pytest.raises(EmptyPage, match=r"^There is nothing\.$") as error:
        pool.extract_now(body(b"<p>x"))

    assert "EmptyPage" == error.value.reason


def test_a_pool_whose_idle_workers_were_killed_sets_itself_up_again(pool):
    pool.extract_now(body(page(TEXT).body))
    for number in list(pool._pool._pool_manager.worker_manager.workers):
        os.kill(number, signal.SIGKILL)
    time.sleep(0.5)

    assert TEXT in pool.extract_now(body(page(TEXT).body)).body_text()


def test_a_page_that_is_too_large_is_not_read(pool):
    with pytest.raises(Unparseable, match="larger than 8 MiB"):
        pool.extract_now(body(b"x" * (LARGEST + 1)))


def test_a_closed_pool_has_no_process_left_and_starts_again():
    pool = Workers(1, 5.0)
    pool.extract_now(body(page(TEXT).body))
    numbers = list(pool._pool._pool_manager.worker_manager.workers)
    pool.close()
    pool.close()

    assert not [number for number in numbers if Path(f"/proc/{number}").exists()]
    with pool:
        assert pool.extract_now(body(page(TEXT).body)).blocks


def test_one_page_is_read_in_a_process_of_its_own():
    assert TEXT in extract_bounded(body(page(TEXT).body)).body_text()


@pytest.mark.parametrize("junk", [b"", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 50, b"\0" * 1000])
def test_junk_is_no_article(pool, junk):
    with pytest.raises(NotAnArticle):
        pool.extract_now(body(junk))


def test_a_worker_does_not_load_the_program_that_started_it(tmp_path):
    program = tmp_path / "program.py"
    program.write_text(
        "print('loaded')\n"
        "from crawler.visit import Body\n"
        "from crawler.workers import extract_bounded\n"
        "from tests.servers import page\n"
        "article = extract_bounded(Body(content=page('Some words.').body, url='https://example.com/'))\n"
        "print(len(article.blocks) > 0)\n"
    )
    done = subprocess.run(  # noqa: S603 (our own program)
        [sys.executable, str(program)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert ("loaded\nTrue\n", "") == (done.stdout, done.stderr)
