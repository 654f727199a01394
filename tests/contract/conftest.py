"""Every backend, by itself."""

import pytest

from storage.backends import backends


@pytest.fixture(params=sorted(backends()))
def opened(request, tmp_path):
    """Opens one more connection to the test's archive, as often as it is called."""
    connections = []

    def open_one():
        connections.append(backends()[request.param](tmp_path / "stet.db"))
        return connections[-1]

    yield open_one
    for connection in connections:
        connection.close()


@pytest.fixture
def archive(opened):
    return opened()
