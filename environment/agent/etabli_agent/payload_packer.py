"""Packs a disk: compresses each cell into a frame, and places the frames in the payload's slots."""

import os
import struct
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Callable

import zstandard

from .payload_index import LEVEL, SLOT, Frame, Range, cells, in_order, read_extents, sha256

OPEN_SLOTS = 8
_SKIPPABLE_MAGIC = 0x184D2A50
_SKIPPABLE_HEADER = 8
_local = threading.local()


def pack(extents: list[Range], raw: bytes) -> tuple[Frame, bytes]:
    """A frame (its place in the payload not yet known) and its compressed bytes."""
    if not hasattr(_local, "compressor"):
        _local.compressor = zstandard.ZstdCompressor(level=LEVEL, write_content_size=True, write_checksum=False)
    data = _local.compressor.compress(raw)
    return Frame(extents, len(raw), sha256(raw), len(data), sha256(data)), data


@dataclass
class _Slot:
    parts: list[tuple[Frame, bytes]] = field(default_factory=list)
    used: int = 0

    def fits(self, length: int) -> bool:
        left = SLOT - self.used - length
        return left == 0 or left >= _SKIPPABLE_HEADER


class SlotPacker:
    """Places frames in slots and gives full slots to `sink`, in the payload's order.

    Eight slots are open at once, so that little is left over in each; a slot gets its place in the
    payload when it is closed, so that nothing has to wait.
    """

    def __init__(self, sink: Callable[[bytes], None]):
        self._sink = sink
        self._open: list[_Slot] = []
        self.bytes = 0

    def add(self, frame: Frame, data: bytes) -> None:
        fitting = [slot for slot in self._open if slot.fits(len(data))]
        if not fitting and len(self._open) == OPEN_SLOTS:
            self._close(max(self._open, key=lambda slot: slot.used), pad=True)
        if not fitting:
            self._open.append(_Slot())
            fitting = [self._open[-1]]
        slot = max(fitting, key=lambda slot: slot.used)
        slot.parts.append((frame, data))
        slot.used += len(data)
        if slot.used == SLOT:
            self._close(slot, pad=False)

    def finish(self) -> None:
        while self._open:
            self._close(max(self._open, key=lambda slot: slot.used), pad=len(self._open) > 1)

    def _close(self, slot: _Slot, pad: bool) -> None:
        self._open.remove(slot)
        for frame, data in slot.parts:
            frame.offset = self.bytes
            self._give(data)
        left = SLOT - slot.used
        if pad and left:
            length = left - _SKIPPABLE_HEADER
            self._give(struct.pack("<II", _SKIPPABLE_MAGIC, length) + bytes(length))

    def _give(self, data: bytes) -> None:
        self._sink(data)
        self.bytes += len(data)


def pack_disk(
    disk: int,
    ranges: list[Range],
    sink: Callable[[bytes], None],
    progress: Callable[[int], None] = lambda done: None,
    workers: int | None = None,
) -> tuple[list[Frame], int]:
    """Packs `ranges` of the open file `disk` into `sink`; gives the frames in disk order and the payload's length."""
    packer, frames, done = SlotPacker(sink), [], 0
    count = workers or max(2, os.cpu_count() or 2)
    with ThreadPoolExecutor(count) as pool:
        for frame, data in in_order(pool, lambda extents: pack(extents, read_extents(disk, extents)), cells(ranges), count):
            packer.add(frame, data)
            frames.append(frame)
            done += frame.raw_length
            progress(done)
    packer.finish()
    return frames, packer.bytes
