"""A real browser: Debian's Chromium without a window, driven over the pipe of its DevTools protocol."""

from __future__ import annotations

import base64
import contextlib
import json
import os
import select
import shutil
import signal
import tempfile
import time

CHROMIUM = shutil.which("chromium")
_FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--hide-scrollbars",
    "--remote-debugging-pipe",
)
_PATIENCE = 60


class Browser:
    """The browser, with one page.

    Attributes:
        requests: The URLs that the page asked for, save those that its own policy did not let through.
        complaints: What it wrote to its console, and the errors that its script raised.
    """

    def __init__(self):
        self.requests, self.complaints, self._urls = [], [], {}
        self._number, self._session, self._unread = 0, None, b""

    def __enter__(self):
        self._profile = tempfile.mkdtemp()
        theirs, self._to = os.pipe()
        self._from, theirs_too = os.pipe()
        # Whatever is open already is not to be covered by 3 and 4, the two that Chromium wants.
        high = [os.dup2(fd, 900 + number) for number, fd in enumerate((theirs, theirs_too))]
        quiet = (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0)
        moves = [(os.POSIX_SPAWN_DUP2, fd, number) for number, fd in zip((3, 4), high, strict=True)]
        self._pid = os.posix_spawn(
            CHROMIUM,
            [CHROMIUM, *_FLAGS, f"--user-data-dir={self._profile}", "about:blank"],
            {**os.environ, "HOME": self._profile},
            file_actions=[*moves, quiet],
            setpgroup=0,
        )
        for fd in (theirs, theirs_too, *high):
            os.close(fd)
        target = self._call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self._call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Network", "Runtime", "Log"):
            self._call(f"{domain}.enable")
        return self

    def __exit__(self, *_):
        for fd in (self._to, self._from):
            os.close(fd)
        # The process group is of our own making: the browser and its helpers.
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._pid, signal.SIGKILL)
        os.waitpid(self._pid, 0)
        shutil.rmtree(self._profile, ignore_errors=True)

    def open(self, path, *, scheme="light", script=True, width=1280, height=900):
        """Load a page, with nothing kept of the one before."""
        self._call("Emulation.setScriptExecutionDisabled", value=not script)
        feature = {"name": "prefers-color-scheme", "value": scheme}
        self._call("Emulation.setEmulatedMedia", features=[feature])
        self.resize(width, height)
        self.requests.clear()
        self.complaints.clear()
        self._loaded = False
        self._call("Page.navigate", url=path.as_uri())
        while not self._loaded:
            self._take()

    def resize(self, width, height):
        """Give the page another size."""
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500}
        self._call("Emulation.setDeviceMetricsOverride", **metrics)

    def value_of(self, expression):
        """Evaluate JavaScript in the page: ``expression`` gives something that JSON can express."""
        found = self._call("Runtime.evaluate", expression=expression, returnByValue=True)
        assert "exceptionDetails" not in found, found
        return found["result"].get("value")

    def screenshot(self, path):
        """Write what is to be seen to a file."""
        found = self._call("Page.captureScreenshot", format="png")
        path.write_bytes(base64.b64decode(found["data"]))

    def pages_of_print(self):
        """Print the page, and give the PDF."""
        return base64.b64decode(self._call("Page.printToPDF", printBackground=True)["data"])

    def _call(self, method, **params):
        self._number += 1
        message = {"id": self._number, "method": method, "params": params}
        if self._session is not None:
            message["sessionId"] = self._session
        data = json.dumps(message).encode() + b"\0"
        while data:
            data = data[os.write(self._to, data) :]
        while True:
            answer = self._take()
            if answer.get("id") == self._number:
                assert "error" not in answer, (method, answer["error"])
                return answer["result"]

    def _take(self):
        deadline = time.monotonic() + _PATIENCE
        while b"\0" not in self._unread:
            assert select.select([self._from], [], [], deadline - time.monotonic())[0], "Chromium is silent"
            data = os.read(self._from, 1 << 20)
            assert data, "Chromium has ended"
            self._unread += data
        line, _, self._unread = self._unread.partition(b"\0")
        message = json.loads(line)
        self._note(message.get("method"), message.get("params", {}))
        return message

    def _note(self, method, params):
        if method == "Page.loadEventFired":
            self._loaded = True
        elif method == "Network.requestWillBeSent":
            self._urls[params["requestId"]] = params["request"]["url"]
            self.requests.append(params["request"]["url"])
        elif method == "Network.loadingFailed" and params.get("blockedReason") == "csp":
            self.requests.remove(self._urls[params["requestId"]])
        elif method == "Runtime.exceptionThrown":
            self.complaints.append(params["exceptionDetails"]["text"])
        elif method == "Runtime.consoleAPICalled":
            self.complaints.append(str(params["args"]))
        elif method == "Log.entryAdded":
            self.complaints.append(params["entry"]["text"])
