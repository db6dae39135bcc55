"""Jobs: commands in their own session that do not depend on the SSH connection. Output in /run/etabli/jobs/NAME.

There is one job at a time. The record of a successful job is kept until the next one begins, so that its result can
be read later; that of a failed job is only for clients that were connected.
"""

import fcntl
import json
import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import Iterator

from .marked_processes import VARIABLE, end_marked
from .session import RUN

JOBS = RUN / "jobs"


class Job:
    """The record of one job. Its process holds a lock on `alive` while it runs."""

    def __init__(self, name: str):
        self.name = name
        self.folder = JOBS / name
        self.output = self.folder / "output"
        self.stderr = self.folder / "stderr"

    def exists(self) -> bool:
        return self.output.exists()

    def alive(self) -> bool:
        try:
            with open(self.folder / "alive", "rb") as file:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except FileNotFoundError:
            return False
        except BlockingIOError:
            return True
        return False

    def ended_well(self) -> bool:
        return self.exists() and not self.alive() and is_result(last_line(self.output))

    def last_words(self, most: int) -> str:
        """The end of its standard error; empty when a newer job has replaced it."""
        try:
            return self.stderr.read_bytes()[-most:].decode("utf-8", "replace")
        except FileNotFoundError:
            return ""

    def mark(self) -> str:
        return (self.folder / "mark").read_text("utf-8")

    def begin(self, command: str, parameters: dict, mark: str) -> None:
        """Starts the process, detached from the caller."""
        self.folder.mkdir(mode=0o700, parents=True)
        (self.folder / "mark").write_text(mark, "utf-8")
        with (
            open(self.folder / "alive", "wb") as alive,
            open(self.output, "wb") as output,
            open(self.stderr, "wb") as stderr,
        ):
            fcntl.flock(alive, fcntl.LOCK_EX)
            process = subprocess.Popen(
                [sys.executable, "-m", __package__, command],
                stdin=subprocess.PIPE,
                stdout=output,
                stderr=stderr,
                env=os.environ | {VARIABLE: mark},
                pass_fds=[alive.fileno()],
                start_new_session=True,
            )
            # Its parameters may contain a ticket: they are passed on stdin and not stored.
            process.stdin.write(json.dumps(parameters).encode())
            process.stdin.close()


def last_line(output: Path) -> bytes:
    lines = output.read_bytes().splitlines(keepends=True)
    return lines[-1] if lines else b""


def is_result(line: bytes) -> bool:
    """Whether the line is the result of a successful command."""
    return line.startswith(b'{"result":') and line.endswith(b"\n")


@contextmanager
def in_turn() -> Iterator[None]:
    """Lock for starting and ending jobs."""
    JOBS.mkdir(mode=0o700, parents=True, exist_ok=True)
    with open(JOBS / ".lock", "wb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def records() -> list[Job]:
    return [Job(path.name) for path in JOBS.iterdir() if path.is_dir()]


def clear(mark: str) -> bool:
    """Ends all processes with the mark and removes all jobs; false when a process does not end."""
    marks = {mark} | {job.mark() for job in records()}
    if not all([end_marked(each) for each in marks]):
        return False
    for job in records():
        shutil.rmtree(job.folder)
    return True


def end_all() -> None:
    """Ends the current job, if any."""
    if not JOBS.is_dir():
        return
    with in_turn():
        for job in records():
            if job.alive():
                end_marked(job.mark())
