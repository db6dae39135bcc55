"""Processes with the mark ETABLI_RUN=MARK in their environment, which the server sets for all that it runs.

Children inherit it, those in other sessions included.
"""

import os
import signal
import time
from contextlib import suppress

VARIABLE = "ETABLI_RUN"
_GENTLE_SECONDS = 3.0
_LONGEST_SECONDS = 8.0


def end_marked(mark: str) -> bool:
    """SIGTERM, after three seconds SIGKILL; true when no other process with the mark is left."""
    begin = time.monotonic()
    while left := _marked(mark):
        waited = time.monotonic() - begin
        if waited > _LONGEST_SECONDS:
            return False
        for process in left:
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGTERM if waited < _GENTLE_SECONDS else signal.SIGKILL)
        time.sleep(0.05)
    return True


def _marked(mark: str) -> list[int]:
    wanted = f"{VARIABLE}={mark}".encode()
    return [pid for pid in _pids() if pid != os.getpid() and wanted in _environment(pid)]


def _pids() -> list[int]:
    return [int(name) for name in os.listdir("/proc") if name.isdigit()]


def _environment(pid: int) -> list[bytes]:
    """Empty for a process that has ended, a zombie included."""
    try:
        with open(f"/proc/{pid}/environ", "rb") as file:
            return file.read().split(b"\0")
    except OSError:
        return []
