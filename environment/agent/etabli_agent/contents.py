"""The contents manifest of a rootfs master: one line a path, zstd-compressed text.

`type mode uid gid size sha256-or-link path`, tab-separated; type is f, d, l, h (hard link), c, b or p;
mode is octal; `path` starts without a slash, with \\n, \\t and \\\\ escaped.
"""

import io
import re
from dataclasses import dataclass
from typing import Iterator

import zstandard


@dataclass(frozen=True)
class Entry:
    """One path of the master. `value` is a digest (f), a link's text (l), a path (h) or `major:minor` (c, b)."""

    type: str
    mode: int
    uid: int
    gid: int
    size: int
    value: str
    path: str


def read_contents(compressed: bytes) -> Iterator[Entry]:
    """Every entry, in the order of the archive."""
    reader = zstandard.ZstdDecompressor().stream_reader(io.BytesIO(compressed), read_across_frames=True)
    for line in io.TextIOWrapper(reader, encoding="utf-8", errors="surrogateescape", newline="\n"):
        kind, mode, uid, gid, size, value, path = line.rstrip("\n").split("\t")
        yield Entry(kind, int(mode, 8), int(uid), int(gid), int(size), unescaped(value), unescaped(path))


def unescaped(text: str) -> str:
    """A field of a contents manifest, its escapes undone."""
    return re.sub(r"\\([ntr\\])", lambda found: {"n": "\n", "t": "\t", "r": "\r", "\\": "\\"}[found[1]], text)
