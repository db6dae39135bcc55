"""The payload of a whole disk: zstd frames on a 1 MiB grid of the disk, and the index that describes each.

A frame contains the used ranges of one cell. In the payload no frame crosses a 4 MiB
boundary (a slot); what stays free in a slot is one zstd skippable frame (RFC 8878 §3.1.2), so that the
payload is one valid .zst. src/park/master/disk-index.ts reads the same index.
"""

import hashlib
import json
import os
import threading
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Callable, Iterable, Iterator

import zstandard

from .errors import AgentError

FORMAT_VERSION = 1
CELL = 1 << 20
SLOT = 4 << 20
LEVEL = 3
_local = threading.local()

Range = tuple[int, int]  # (disk offset, length) in bytes


@dataclass
class Frame:
    """One cell's used bytes. `offset` and `length` are its place in the payload."""

    extents: list[Range]
    raw_length: int
    raw_sha256: str
    length: int
    sha256: str
    offset: int = -1

    def as_json(self) -> dict:
        return {
            "extents": [list(extent) for extent in self.extents],
            "rawLength": self.raw_length,
            "rawSha256": self.raw_sha256,
            "offset": self.offset,
            "length": self.length,
            "sha256": self.sha256,
        }


def merged(ranges: Iterable[Range]) -> list[Range]:
    """The same bytes as sorted ranges that neither overlap nor touch."""
    result: list[Range] = []
    for start, length in sorted(ranges):
        if length <= 0:
            continue
        if result and start <= result[-1][0] + result[-1][1]:
            first, known = result[-1]
            result[-1] = (first, max(known, start + length - first))
        else:
            result.append((start, length))
    return result


def cells(ranges: Iterable[Range]) -> Iterator[list[Range]]:
    """The extents of each cell that holds any, in disk order; `ranges` as `merged` gives them."""
    current: list[Range] = []
    for start, length in ranges:
        while length > 0:
            end_of_cell = (start // CELL + 1) * CELL
            part = min(length, end_of_cell - start)
            if current and current[-1][0] // CELL != start // CELL:
                yield current
                current = []
            current.append((start, part))
            start, length = start + part, length - part
    if current:
        yield current


def read_extents(disk: int, extents: list[Range]) -> bytes:
    """The bytes of `extents` of the open file `disk`, one after the other."""
    parts = []
    for start, length in extents:
        while length > 0:
            try:
                part = os.pread(disk, length, start)
            except OSError as cause:
                raise _unreadable(start, str(cause)) from cause
            if not part:
                raise _unreadable(start, "end of disk")
            parts.append(part)
            start, length = start + len(part), length - len(part)
    return b"".join(parts)


def _unreadable(start: int, why: str) -> AgentError:
    return AgentError(
        "operator",
        f"Le disque ne se lit pas à l'octet {start} : {why}",
        f"The disk cannot be read at byte {start}: {why}",
        "Contrôlez la santé du disque ; remplacez-le s'il est défaillant.",
        "Check the disk's health; replace it if it is failing.",
    )


def unpack(frame: Frame, data: bytes) -> bytes:
    """The raw bytes of a frame; raises AgentError('permanent') when either digest is not the index's."""
    if len(data) != frame.length or sha256(data) != frame.sha256:
        raise _corrupted(frame)
    if not hasattr(_local, "decompressor"):
        _local.decompressor = zstandard.ZstdDecompressor()
    try:
        raw = _local.decompressor.decompress(data, max_output_size=frame.raw_length)
    except zstandard.ZstdError as cause:
        raise _corrupted(frame) from cause
    if len(raw) != frame.raw_length or sha256(raw) != frame.raw_sha256:
        raise _corrupted(frame)
    return raw


def _corrupted(frame: Frame) -> AgentError:
    return AgentError(
        "permanent",
        f"Le bloc du disque à l'octet {frame.extents[0][0]} est corrompu ou a été remplacé dans le master",
        f"The disk block at byte {frame.extents[0][0]} is corrupted in the master, or was replaced",
        "etabli master verify, puis capturez ou importez le master de nouveau.",
        "etabli master verify, then capture or import the master again.",
    )


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def in_order(pool: ThreadPoolExecutor, work: Callable, items: Iterable, workers: int) -> Iterator:
    """Results in the order of the items, with a bounded number in progress, to limit memory."""
    waiting: deque = deque()
    try:
        for item in items:
            waiting.append(pool.submit(work, item))
            if len(waiting) >= 4 * workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        for future in waiting:
            future.cancel()


def canonical(value: dict) -> bytes:
    """The canonical bytes of an index: sorted keys, no spaces, UTF-8. RFC 8785 for integers and ASCII keys."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


@dataclass(frozen=True)
class Index:
    """An index as it is needed to write a disk. `value` is the whole of it."""

    value: dict
    frames: list[Frame]

    @property
    def raw_bytes(self) -> int:
        return self.value["rawBytes"]

    @property
    def sector(self) -> int:
        return self.value["disk"]["logicalSectorBytes"]

    @property
    def minimum_disk(self) -> int:
        return self.value["minimumDiskBytes"]

    @property
    def partitions(self) -> list[dict]:
        return self.value["partitions"]


def read_index(data: bytes) -> Index:
    """An index whose digest was checked; raises AgentError('permanent') for an unknown version."""
    value = json.loads(data)
    if value.get("formatVersion") != FORMAT_VERSION:
        raise AgentError(
            "permanent",
            f"Format d'index inconnu : {value.get('formatVersion')}, {FORMAT_VERSION} attendu",
            f"Unknown index format: {value.get('formatVersion')}, {FORMAT_VERSION} expected",
            "Reconstruisez l'environnement : etabli environment build.",
            "Build the environment again: etabli environment build.",
        )
    frames = [
        Frame(
            extents=[(start, length) for start, length in item["extents"]],
            raw_length=item["rawLength"],
            raw_sha256=item["rawSha256"],
            length=item["length"],
            sha256=item["sha256"],
            offset=item["offset"],
        )
        for item in value["frames"]
    ]
    return Index(value, frames)
