"""What has come of a payload, kept on the target disk until the whole of it is unpacked.

A transfer that is begun again, after a power cut too, reads it back from there and fetches only the rest. The digest
of the whole is computed over what is read back: a part that the disk did not keep well is found out.
"""

import os
from contextlib import suppress
from typing import Iterator

from .fetch import CHUNK

# A system unpacks to three or four times the size of its payload: the part must not take its place.
_ROOM_FACTOR = 8
_WRITE_OUT_EVERY = 16 << 20


class KeptPart:
    """A file of the target; nothing is kept on a disk where the room is scarce."""

    def __init__(self, target: str, sha256: str, total: int):
        self.path = f"{target}/.etabli-{sha256[:16]}"
        self._total = total
        self._file: int | None = None
        self._written_out = 0

    @property
    def bytes(self) -> int:
        try:
            return min(os.path.getsize(self.path), self._total)
        except FileNotFoundError:
            return 0

    def open(self) -> None:
        room = os.statvfs(os.path.dirname(self.path))
        if self.bytes or room.f_bavail * room.f_frsize >= _ROOM_FACTOR * self._total:
            self._file = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
            os.truncate(self._file, self.bytes)

    def read(self) -> Iterator[bytes]:
        """From its beginning to its end; then more may be added."""
        while self._file is not None and (chunk := os.read(self._file, CHUNK)):
            yield chunk

    def add(self, chunk: bytes) -> None:
        """On a disk that is full it is given up: the unpacked system goes first."""
        if self._file is None:
            return
        try:
            view = memoryview(chunk)
            while view:
                view = view[os.write(self._file, view) :]
        except OSError:
            self.drop()
            return
        end = os.lseek(self._file, 0, os.SEEK_CUR)
        if end - self._written_out >= _WRITE_OUT_EVERY:
            # Begins writing to the disk without waiting for it: a power cut then costs some seconds only.
            os.posix_fadvise(self._file, 0, end, os.POSIX_FADV_DONTNEED)
            self._written_out = end

    def close(self) -> None:
        if self._file is not None:
            os.close(self._file)
            self._file = None

    def drop(self) -> None:
        self.close()
        with suppress(FileNotFoundError):
            os.unlink(self.path)
