"""The output of a command: JSON lines on stdout, which the server reads over SSH."""

import json
import sys
import threading
import time
from typing import Callable, TextIO


class Report:
    """Writes one JSON object a line.

    Progress is throttled (at most one line each `interval_seconds`), except the first one, the
    last one (done == total) and a change of total or unit, which always go out.
    """

    def __init__(
        self,
        stream: TextIO | None = None,
        interval_seconds: float = 0.5,
        clock: Callable[[], float] = time.monotonic,
    ):
        self._stream = stream if stream is not None else sys.stdout
        self._interval = interval_seconds
        self._clock = clock
        self._last_at: float | None = None
        self._last_scale: tuple | None = None
        self._lock = threading.Lock()

    def progress(self, done: int, total: int, unit: str = "bytes") -> None:
        """Reports the progress: `done` of `total`, counted in `unit`."""
        now = self._clock()
        scale = (total, unit)
        fresh = self._last_at is None or now - self._last_at >= self._interval
        if not fresh and scale == self._last_scale and done != total:
            return
        self._last_at = now
        self._last_scale = scale
        self._write({"progress": {"done": done, "total": total, "unit": unit}})

    def log(self, text: str) -> None:
        """One line for the step's log. It must not contain secrets."""
        self._write({"log": text})

    def relay(self, line: str) -> None:
        """A line that another command printed, with its end."""
        with self._lock:
            self._stream.write(line)
            self._stream.flush()

    def result(self, value: dict) -> None:
        """The last line of a command that succeeded."""
        self._write({"result": value})

    def error(self, value: dict) -> None:
        """The last line of a command that failed."""
        self._write({"error": value})

    def _write(self, message: dict) -> None:
        line = json.dumps(message, ensure_ascii=False, separators=(",", ":"))
        with self._lock:
            self._stream.write(line + "\n")
            self._stream.flush()
