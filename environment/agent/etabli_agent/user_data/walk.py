"""What is below a folder that is saved: each file with its size, digest and attributes, and what is left out and why."""

import fnmatch
import hashlib
import os
import stat
from dataclasses import dataclass, field
from typing import Callable

from ..ntfs_xattr import read_xattr
from .folders import Root
from .profiles import Profile

# [MS-FSCC] 2.6, file attributes.
HIDDEN_AND_SUCH = 0x1 | 0x2 | 0x4 | 0x20 | 0x2000
_REPARSE, _ENCRYPTED = 0x400, 0x4000
_RECALLED = 0x1000 | 0x40000 | 0x400000
# [MS-FSCC] 2.1.2.1, reparse tags: links, and files that a cloud has.
_LINKS = {0xA0000003, 0xA000000C, 0x8000001B}
_CLOUD, _CLOUD_MASK, _ONEDRIVE = 0x9000001A, 0xFFFF0FFF, 0x80000021
# Nobody misses them: they are made again.
_NEVER = (
    "$recycle.bin", "system volume information", "thumbs.db", "desktop.ini", "~$*", "cache", "code cache", "gpucache", "cachestorage",
    "inetcache", "appdata/local/temp", ".cache", ".local/share/trash", "lost+found",
)  # fmt: skip
_BLOCK = 1 << 20


@dataclass(frozen=True)
class Entry:
    """A file or folder; `to` is where it is put back below the folder of its user."""

    path: str
    to: str
    size: int
    sha256: str
    attributes: int


@dataclass
class Walked:
    """`excluded` are paths that restic must not read; `refused` those without which nothing may be erased."""

    files: list[Entry] = field(default_factory=list)
    folders: list[Entry] = field(default_factory=list)
    excluded: list[str] = field(default_factory=list)
    skipped: list[tuple[str, str]] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)
    bytes: int = 0


def walk(root: Root, profile: Profile, exclude: list[str], found: Walked) -> None:
    """Adds what is below the root, without reading the content of any file."""
    patterns = [pattern.lower() for pattern in (*_NEVER, *exclude)]
    waiting = [(root.path, root.to)]
    while waiting:
        folder, to = waiting.pop()
        found.folders.append(Entry(folder, to, 0, "", _attributes(folder)))
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as cause:
            found.refused.append(("unreadable", f"{folder}: {cause.strerror}"))
            continue
        for entry in entries:
            if _is_excluded(entry.path, profile, patterns):
                found.excluded.append(entry.path)
            elif _is_taken(entry, found):
                below = f"{to}/{entry.name}" if to else entry.name
                if entry.is_dir(follow_symlinks=False):
                    waiting.append((entry.path, below))
                else:
                    size = entry.stat(follow_symlinks=False).st_size
                    found.files.append(Entry(entry.path, below, size, "", _attributes(entry.path)))
                    found.bytes += size


def _is_excluded(path: str, profile: Profile, patterns: list[str]) -> bool:
    name = os.path.basename(path).lower()
    below = os.path.relpath(path, profile.path).lower()
    return any(fnmatch.fnmatchcase(below if "/" in pattern else name, pattern) for pattern in patterns)


def _is_taken(entry: os.DirEntry, found: Walked) -> bool:
    """Whether its content can be read from here; if not, it is noted why."""
    try:
        reason, may_go = _hindrance(entry)
    except OSError as cause:
        reason, may_go = f"unreadable ({cause.strerror})", False
    if reason is None:
        return True
    found.excluded.append(entry.path)
    (found.skipped if may_go else found.refused).append((reason, entry.path))
    return False


def _hindrance(entry: os.DirEntry) -> tuple[str | None, bool]:
    """(why it is not read, whether it may be lost); (None, True) for what is read."""
    mode, attributes = entry.stat(follow_symlinks=False).st_mode, _attributes(entry.path)
    if attributes & _REPARSE:
        tag = int.from_bytes((read_xattr(entry.path, "system.ntfs_reparse_data") or b"")[:4], "little")
        if tag & _CLOUD_MASK == _CLOUD or tag == _ONEDRIVE:
            return "in-the-cloud", True
        return ("link", True) if tag in _LINKS else (f"reparse-point 0x{tag:08x}", False)
    if attributes & _RECALLED:
        return "in-the-cloud", True
    if attributes & _ENCRYPTED and not stat.S_ISDIR(mode):
        return "encrypted (EFS)", False
    if stat.S_ISLNK(mode):
        return "link", True
    return (None, True) if stat.S_ISDIR(mode) or stat.S_ISREG(mode) else ("special", True)


def _attributes(path: str) -> int:
    """Of NTFS; 0 on another file system."""
    return int.from_bytes(read_xattr(path, "system.ntfs_attrib_be") or b"", "big")


def with_digests(found: Walked, progress: Callable[[int], None]) -> list[Entry]:
    """The files with the SHA-256 of what is on the disk; those that cannot be read are refused."""
    done, digested = 0, []
    for entry in found.files:
        try:
            sha256, size = digest_of(entry.path)
        except OSError as cause:
            found.refused.append(("unreadable", f"{entry.path}: {cause.strerror}"))
            continue
        digested.append(Entry(entry.path, entry.to, size, sha256, entry.attributes))
        done += size
        progress(done)
    return digested


def digest_of(path: str) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    with open(path, "rb", buffering=0) as file:
        while block := file.read(_BLOCK):
            digest.update(block)
            size += len(block)
    return digest.hexdigest(), size
