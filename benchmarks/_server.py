"""A well-behaved HTTP server on loopback, in a process of its own: it answers every request alike.

It keeps connections alive and sends each answer in one piece: what is measured against it is the client.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import re
import subprocess
import sys
from typing import TYPE_CHECKING, Any, NamedTuple, cast

if TYPE_CHECKING:
    from collections.abc import Iterator

_HEAD_END = b"\r\n\r\n"
_CONTENT_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)


@contextlib.contextmanager
def serving(body: Any, status: int = 200) -> Iterator[str]:
    """Run a server that answers with ``body`` as JSON, and give its URL."""
    command = [sys.executable, "-I", __file__]
    # Leaving closes the server's stdin, at which it ends; so does the death of this process.
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdin
        assert server.stdout
        print(json.dumps({"body": body, "status": status}), file=server.stdin, flush=True)
        yield f"http://127.0.0.1:{int(server.stdout.readline())}"


class Answer(NamedTuple):
    """A reply of the service."""

    status: int
    headers: dict[str, str]
    content: bytes

    def to_http(self) -> bytes:
        lines = [
            f"HTTP/1.1 {self.status} Benchmark",
            *(f"{key}: {value}" for key, value in self.headers.items()),
        ]
        return "\r\n".join(lines).encode() + _HEAD_END + self.content


def json_answer(body: Any, status: int = 200) -> Answer:
    """Make the answer that AWS would give with ``body``."""
    content = json.dumps(body).encode()
    headers = {
        "Content-Type": "application/json",
        "Content-Length": str(len(content)),
        "x-amzn-RequestId": "00000000-0000-0000-0000-000000000000",
    }
    return Answer(status, headers, content)


class _Answering(asyncio.Protocol):
    def __init__(self, answer: bytes) -> None:
        self._answer = answer
        self._received = bytearray()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # asyncio has set TCP_NODELAY on it.
        self._transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        self._received += data
        while (length := _request_length(self._received)) and len(self._received) >= length:
            del self._received[:length]
            self._transport.write(self._answer)


def _request_length(received: bytearray) -> int:
    """Return the length of the first request, or 0 if its head is not complete."""
    head_end = received.find(_HEAD_END)
    if head_end < 0:
        return 0
    content_length = _CONTENT_LENGTH.search(received, 0, head_end)
    return head_end + len(_HEAD_END) + (int(content_length[1]) if content_length else 0)


async def _serve() -> None:
    answer = json_answer(**json.loads(sys.stdin.readline())).to_http()
    server = await asyncio.get_running_loop().create_server(lambda: _Answering(answer), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await asyncio.to_thread(sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(_serve())
