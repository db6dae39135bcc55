"""What is below a folder that is saved: each file with its size, digest and attributes, and what is left out and why."""

import fnmatch
import hashlib
import os
from dataclasses import dataclass, field
from typing import Callable

from .folders import Root
from .profiles import Profile
from .reading import attributes_of, hindrance

# Nobody misses them: they are made again. A folder of a person may be called "Cache", so caches are told by their place.
_NEVER_NAMED = ("$recycle.bin", "thumbs.db", "desktop.ini", "~$*")
_NEVER_AT = (
    "appdata/local/temp", "appdata/*/cache", "appdata/*/code cache", "appdata/*/gpucache", "appdata/*/cachestorage",
    "appdata/*/inetcache", ".cache", ".local/share/trash", "snap/*/.cache", "lost+found",
)  # fmt: skip
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
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
    asked = [pattern.lower() for pattern in exclude]
    waiting = [(root.path, root.to)]
    while waiting:
        folder, to = waiting.pop()
        found.folders.append(Entry(folder, to, 0, "", attributes_of(folder)))
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as cause:
            found.refused.append(("unreadable", f"{folder}: {cause.strerror}"))
            continue
        for entry in entries:
            if reason := _exclusion(entry.path, profile, asked):
                found.excluded.append(entry.path)
                found.skipped.append((reason, entry.path))
            elif _is_taken(entry, found):
                below = f"{to}/{entry.name}" if to else entry.name
                if entry.is_dir(follow_symlinks=False):
                    waiting.append((entry.path, below))
                else:
                    size = entry.stat(follow_symlinks=False).st_size
                    found.files.append(Entry(entry.path, below, size, "", attributes_of(entry.path)))
                    found.bytes += size


def _exclusion(path: str, profile: Profile, asked: list[str]) -> str | None:
    """Why nobody wants it; None for what is saved."""
    name, below = os.path.basename(path).lower(), os.path.relpath(path, profile.path).lower()
    if any(fnmatch.fnmatchcase(name, each) for each in _NEVER_NAMED) or any(fnmatch.fnmatchcase(below, each) for each in _NEVER_AT):
        return "made-again"
    if any(fnmatch.fnmatchcase(below if "/" in pattern else name, pattern) for pattern in asked):
        return "excluded-by-the-profile"
    return None


def _is_taken(entry: os.DirEntry, found: Walked) -> bool:
    """Whether its content can be read from here; if not, it is noted why."""
    try:
        reason, may_go = hindrance(entry.path, entry.stat(follow_symlinks=False).st_mode)
    except OSError as cause:
        reason, may_go = f"unreadable ({cause.strerror})", False
    if reason is None:
        return True
    found.excluded.append(entry.path)
    (found.skipped if may_go else found.refused).append((reason, entry.path))
    return False


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
