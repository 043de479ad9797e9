"""A raw socket server on loopback: connections really break, stall and talk nonsense, as a test says.

What becomes of a request is a deed: a function that is given the connection and tells whether it stays open.
"""

from __future__ import annotations

import contextlib
import json
import select
import socket
import struct
import threading
from dataclasses import dataclass
from http import HTTPStatus


@dataclass(frozen=True)
class Request:
    method: str
    path: str
    headers: dict[str, str]
    body: bytes


def message(status=200, content=None, *, name=None, body=None, kind="application/json"):
    """Return the bytes of a whole reply: its JSON content, or its body as it is."""
    body = json.dumps({} if content is None else content).encode() if body is None else body
    length = 0 if status == HTTPStatus.NO_CONTENT else len(body)
    lines = [f"HTTP/1.1 {status} Whatever", f"Content-Type: {kind}", f"Content-Length: {length}"]
    if name is not None:
        lines.append(f"x-amzn-ErrorType: {name}")
    return "\r\n".join([*lines, "x-amzn-RequestId: r-1", "", ""]).encode() + body[:length]


def reply(*args, **options):
    """Answer as a service does."""
    data = message(*args, **options)

    def deed(connection):
        connection.sendall(data)
        return True

    return deed


def error(name, status, text="Not this time"):
    """Refuse as a service does; without a name as something before the service does."""
    content = {"Message": text} if name else {}
    return reply(status, content, name=name)


def hang_up(connection):
    """Close the connection in good order, without a reply."""
    return False


def reset(connection):
    """Break the connection off: the caller's system gets an RST."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    return False


def reset_mid_body(connection):
    """Break the connection off in the middle of the body, when the caller has read that far."""
    _half_a_body(connection)
    # At once it would overtake what was sent.
    select.select([connection], [], [], 0.02)
    return reset(connection)


def end_mid_body(connection):
    """Close the connection in good order in the middle of the body."""
    _half_a_body(connection)
    return False


def stall(connection):
    """Never answer."""
    _wait_for_the_caller_to_leave(connection)
    return False


def stall_mid_headers(connection):
    """Answer half of the headers."""
    connection.sendall(message()[:20])
    return stall(connection)


def no_http(connection):
    """Answer what is no HTTP."""
    connection.sendall(b"SSH-2.0-OpenSSH_9.7\r\n")
    return False


def slowly(data, pieces=4, pause=0.02):
    """Answer in pieces, of which none takes longer than the caller waits."""

    def deed(connection):
        size = -(-len(data) // pieces)
        for start in range(0, len(data), size):
            # No time.sleep: a test has patched it, so that retries are quick.
            select.select([], [], [], pause)
            connection.sendall(data[start : start + size])
        return True

    return deed


def _half_a_body(connection):
    connection.sendall(message(body=b'{"half": "' + b"x" * 100)[:-50])


def _wait_for_the_caller_to_leave(connection):
    with contextlib.suppress(OSError):
        while connection.recv(4096):
            pass


class FaultyServer:
    """Does to each request what ``decide(request)`` returns, in a thread for each connection.

    Attributes:
        url: Where it listens.
        requests: Those that came, in their order.
    """

    def __init__(self, decide=None):
        self.decide = decide or (lambda _: reply())
        self.requests = []
        self._connections = set()
        self._listening = socket.create_server(("127.0.0.1", 0), backlog=256)
        self.url = f"http://127.0.0.1:{self._listening.getsockname()[1]}"
        self._thread = threading.Thread(target=self._accept, daemon=True)

    def received(self):
        """Hand over the requests so far."""
        received, self.requests = self.requests, []
        return received

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        # close() alone would leave the thread waiting in accept().
        self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self._thread.join()
        for connection in list(self._connections):
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def _accept(self):
        with contextlib.suppress(OSError):
            while True:
                connection, _ = self._listening.accept()
                connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                self._connections.add(connection)
                threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection):
        with contextlib.suppress(OSError), connection, connection.makefile("rb") as stream:
            while (request := _read(stream)) is not None:
                self.requests.append(request)
                if not self.decide(request)(connection):
                    break
            # The file keeps the socket open: it has to go first.
            stream.close()
        self._connections.discard(connection)


def _read(stream):
    first = stream.readline().split()
    if not first:
        return None
    headers = {}
    while line := stream.readline().strip():
        name, _, value = line.decode("latin-1").partition(":")
        headers[name.lower()] = value.strip()
    body = stream.read(int(headers.get("content-length", 0)))
    return Request(first[0].decode(), first[1].decode(), headers, body)


@contextlib.contextmanager
def closed_port():
    """Give the address of a port where nothing listens, and nothing else will meanwhile."""
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{bound.getsockname()[1]}"
