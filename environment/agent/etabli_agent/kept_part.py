"""The received part of a payload, kept on the target disk until all of it is unpacked.

A repeated transfer, also after a power cut, reads it back and fetches only the rest. The digest of the whole includes
the bytes that are read back, so a part that the disk corrupted is detected.
"""

import os
from contextlib import suppress
from typing import Iterator

from .fetch import CHUNK

# A system unpacks to three or four times the size of its payload: leave room for it.
_ROOM_FACTOR = 8
_WRITE_OUT_EVERY = 16 << 20


class KeptPart:
    """A file on the target; not used when there is little free space."""

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
        """Reads it from beginning to end; then more can be appended."""
        while self._file is not None and (chunk := os.read(self._file, CHUNK)):
            yield chunk

    def add(self, chunk: bytes) -> None:
        """Appends data; removes the part when the disk is full, since the unpacked system has priority."""
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
            # Starts writing to the disk without waiting, so that a power cut loses only some seconds.
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
