"""wimcapture, which reads an NTFS volume without a mount and gives a pipable WIM while it reads."""

import os
import re
import subprocess
import tempfile
import threading
from typing import Callable, Iterator

from .errors import AgentError
from .excluded_paths import ExcludedPaths
from .run import failed

# What Windows makes anew, and what belongs to this PC: memory, restore points, the bin.
EXCLUDED = [
    "\\hiberfil.sys",
    "\\pagefile.sys",
    "\\swapfile.sys",
    "\\DumpStack.log.tmp",
    "\\System Volume Information",
    "\\$Recycle.Bin\\*",
    "\\$WINDOWS.~BT",
    "\\$WINDOWS.~LS",
    "\\$WinREAgent",
    "\\Windows\\CSC",
]
_CHUNK = 1 << 20
_LONGEST_LINE = 4096
_UNITS = {b"bytes": 1, b"KiB": 1 << 10, b"MiB": 1 << 20, b"GiB": 1 << 30, b"TiB": 1 << 40}
_ARCHIVED = re.compile(rb"Archiving file data: (\d+) (\w+) of (\d+) (\w+)")


class WimReader:
    """Iterate over the WIM; at its end wimcapture must have ended well. `raw_bytes`: what it read of the volume."""

    def __init__(self, device: str, name: str, progress: Callable[[int, int], None]):
        self._device, self._name, self._progress = device, name, progress
        self._said: list[bytes] = []
        self._excluded = ExcludedPaths()
        self.raw_bytes = 0

    def __iter__(self) -> Iterator[bytes]:
        with tempfile.NamedTemporaryFile("w", encoding="ascii", suffix=".ini") as config:
            config.write("[ExclusionList]\n" + "\n".join(EXCLUDED) + "\n")
            config.flush()
            yield from self._read(config.name)

    def _read(self, config: str) -> Iterator[bytes]:
        command = ["wimcapture", self._device, "-", self._name, "--pipable", "--compress=LZX", f"--config={config}"]
        # A volume whose rights cannot be read gives an image without them: refuse it.
        command += ["--strict-acls"]
        process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=os.environ | {"LC_ALL": "C.UTF-8"}
        )
        listener = threading.Thread(target=self._listen, args=(process,), daemon=True)
        listener.start()
        try:
            while chunk := process.stdout.read1(_CHUNK):
                yield chunk
            status = process.wait()
        finally:
            process.kill()
            process.wait()
            listener.join()
            process.stdout.close()
            process.stderr.close()
        if status != 0:
            raise self._failed(command, status)
        self._excluded.check()

    def _listen(self, process: subprocess.Popen) -> None:
        """With the WIM on stdout, wimlib's progress comes on stderr, separated by carriage returns."""
        rest = b""
        while data := process.stderr.read1():
            *lines, rest = re.split(rb"[\r\n]", rest + data)
            for line in lines:
                if found := _ARCHIVED.match(line):
                    total = int(found[3]) * _UNITS[found[4]]
                    self.raw_bytes = total
                    self._progress(int(found[1]) * _UNITS[found[2]], total)
                elif line.strip():
                    self._hear(line)
            rest = rest[-_LONGEST_LINE:]
        self._hear(rest)

    def _hear(self, line: bytes) -> None:
        self._excluded.hear(line)
        self._said = [*self._said, line][-20:]

    def _failed(self, command: list[str], status: int) -> AgentError:
        cause = failed(command[:1], status, b"\n".join(self._said))
        return AgentError(
            "operator",
            f"Le volume de Windows n'a pas pu être lu en entier : {cause.fr}",
            f"The volume of Windows could not be read completely: {cause.en}",
            "Contrôlez le disque du PC de référence (chkdsk C: /f, santé SMART), puis relancez.",
            "Check the disk of the reference PC (chkdsk C: /f, SMART health), then retry.",
        )
