"""Lists and changes mounts. proc(5), /proc/self/mountinfo."""

import errno
import os
import re
import time

from .errors import AgentError
from .marked_processes import VARIABLE
from .run import run


def mount_points(under: str | None = None) -> list[tuple[str, int]]:
    """(mount point, device number) in the order they were mounted; with `under`, only at or below it."""
    found = []
    with open("/proc/self/mountinfo", encoding="utf-8", errors="surrogateescape") as lines:
        for line in lines:
            fields = line.split(" ")
            major, minor = fields[2].split(":")
            point = _unescape(fields[4])
            if under is None or point == under or point.startswith(under.rstrip("/") + "/"):
                found.append((point, os.makedev(int(major), int(minor))))
    return found


def _unescape(text: str) -> str:
    return re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), text)


def devices_in_use() -> set[int]:
    """Device numbers of every mounted file system and every active swap area."""
    used = {device for _, device in mount_points()}
    with open("/proc/swaps", encoding="utf-8") as lines:
        for line in list(lines)[1:]:
            path = _unescape(line.split()[0])
            if os.path.exists(path):
                used.add(os.stat(path).st_rdev)
    return used


def unmount_tree(point: str) -> None:
    """Unmounts everything at and below `point`, for instance after an interrupted run. Idempotent."""
    tries = 0
    while left := mount_points(point):
        try:
            lazily = ["--lazy"] if _is_dead(left[-1][0]) else []
            run(["umount", *lazily, left[-1][0]], kind="transient")
        except AgentError:
            tries += 1
            if tries == 10:
                raise
            time.sleep(0.3)  # udev or a command that has just ended may still use it


def _is_dead(point: str) -> bool:
    """Whether the program that serves the mount has ended, as ntfs-3g may. Nothing can be written to such a mount."""
    try:
        os.stat(point)
    except OSError as cause:
        return cause.errno == errno.ENOTCONN
    return False


def mount(device: str, point: str, options: str = "") -> None:
    """Mounts `device` on `point` unless it is there already; something else there is unmounted first."""
    here = [number for at, number in mount_points(point) if at == point]
    if here == [os.stat(device).st_rdev]:
        return
    unmount_tree(point)
    os.makedirs(point, exist_ok=True)
    # NTFS is served by a process: one that ends with the job, in the middle of a write, would tear the volume.
    unmarked = {name: value for name, value in os.environ.items() if name != VARIABLE}
    run(["mount", *(["-o", options] if options else []), device, point], kind="transient", env=unmarked)
