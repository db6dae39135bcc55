"""apply-disk {disk, indexUrl, indexSha256, payloadUrl}: writes a captured disk by its index.

The disk is first compared with the hashes of the index, and only frames that differ are fetched, so that an
interrupted deployment can resume. The partition table is written last, so that an incomplete disk never boots.
Result: {disk, frames, framesKept, fetchedBytes, writtenBytes}.
"""

import os
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from ..errors import AgentError
from ..fetch import fetch_whole, read_range
from ..payload_index import SLOT, Frame, Index, in_order, read_extents, read_index, sha256, unpack
from ..placed_frames import placed
from ..report import Report
from ..target_disk import Disk, find_disk, release
from ..verified_record import forget

WORKERS = 3
GAP_READ_THROUGH = 64 << 10


def run(parameters: dict, report: Report) -> dict:
    disk = find_disk(parameters["disk"])
    index = read_index(fetch_whole(parameters["indexUrl"], parameters["indexSha256"]))
    check_fits(disk, index)
    index = placed(index, disk.size)
    release(disk)
    forget()
    file = os.open(disk.path, os.O_RDWR)
    try:
        missing = missing_frames(file, index, lambda done: report.progress(done, 2 * index.raw_bytes))
        report.log(f"{len(index.frames) - len(missing)} of {len(index.frames)} frames are on the disk already")
        fetched = _write_missing(file, index, missing, parameters["payloadUrl"], report)
        os.fsync(file)
    finally:
        os.close(file)
    report.progress(2 * index.raw_bytes, 2 * index.raw_bytes)
    return {
        "disk": disk.as_json(),
        "frames": len(index.frames),
        "framesKept": len(index.frames) - len(missing),
        "fetchedBytes": fetched,
        "writtenBytes": sum(frame.raw_length for frame in missing),
    }


def check_fits(disk: Disk, index: Index) -> None:
    """Refuses a disk with another sector size or that is too small, before any write."""
    if disk.logical_sector != index.sector:
        raise AgentError(
            "operator",
            f"Le master vient d'un disque à secteurs de {index.sector} octets, {disk.path} en a de {disk.logical_sector} ; "
            "rien n'a été écrit",
            f"The master comes from a disk with sectors of {index.sector} bytes, {disk.path} has {disk.logical_sector}; "
            "nothing was written",
            "Capturez un master sur un disque du même type, ou changez le format du disque (nvme format).",
            "Capture a master on a disk of the same kind, or change the disk's format (nvme format).",
        )
    if disk.size < index.minimum_disk:
        raise AgentError(
            "operator",
            f"{disk.path} a {disk.size} octets, le master en veut au moins {index.minimum_disk} ; rien n'a été écrit",
            f"{disk.path} has {disk.size} bytes, the master needs at least {index.minimum_disk}; nothing was written",
            "Prenez un disque plus grand, ou réduisez le dernier système de fichiers du PC de référence.",
            "Take a larger disk, or shrink the last file system of the reference PC.",
        )


def missing_frames(file: int, index: Index, progress=lambda done: None) -> list[Frame]:
    """The frames that differ on the open disk."""
    done, missing = 0, []
    with ThreadPoolExecutor(WORKERS) as pool:
        for frame, right in in_order(pool, lambda frame: (frame, _stands(file, frame)), index.frames, WORKERS):
            done += frame.raw_length
            progress(done)
            if not right:
                missing.append(frame)
    return missing


def _stands(file: int, frame: Frame) -> bool:
    return sha256(read_extents(file, frame.extents)) == frame.raw_sha256


def _write_missing(file: int, index: Index, missing: list[Frame], url: str, report: Report) -> int:
    if not missing:
        return 0
    first = index.frames[0]
    if first not in missing:
        missing.insert(0, first)
    for start, length in first.extents:
        _write(file, bytes(length), start)
    os.fsync(file)
    kept = 2 * index.raw_bytes - sum(frame.raw_length for frame in missing)
    writer = _Writer(file, url, report, kept, 2 * index.raw_bytes)
    # The frame with the partition table is written last.
    writer.write_all(grouped(frame for frame in missing if frame is not first))
    os.fsync(file)
    writer.write_all(grouped([first]))
    return writer.fetched


@dataclass(frozen=True)
class Group:
    """Frames that are fetched with one range of the payload."""

    frames: list[Frame]

    @property
    def offset(self) -> int:
        return self.frames[0].offset

    @property
    def length(self) -> int:
        return self.frames[-1].offset + self.frames[-1].length - self.offset


def grouped(frames) -> list[Group]:
    """Groups frames that are close to each other in one slot of the payload, to fetch them together."""
    groups: list[Group] = []
    for frame in sorted(frames, key=lambda frame: frame.offset):
        last = groups[-1].frames[-1] if groups else None
        near = last and 0 <= frame.offset - (last.offset + last.length) <= GAP_READ_THROUGH
        if near and frame.offset // SLOT == last.offset // SLOT:
            groups[-1].frames.append(frame)
        else:
            groups.append(Group([frame]))
    return groups


class _Writer:
    """Fetches a few groups in parallel, and writes each frame after both its digests are verified."""

    def __init__(self, file: int, url: str, report: Report, done: int, total: int):
        self._file, self._url, self._report = file, url, report
        self._done, self._total = done, total
        self._lock = threading.Lock()
        self.fetched = 0

    def write_all(self, groups: list[Group]) -> None:
        with ThreadPoolExecutor(WORKERS) as pool:
            for _ in in_order(pool, self._write_group, groups, 1):
                pass

    def _write_group(self, group: Group) -> None:
        data = read_range(self._url, group.offset, group.length)
        with self._lock:
            self.fetched += len(data)
        for frame in group.frames:
            start = frame.offset - group.offset
            raw = unpack(frame, data[start : start + frame.length])
            at = 0
            for position, length in frame.extents:
                _write(self._file, raw[at : at + length], position)
                at += length
            with self._lock:
                self._done += frame.raw_length
                self._report.progress(self._done, self._total)


def _write(file: int, data: bytes, position: int) -> None:
    view = memoryview(data)
    while view:
        try:
            written = os.pwrite(file, view, position)
        except OSError as cause:
            raise AgentError(
                "operator",
                f"Le disque n'accepte pas l'écriture à l'octet {position} : {cause}",
                f"The disk does not take a write at byte {position}: {cause}",
                "Contrôlez la santé du disque ; remplacez-le s'il est défaillant.",
                "Check the disk's health; replace it if it is failing.",
            ) from cause
        view, position = view[written:], position + written
