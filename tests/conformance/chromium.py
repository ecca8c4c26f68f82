"""Chromium without a window, driven over a pipe by its own protocol (no driver, no socket, no package)."""

from __future__ import annotations

import base64
import fcntl
import json
import os
import shutil
import signal
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeAlias

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--remote-debugging-pipe",
)  # fmt: skip


def find_chromium() -> str | None:
    """Return the path of the browser; None where it is not installed."""
    return next((path for name in _NAMES if (path := shutil.which(name))), None)


class BrowserError(Exception):
    """The browser refused a command, or a script in it raised."""


class Page:
    """One tab. Every event that the browser reports is kept in `events`, in its order."""

    def __init__(self, to_browser: int, from_browser: int) -> None:
        """Attach to the browser at the other ends of these pipes."""
        self._to = os.fdopen(to_browser, "wb")
        self._from = os.fdopen(from_browser, "rb")
        self._number = 0
        self._session: str | None = None
        self._buffer = b""
        self.events: list[dict[str, Json]] = []
        target = self.send("Target.createTarget", url="about:blank")["targetId"]
        session = self.send("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        assert isinstance(session, str)
        self._session = session
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.send(f"{domain}.enable")

    def send(self, method: str, **parameters: Json) -> dict[str, Json]:
        """Send a command and return its result."""
        self._number += 1
        message: dict[str, Json] = {"id": self._number, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        self._to.write(json.dumps(message).encode() + b"\0")
        self._to.flush()
        while True:
            answer = self._read()
            if answer.get("id") == self._number:
                break
        if "error" in answer:
            raise BrowserError(f"{method}: {answer['error']}")
        result = answer["result"]
        assert isinstance(result, dict)
        return result

    def open(
        self, path: Path, *, width: int = 1280, height: int = 900, dark: bool = False, scripts: bool = True
    ) -> None:
        """Load a file as a screen of this width would show it, and wait until it has loaded."""
        scheme: Json = [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]
        self.send("Emulation.setEmulatedMedia", features=scheme)
        self.send(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 600
        )
        self.send("Emulation.setScriptExecutionDisabled", value=not scripts)
        self.events.clear()
        self.send("Page.navigate", url=path.as_uri())
        while not any(event.get("method") == "Page.loadEventFired" for event in self.events):
            self._read()

    def run(self, script: str) -> Json:
        """Return the value of a script's last expression; a promise is awaited."""
        result = self.send(
            "Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True, userGesture=True
        )
        if "exceptionDetails" in result:
            raise BrowserError(json.dumps(result["exceptionDetails"]))
        value = result["result"]
        assert isinstance(value, dict)
        return value.get("value")

    @property
    def seconds_computed(self) -> float:
        """The processor's time that the tab has taken, in seconds, from `Performance.enable` on."""
        metrics = self.send("Performance.getMetrics")["metrics"]
        assert isinstance(metrics, list)
        found = [each["value"] for each in metrics if isinstance(each, dict) and each["name"] == "TaskDuration"]
        assert len(found) == 1
        assert isinstance(found[0], int | float)
        return found[0]

    def press(self, key: str, code: int, text: str = "") -> None:
        """Press and release a key of the keyboard."""
        for kind in ("keyDown", "keyUp"):
            typed = text if kind == "keyDown" else ""
            self.send("Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=code, text=typed)

    def picture(self, path: Path, *, whole: bool = False) -> None:
        """Write what the page shows as a PNG, the whole of it or what the screen holds."""
        data = self.send("Page.captureScreenshot", captureBeyondViewport=whole)["data"]
        assert isinstance(data, str)
        path.write_bytes(base64.b64decode(data))

    def _read(self) -> dict[str, Json]:
        while b"\0" not in self._buffer:
            chunk = os.read(self._from.fileno(), 1 << 16)
            if not chunk:
                raise BrowserError("the browser ended")
            self._buffer += chunk
        line, _, self._buffer = self._buffer.partition(b"\0")
        message: dict[str, Json] = json.loads(line)
        if "method" in message:
            self.events.append(message)
        return message

    def close(self) -> None:
        """Let go of the pipes."""
        self._to.close()
        self._from.close()


@contextmanager
def browser(executable: str, profile: Path) -> Generator[Page]:
    """Start the browser with a profile of its own and yield its page; end it after that."""
    browser_reads, we_write = os.pipe()
    we_read, browser_writes = os.pipe()
    # The protocol's pipes are descriptors 3 and 4 of the browser; ours are moved up, out of their way.
    high = [fcntl.fcntl(descriptor, fcntl.F_DUPFD_CLOEXEC, 10) for descriptor in (browser_reads, browser_writes)]
    process = os.posix_spawn(
        executable,
        [executable, *_FLAGS, f"--user-data-dir={profile}"],
        os.environ,
        file_actions=[
            (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
            (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0),
            (os.POSIX_SPAWN_DUP2, high[0], 3),
            (os.POSIX_SPAWN_DUP2, high[1], 4),
        ],
    )
    for descriptor in (browser_reads, browser_writes, *high):
        os.close(descriptor)
    page = None
    try:
        page = Page(we_write, we_read)
        yield page
    finally:
        if page:
            page.close()
        os.kill(process, signal.SIGTERM)
        os.waitpid(process, 0)
