"""verify-rootfs {disk?, partitions?, contentsUrl, contentsSha256, target, mode, sampleFraction}: reads the disk back.

With `disk` and `partitions` the target is mounted first. mode `full` reads every file and compares it; `sampled` reads
the content of a fraction of the files (default 0.1) and still compares every entry's type, owner, mode and size.
Result: {files, bytes, entries, differences: [first ten], differenceCount}; any difference is an error.
"""

import hashlib
import os
import random
import stat
from concurrent.futures import ThreadPoolExecutor

from ..contents import Entry, read_contents
from ..errors import AgentError
from ..fetch import fetch_whole
from ..report import Report
from ..run import run as system
from ..target_disk import TARGET
from . import mount_target

NAMED = 10
MOST_READERS = 4
TYPES = {"f": stat.S_ISREG, "d": stat.S_ISDIR, "l": stat.S_ISLNK, "h": stat.S_ISREG}
TYPES |= {"c": stat.S_ISCHR, "b": stat.S_ISBLK, "p": stat.S_ISFIFO}


def run(parameters: dict, report: Report) -> dict:
    if parameters.get("partitions"):
        mount_target.run(parameters, report)
    target = parameters.get("target") or TARGET
    contents = fetch_whole(parameters["contentsUrl"], parameters["contentsSha256"])
    entries = list(read_contents(contents))
    fraction = 1.0 if parameters.get("mode", "full") == "full" else float(parameters.get("sampleFraction") or 0.1)
    drop_caches(report)
    result = compare(entries, target, fraction, report)
    if result["differenceCount"]:
        listed = " ; ".join(result["differences"])
        raise AgentError(
            "permanent",
            f"Le disque diffère du master en {result['differenceCount']} points : {listed}",
            f"The disk differs from the master in {result['differenceCount']} points: {listed}",
            "Le disque ou la mémoire est peut-être défaillant : contrôlez-les, puis relancez depuis le début.",
            "The disk or the memory may be failing: check them, then retry from the start.",
        )
    return result


def drop_caches(report: Report) -> None:
    """Drops the page cache, so that the next reads are from the disk."""
    system(["sync"], timeout_seconds=600, kind="transient")
    try:
        with open("/proc/sys/vm/drop_caches", "w", encoding="ascii") as file:
            file.write("3\n")
    except OSError as cause:
        report.log(f"the page cache could not be dropped: {cause}")


def compare(entries: list[Entry], target: str, fraction: float, report: Report) -> dict:
    """Compares every entry with `target`; `fraction` of the files (0 to 1) are read completely.

    Several files are read in parallel: hashing uses a whole core, and an SSD is faster with parallel requests.
    """
    chosen = random.SystemRandom()
    total = sum(entry.size for entry in entries if entry.type == "f")
    differences: list[str] = []
    files = read = passed = 0

    def check(entry: Entry) -> tuple[Entry, bool, str | None]:
        wrong = _metadata(entry, target)
        is_read = entry.type == "f" and not wrong and (fraction >= 1 or chosen.random() < fraction)
        return entry, is_read, _content(entry, target) if is_read else wrong

    with ThreadPoolExecutor(max_workers=min(os.cpu_count() or 1, MOST_READERS)) as readers:
        for entry, is_read, wrong in readers.map(check, entries):
            if is_read:
                files += 1
                read += entry.size
            if entry.type == "f":
                passed += entry.size
                report.progress(passed, total)
            if wrong:
                differences.append(wrong)
    differences += [f"{path}: not in the master" for path in _unexpected(entries, target)]
    return {
        "entries": len(entries),
        "files": files,
        "bytes": read,
        "differenceCount": len(differences),
        "differences": [text.encode("utf-8", "replace").decode() for text in differences[:NAMED]],
    }


def _metadata(entry: Entry, target: str) -> str | None:
    path = _at(target, entry.path)
    try:
        found = os.lstat(path)
    except OSError as cause:
        return f"{entry.path}: {cause.strerror}"
    if not TYPES[entry.type](found.st_mode):
        return f"{entry.path}: type {entry.type} expected"
    if entry.type == "l":
        text = os.readlink(path)
        return None if text == entry.value else f"{entry.path}: link to {text}, {entry.value} expected"
    if entry.type == "h":
        other = os.lstat(_at(target, entry.value))
        return None if os.path.samestat(found, other) else f"{entry.path}: no hard link to {entry.value}"
    if entry.type in "cb":
        device = f"{os.major(found.st_rdev)}:{os.minor(found.st_rdev)}"
        if device != entry.value:
            return f"{entry.path}: device {device}, {entry.value} expected"
    if os.path.ismount(path):
        return None  # FAT on the ESP stores no owners and modes
    expected = (entry.mode, entry.uid, entry.gid)
    got = (stat.S_IMODE(found.st_mode), found.st_uid, found.st_gid)
    if got != expected:
        return f"{entry.path}: mode, uid, gid {got[0]:o} {got[1]} {got[2]}, {entry.mode:o} {entry.uid} {entry.gid} expected"
    if entry.type == "f" and found.st_size != entry.size:
        return f"{entry.path}: {found.st_size} bytes, {entry.size} expected"
    return None


def _content(entry: Entry, target: str) -> str | None:
    try:
        with open(_at(target, entry.path), "rb", buffering=0) as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as cause:
        return f"{entry.path}: {cause.strerror}"
    return None if found == entry.value else f"{entry.path}: digest {found}, {entry.value} expected"


def _unexpected(entries: list[Entry], target: str) -> list[str]:
    """Paths on the file system of the target that the master does not have."""
    known = {entry.path.strip("/") for entry in entries} | {"lost+found"}
    folders = {part for path in known for part in _parents(path)} | {"boot", "boot/efi"}
    extra, device = [], os.lstat(target).st_dev
    for folder, names, files in os.walk(target):
        inside = os.path.relpath(folder, target)
        for name in [*names, *files]:
            path = name if inside == "." else f"{inside}/{name}"
            if path not in known and path not in folders:
                extra.append(path)
        names[:] = [name for name in names if os.lstat(f"{folder}/{name}").st_dev == device and name != "lost+found"]
    return sorted(extra)


def _parents(path: str) -> list[str]:
    parts = path.split("/")[:-1]
    return ["/".join(parts[: depth + 1]) for depth in range(len(parts))]


def _at(target: str, path: str) -> str:
    return os.path.join(target, path.strip("/"))
