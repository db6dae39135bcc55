"""wimapply, which writes a WIM onto an NTFS volume while it comes through a pipe, without a mount."""

import os
import re
import signal
import subprocess
import tempfile
import threading
from contextlib import suppress

from .report import Report

# The phases that wimlib counts in files; those in bytes are counted as they are fed to it.
_PHASE = re.compile(rb"(Creating files|Applying metadata to files): (\d+) of (\d+) \(")
_LONGEST_LINE = 4096


class WimWriter:
    """Feed it the WIM, then `end`. `files` is how many files and folders wimlib said it made."""

    def __init__(self, device: str, report: Report):
        self._report = report
        self.files: int | None = None
        self._said = tempfile.TemporaryFile()
        # The agent ends at a broken pipe, since it writes to an SSH channel. Here it is wimapply that refuses the rest.
        self._at_broken_pipe = signal.signal(signal.SIGPIPE, signal.SIG_IGN)
        # The locale of the environment must not change how wimlib writes numbers and errors.
        self._process = subprocess.Popen(
            ["wimapply", "-", "1", device, "--strict-acls"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._said,
            env=os.environ | {"LC_ALL": "C.UTF-8"},
        )
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    def feed(self, chunk: bytes) -> bool:
        """Whether wimapply took the chunk; if not it has ended, or will not read more."""
        try:
            self._process.stdin.write(chunk)
            self._process.stdin.flush()
        except BrokenPipeError:
            return False
        return True

    def end(self) -> tuple[int, str]:
        """Waits for it: (exit status, what it said on stderr)."""
        with suppress(BrokenPipeError):
            self._process.stdin.close()
        status = self._process.wait()
        self._listener.join()
        signal.signal(signal.SIGPIPE, self._at_broken_pipe)
        self._said.seek(0)
        said = self._said.read().decode("utf-8", "replace")
        self._said.close()
        return status, said

    def stop(self) -> None:
        """Ends it, whatever it does."""
        self._process.kill()
        with suppress(BrokenPipeError):
            self._process.stdin.close()
        self._process.wait()
        self._listener.join()
        signal.signal(signal.SIGPIPE, self._at_broken_pipe)
        self._said.close()

    def _listen(self) -> None:
        """wimlib separates its progress by carriage returns."""
        rest = b""
        while data := self._process.stdout.read1():
            *lines, rest = re.split(rb"[\r\n]", rest + data)
            for line in lines:
                if found := _PHASE.match(line):
                    self.files = int(found[3])
                    self._report.progress(int(found[2]), int(found[3]), "files")
            rest = rest[-_LONGEST_LINE:]
        self._process.stdout.close()
