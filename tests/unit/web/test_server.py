import socket
import threading
import urllib.request
from urllib.error import HTTPError

import pytest

from monitor.web.server import WebServer
from storage.errors import BadConfig, StetError


@pytest.fixture
def serve(day):
    """Starts a server on a port that is free."""
    servers = []

    def start(host: str = "127.0.0.1", port: int = 0) -> str:
        servers.append(WebServer(day.open, host, port))
        return servers[-1].start()

    yield start
    for server in servers:
        server.stop()


def get(address: str, **headers) -> tuple[int, str]:
    request = urllib.request.Request(address, headers=headers)  # noqa: S310 - an address of ours
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310
            return answer.status, answer.read().decode()
    except HTTPError as error:
        with error:
            return error.code, error.read().decode()


def test_it_serves_on_a_port_of_its_own_choice(serve):
    address = serve()

    assert address.startswith("http://127.0.0.1:")
    assert (200, "ok\n") == get(f"{address}healthz")


def test_it_answers_under_its_address_and_localhost_only(serve):
    address = serve("localhost")
    port = address.rstrip("/").rsplit(":", 1)[1]

    assert 200 == get(f"http://localhost:{port}/")[0]
    assert 400 == get(address, Host=f"rebound.example:{port}")[0]
    assert 400 == get(address, Host="localhost")[0]


def test_it_stops_and_lets_go_of_its_port(serve, day):
    server = WebServer(day.open, "127.0.0.1", 0)
    port = int(server.start().rstrip("/").rsplit(":", 1)[1])
    server.stop()
    server.stop()

    assert "review page" not in {thread.name for thread in threading.enumerate()}
    again = WebServer(day.open, "127.0.0.1", port)
    again.start()
    again.stop()


def test_a_taken_port_is_said_in_one_line(serve):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(
            BadConfig, match=f"port {port} on 127.0.0.1 is taken by another program: set web.port"
        ):
            serve(port=port)


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.4", "::", "10.0.0.1"])  # noqa: S104 - refused
def test_it_refuses_to_listen_off_loopback(serve, host):
    with pytest.raises(BadConfig, match="reverse proxy with authentication"):
        serve(host)


@pytest.mark.parametrize("host", ["", "example.org", "127.0.0.1:80", "loopback"])
def test_a_host_that_is_no_address_is_a_mistake(serve, host):
    with pytest.raises(StetError, match=r"write 127\.0\.0\.1"):
        serve(host)


def test_many_visitors_at_once_are_answered(serve):
    address = serve()
    answers = []

    def visit():
        answers.append(get(f"{address}edits/8")[0])

    threads = [threading.Thread(target=visit) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [200] * 8 == answers
