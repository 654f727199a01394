"""The review page's server: uvicorn on a thread of its own, so that a slow page never holds up the crawl."""

import ipaddress
import socket
import threading
from collections.abc import Callable
from errno import EADDRINUSE

import uvicorn

from monitor.service import Stet
from monitor.web.app import create_app
from storage.errors import BadConfig, StetError

_START_SECONDS = 10.0
#: So long an answer under way may take once the server is told to stop.
_GRACE_SECONDS = 3


class WebServer:
    """Serves the review page between `start` and `stop`."""

    def __init__(self, open_stet: Callable[[], Stet], host: str, port: int) -> None:
        """Take what opens an archive, called once a request, and where to listen; port 0 chooses one."""
        self._open_stet = open_stet
        self._host = host
        self._port = port
        self._server: uvicorn.Server | None = None
        self._thread: threading.Thread | None = None

    def start(self, trouble: Callable[[], str] = str) -> str:
        """Listen, and return the page's address; `trouble` says what keeps the service from its work.

        Raises BadConfig if the host is not loopback, or the port is taken or not allowed.
        """
        listener = _listen(_loopback(self._host), self._port)
        address = _address(listener)
        hosts = (address, f"localhost:{listener.getsockname()[1]}")
        self._server = _Server(_config(create_app(self._open_stet, hosts=hosts, trouble=trouble)))
        self._thread = threading.Thread(
            target=self._server.run, kwargs={"sockets": [listener]}, name="review page", daemon=True
        )
        self._thread.start()
        if not self._server.ready.wait(_START_SECONDS):
            raise StetError("the review page did not start: the log says why")
        return f"http://{address}/"

    def stop(self) -> None:
        """Stop listening, and wait for answers under way, at most some seconds."""
        if self._server is None or self._thread is None:
            return
        self._server.should_exit = True
        self._thread.join(2 * _GRACE_SECONDS)
        self._server = self._thread = None


class _Server(uvicorn.Server):
    """Says when it is ready."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = threading.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.ready.set()


def _config(app: object) -> uvicorn.Config:
    return uvicorn.Config(
        app,  # type: ignore[arg-type]  # uvicorn's own name for an ASGI application
        loop="asyncio",
        http="h11",
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        limit_concurrency=200,
        timeout_graceful_shutdown=_GRACE_SECONDS,
    )


def _loopback(host: str) -> str:
    """Return the loopback address that `host` names; raises BadConfig for any other."""
    try:
        address = ipaddress.ip_address("127.0.0.1" if host == "localhost" else host)
    except ValueError as error:
        raise BadConfig(f"web.host {host!r} is no address: write 127.0.0.1") from error
    if not address.is_loopback:
        raise BadConfig(
            f"web.host {host} is not loopback, and the review page asks for no password: keep 127.0.0.1 and "
            "put a reverse proxy with authentication in front"
        )
    return str(address)


def _listen(host: str, port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(128)
    except OSError as error:
        listener.close()
        told = (
            "is taken by another program"
            if error.errno == EADDRINUSE
            else f"cannot be used ({error.strerror})"
        )
        raise BadConfig(
            f"port {port} on {host} {told}: set web.port to another, or to 0 to have one chosen"
        ) from error
    return listener


def _address(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
