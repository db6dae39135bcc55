"""The frames of an index where they belong on a disk of another size: those of a partition that moves move with it."""

from dataclasses import dataclass, replace

from .captured_table import fitted
from .payload_index import Frame, Index, Range


@dataclass(frozen=True)
class Move:
    """The bytes from `start` to `end` of the captured disk come `by` bytes further back (or before, if negative)."""

    start: int
    end: int
    by: int


def moves(index: Index, disk_size: int) -> list[Move]:
    new = {part["number"]: part["startBytes"] for part in fitted(index.partitions, disk_size)}
    found = []
    for part in index.partitions:
        start, to = part["startBytes"], new[part["number"]]
        if part["content"] != "remade" and to != start:
            found.append(Move(start, start + part["sizeBytes"], to - start))
    return found


def placed(index: Index, disk_size: int) -> Index:
    """The index for a disk of this size. Digests and places in the payload stay: only the extents are others."""
    found = moves(index, disk_size)
    if not found:
        return index
    return Index(index.value, [_placed(frame, found) for frame in index.frames])


def _placed(frame: Frame, found: list[Move]) -> Frame:
    return replace(frame, extents=[part for extent in frame.extents for part in _pieces(extent, found)])


def _pieces(extent: Range, found: list[Move]) -> list[Range]:
    """The extent, cut where a move begins or ends."""
    start, length = extent
    pieces = []
    while length > 0:
        move = next((move for move in found if move.start <= start < move.end), None)
        ahead = [move.start for move in found if move.start > start]
        end = move.end if move else min(ahead, default=start + length)
        part = min(length, end - start)
        pieces.append((start + (move.by if move else 0), part))
        start, length = start + part, length - part
    return pieces
