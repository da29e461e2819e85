"""The line to a language model's server: an HTTP client whose calls can be hung up from another thread.

Whoever reads an answer may stop it, and a server may stall before or in the middle of one. Closing a client does
not wake a thread that waits for it; shutting its socket down does, and tells the server to stop writing.
"""

from __future__ import annotations

import contextlib
import functools
import socket
import threading
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import httpx2

CONNECT_SECONDS = 5.0


class Call:
    """One request of one thread. ``hang_up`` may come from any other."""

    def __init__(self) -> None:
        self.hung_up = threading.Event()
        self._socket: Any = None
        self._lock = threading.Lock()

    def connected(self, stream: Any) -> None:
        """The network stream of the request is there; it is closed at once where somebody has hung up."""
        with self._lock:
            self._socket = stream.get_extra_info("socket")
        if self.hung_up.is_set():
            self.hang_up()

    def hang_up(self) -> None:
        """Ends the request; nothing happens where it has ended."""
        self.hung_up.set()
        with self._lock, contextlib.suppress(OSError):
            if self._socket is not None:
                # SSLSocket.shutdown takes TLS down first, which the reading thread may hold.
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)


class Line:
    """Makes the client of one server; every request has a connection of its own."""

    def __init__(self, *, seconds: float, trust_env: bool) -> None:
        """``seconds``: the longest wait for anything; ``trust_env``: ask the environment for a proxy."""
        import httpx2

        self._here = threading.local()
        self._trust_env = trust_env
        self.limit = httpx2.Timeout(seconds, connect=min(seconds, CONNECT_SECONDS))
        self.client = httpx2.Client(
            limits=httpx2.Limits(max_keepalive_connections=0),
            timeout=self.limit,
            trust_env=trust_env,
            follow_redirects=False,
            event_hooks={"request": [self._watch]},
        )

    @functools.cached_property
    def async_client(self) -> httpx2.AsyncClient:
        """The client for asynchronous callers, who cancel instead of hanging up."""
        import httpx2

        return httpx2.AsyncClient(timeout=self.limit, trust_env=self._trust_env)

    def answering(self, call: Call) -> None:
        """Requests of this thread belong to this call from now on."""
        self._here.call = call

    def close(self) -> None:
        """Closes the client."""
        self.client.close()

    def _watch(self, request: Any) -> None:
        call = getattr(self._here, "call", None)

        def seen(event: str, info: dict[str, Any]) -> None:
            if event in CONNECTED and call is not None:
                call.connected(info["return_value"])

        request.extensions = {**request.extensions, "trace": seen}


CONNECTED = frozenset(
    {
        "connection.connect_tcp.complete",
        "connection.connect_unix_socket.complete",
        "connection.start_tls.complete",
        "proxy_stream.start_tls.complete",
    }
)
"""Events after which the connection's socket is known; with TLS a new one stands for the old."""
