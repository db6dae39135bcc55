"""The file table of a wim master: one line for each stream and path of the image, zstd-compressed text.

`kind attributes size sha1 path`, tab-separated; kind is d (folder), f (data of a file), s (named stream, its path is
`file:stream`), r (reparse point) or h (further name of a file); attributes are 8 hex digits of FILE_ATTRIBUTE_*; sha1
is `-` when there is no data; `path` starts without a slash, with \\n, \\t, \\r and \\\\ escaped.
"""

import io
import re
from dataclasses import dataclass, field

import zstandard

from .contents import unescaped
from .errors import AgentError

_LINE = re.compile(r"([dfsrh])\t([0-9a-fA-F]{8})\t(\d+)\t([0-9a-f]{40}|-)\t(.*)\n")
EMPTY = "-"


@dataclass(frozen=True, slots=True)
class Data:
    """What a stream holds; `sha1` is empty for one without a byte."""

    size: int
    sha1: str


@dataclass(slots=True)
class Entry:
    """A path of the image. `data` is the unnamed stream of a file, `further` says that it is another name of one."""

    path: str
    attributes: int
    data: Data | None = None
    reparse: Data | None = None
    streams: dict[str, Data] = field(default_factory=dict)
    further: bool = False


def read_wim_contents(compressed: bytes) -> dict[str, Entry]:
    """The entries by path, in the order of the image. AgentError('permanent') for a table that is none."""
    entries: dict[str, Entry] = {}
    try:
        reader = zstandard.ZstdDecompressor().stream_reader(io.BytesIO(compressed), read_across_frames=True)
        lines = io.TextIOWrapper(reader, encoding="utf-8", errors="surrogateescape", newline="\n")
        for number, line in enumerate(lines, 1):
            _add(entries, line, number)
    except zstandard.ZstdError as cause:
        raise _unreadable(str(cause)) from cause
    if not entries:
        raise _unreadable("it has no line")
    return entries


def _add(entries: dict[str, Entry], line: str, number: int) -> None:
    found = _LINE.fullmatch(line)
    if not found:
        raise _unreadable(f"line {number}: {line.rstrip()[:200]!r}")
    kind, attributes, path = found[1], int(found[2], 16), unescaped(found[5])
    data = Data(int(found[3]), "" if found[4] == EMPTY else found[4])
    folder, _, name = path.rpartition("/")
    stream = ""
    if kind == "s":
        name, _, stream = name.partition(":")
        path = f"{folder}/{name}" if folder else name
    entry = entries.setdefault(path, Entry(path, attributes))
    if kind == "s":
        entry.streams[stream] = data
    elif kind == "r":
        entry.reparse = data
    elif kind in "fh":
        entry.data, entry.further = data, kind == "h"


def _unreadable(why: str) -> AgentError:
    return AgentError(
        "permanent",
        f"La liste des fichiers du master est illisible : {why}",
        f"The master's file table cannot be read: {why}",
        "Réimportez le master.",
        "Import the master again.",
    )
