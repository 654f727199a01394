"""The service where the disk is full, the server hangs, or a second one is started."""

import random
import signal
import subprocess
import threading
import urllib.error
import urllib.request

import pytest

from tests.acceptance.conftest import new_desk
from tests.running import Service
from tests.servers import page

PATIENCE = 30


@pytest.fixture
def small_disk(tmp_path):
    """A desk on a disk of its own, which holds 4 MB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(folder)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:  # noqa: S603
        pytest.skip("a disk can be mounted by root only")
    yield new_desk(folder)
    subprocess.run(["umount", str(folder)], check=True)  # noqa: S603, S607


def fill(folder):
    """Leave no room at all."""
    for size in (2**20, 2**10, 1):
        with (folder / "ballast").open("ab", buffering=0) as ballast:
            try:
                while ballast.write(bytes(size)) == size:
                    pass
            except OSError:
                continue


def health(address):
    try:
        with urllib.request.urlopen(f"{address}healthz", timeout=PATIENCE) as answer:  # noqa: S310
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


def test_a_full_disk_is_told_once_and_the_service_resumes_by_itself(small_disk, site, monkeypatch):
    monkeypatch.setenv("PYTHONUNBUFFERED", "1")
    asked = threading.Semaphore(0)
    noise = random.Random(1).randbytes(400_000).hex()
    edited = page(f"The bridge cost seven million euros, the mayor said.<!-- {noise} -->")

    def with_full_disk(_):
        fill(small_disk.folder)
        asked.release()
        return edited

    small_disk.call("watch", site.url("/bridge"), site.url("/pool"))
    service = Service(small_disk)
    try:
        address = service.until(r"review page: (http://127\.0\.0\.1:\d+/)")[1]
        service.until("2 visits")
        assert (200, "ok\n") == health(address)
        site.routes["/bridge"] = with_full_disk
        small_disk.call("pause", site.url("/bridge"), "--resume")
        for _ in range(3):
            assert asked.acquire(timeout=PATIENCE)
        assert 503 == health(address)[0]
        assert "make room" in health(address)[1]
        assert 1 == len(service.complained), service.complained

        site.routes["/bridge"] = edited
        (small_disk.folder / "ballast").unlink()
        service.until("number_changed")
        service.until("visits")
        assert (200, "ok\n") == health(address)
    finally:
        service.stop(signal.SIGTERM)
    assert 1 == sum("make room" in line for line in service.complained)
    assert 1 == sum("stored again" in line for line in service.complained)
    assert [] == small_disk.call("verify", "--json").json["problems"]


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it_soon_with_visits_in_flight(desk, site, monkeypatch, how):
    monkeypatch.setenv("PYTHONUNBUFFERED", "1")
    asked, over = threading.Event(), threading.Event()

    def hang(connection, _):
        connection.sendall(
            b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5000\r\n\r\n<html>"
        )
        asked.set()
        over.wait(PATIENCE)

    for number in range(40):
        site.routes[f"/slow/{number}"] = (hang,)
    addresses = [site.url(f"/slow/{number}") for number in range(40)]
    desk.call("watch", *addresses, site.url("/bridge"))
    service = Service(desk)
    try:
        assert asked.wait(PATIENCE)
        seconds, said = service.stop(how)
    finally:
        over.set()

    assert seconds < 10
    assert ["stet: stopped; all that was reported is kept"] == said.strip().splitlines()
    verified = desk.call("verify", "--json").json
    assert [] == verified["problems"]
    # What hung is dropped, not recorded as a failure of the site's.
    assert verified["counted"]["captures"] <= 1


def test_a_crawl_beside_a_service_is_refused(desk, site, monkeypatch):
    monkeypatch.setenv("PYTHONUNBUFFERED", "1")
    desk.call("watch", site.url("/bridge"))
    service = Service(desk)
    try:
        service.until("visits")
        second = desk.call("crawl", "--all")
    finally:
        service.stop(signal.SIGTERM)

    assert (1, 1) == (second.code, len(second.err.strip().splitlines()))
    assert "another" in second.err
