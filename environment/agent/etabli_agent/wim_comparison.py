"""Compares a mounted NTFS volume with the file table of an image: every path, stream and reparse point."""

import hashlib
import os
import random
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Callable, Iterator

from .ntfs_facts import attributes_of, reparse_data, streams_of
from .payload_index import in_order
from .wim_contents import Data, Entry

# ntfs-3g serves one request at a time: a second reader hashes meanwhile, more of them only wait.
MOST_READERS = 2
# Small files take less time than handing them over: keep the readers supplied.
IN_PROGRESS = 64
# FILE_ATTRIBUTE_*: what NTFS-3G can set on a file. Others (compressed, sparse, encrypted, pinned) tell how a file is
# kept, which an applied image does not repeat.
COMPARED = {
    0x1: "readonly",
    0x2: "hidden",
    0x4: "system",
    0x10: "directory",
    0x20: "archive",
    0x100: "temporary",
    0x400: "reparse point",
    0x1000: "offline",
    0x2000: "not content indexed",
}
_MASK = sum(COMPARED)


@dataclass
class Found:
    """What the comparison of one path gave."""

    entry: Entry
    differences: list[str] = field(default_factory=list)
    files: int = 0
    bytes: int = 0
    inode: int = 0


class Comparison:
    """`fraction` (0 to 1) of the paths have their data read; everything else is compared for all of them."""

    def __init__(self, entries: dict[str, Entry], root: str, fraction: float):
        self._entries, self._root = entries, root
        self._read = _chosen(entries, fraction)
        # Further names of a file lead to the same data: it is read once. Windows has 10 GB behind them.
        self._digests: dict[int, str] = {}

    def run(self, progress: Callable[[int, int], None]) -> tuple[list[str], int, int]:
        """(differences, files and streams whose data was read, their bytes)."""
        total = sum(_size(entry) for entry in self._entries.values())
        differences: list[str] = []
        done = files = read = 0
        firsts: set[int] = set()
        further: list[Found] = []
        with ThreadPoolExecutor(min(os.cpu_count() or 1, MOST_READERS)) as readers:
            for found in in_order(readers, self._compare, self._entries.values(), IN_PROGRESS):
                differences += found.differences
                files, read, done = files + found.files, read + found.bytes, done + _size(found.entry)
                progress(done, total)
                if found.entry.further:
                    further.append(found)
                else:
                    firsts.add(found.inode)
        alone = [found.entry.path for found in further if found.inode not in firsts]
        differences += [f"{path}: no further name of another file" for path in alone]
        differences += [f"{path}: not in the master" for path in self._unexpected()]
        return differences, files, read

    def _compare(self, entry: Entry) -> Found:
        found = Found(entry)
        path = os.path.join(self._root, entry.path)
        try:
            status = os.lstat(path)
            found.inode = status.st_ino
            attributes, streams, reparse = attributes_of(path), streams_of(path), reparse_data(path)
            found.differences += self._wrong_metadata(entry, attributes, streams, reparse)
            found.differences += self._wrong_sizes(entry, path, status.st_size, streams)
            if entry.path in self._read and not found.differences:
                self._compare_data(found, path)
        except OSError as cause:
            found.differences.append(f"{entry.path}: {cause.strerror}")
        return found

    def _wrong_metadata(
        self, entry: Entry, attributes: int, streams: list[str], reparse: bytes | None
    ) -> Iterator[str]:
        if (attributes ^ entry.attributes) & _MASK:
            yield f"{entry.path}: {_words(attributes)}; {_words(entry.attributes)} expected"
        if not entry.further:
            yield from (f"{entry.path}:{name}: not in the master" for name in streams if name not in entry.streams)
        yield from (f"{entry.path}:{name}: no such stream" for name in entry.streams if name not in streams)
        if entry.reparse:
            sha1 = hashlib.sha1(reparse or b"", usedforsecurity=False).hexdigest()
            if len(reparse or b"") != entry.reparse.size or (reparse and sha1 != entry.reparse.sha1):
                yield f"{entry.path}: reparse point {sha1}, {entry.reparse.sha1} expected"
        elif reparse is not None:
            yield f"{entry.path}: a reparse point, none expected"

    def _wrong_sizes(self, entry: Entry, path: str, size: int, streams: list[str]) -> Iterator[str]:
        if entry.data and not entry.reparse and size != entry.data.size:
            yield f"{entry.path}: {size} bytes, {entry.data.size} expected"
        for name, data in entry.streams.items():
            size = os.stat(f"{path}:{name}").st_size if name in streams else data.size
            if size != data.size:
                yield f"{entry.path}:{name}: {size} bytes, {data.size} expected"

    def _compare_data(self, found: Found, path: str) -> None:
        entry = found.entry
        if entry.reparse:
            found.files += 1
            found.bytes += entry.reparse.size
        elif entry.data:
            self._compare_stream(found, path, entry.path, entry.data, found.inode)
        for name, data in entry.streams.items():
            self._compare_stream(found, f"{path}:{name}", f"{entry.path}:{name}", data, None)

    def _compare_stream(self, found: Found, path: str, name: str, expected: Data, inode: int | None) -> None:
        sha1 = self._digests.get(inode) if inode else None
        if sha1 is None:
            with open(path, "rb", buffering=0) as file:
                sha1 = hashlib.file_digest(file, _sha1).hexdigest() if expected.size else ""
            if inode:
                self._digests[inode] = sha1
        if sha1 != expected.sha1:
            found.differences.append(f"{name}: SHA-1 {sha1 or '-'}, {expected.sha1 or '-'} expected")
        found.files += 1
        found.bytes += expected.size

    def _unexpected(self) -> list[str]:
        """Paths of the volume that the master does not have. NTFS' own files are not shown by ntfs-3g."""
        extra = []
        for folder, names, files in os.walk(self._root):
            inside = os.path.relpath(folder, self._root)
            paths = [name if inside == "." else f"{inside}/{name}" for name in (*names, *files)]
            extra += [path for path in paths if path not in self._entries]
            # What stands in a folder that is itself foreign is not named again.
            names[:] = [name for name in names if (name if inside == "." else f"{inside}/{name}") in self._entries]
        return sorted(extra)


def _sha1():
    return hashlib.sha1(usedforsecurity=False)


def _chosen(entries: dict[str, Entry], fraction: float) -> set[str]:
    """The paths whose data is read: for a sample at least one that has a byte, when there is one."""
    if fraction >= 1:
        return set(entries)
    with_data = [entry.path for entry in entries.values() if _size(entry)]
    count = min(len(with_data), max(1, round(len(with_data) * fraction)))
    return set(random.SystemRandom().sample(with_data, count))


def _size(entry: Entry) -> int:
    return sum(data.size for data in (entry.data, entry.reparse, *entry.streams.values()) if data)


def _words(attributes: int) -> str:
    return "attributes " + (", ".join(word for bit, word in COMPARED.items() if attributes & bit) or "none")
